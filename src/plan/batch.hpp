// How an API writes the elements of a field that has a request of its own: not with its object, and so many at a time.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "diff/change.hpp"

namespace interlock {

/// A row for each such field of a binding. Fields without a row go out with their object, all in one request.
struct Batch {
  Kind kind;
  std::string_view field;
  std::size_t sets = 1;      // elements that one request gives
  std::size_t removals = 1;  // elements that one request takes away
  std::size_t whole = 0;     // elements up to which one request can replace the whole field; 0: none can
  bool in_create = false;    // goes out with the object when that is created
};

/// The edits of one object as the requests that make them: what goes out with the object first, then what gives, then
/// what takes away. With `exact` a field whose elements are all known is replaced as a whole where the API can.
struct Portion {
  std::vector<FieldEdit> edits;
  bool is_own = false;  // has a request of its own beside the object
  bool takes_away = false;
};
std::vector<Portion> portions(Kind kind, std::span<const FieldEdit> edits, std::span<const Batch> batches, bool exact);

}  // namespace interlock
