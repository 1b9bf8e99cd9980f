// The rules of the published API that differ between the kinds, as one table.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sandbox/exchange.hpp"
#include "sandbox/published/paging.hpp"
#include "sandbox/store.hpp"

namespace interlock::sandbox::published {

/// A refusal without its words.
struct Code {
  int status = 0;
  std::string_view code{};  // empty: never refused
};

struct Kind {
  Collection collection;
  std::string_view path;  // of the list
  std::string_view noun;  // "skill"
  Listing listing = Listing::numbered;
  std::string_view hidden{};  // the fields that items of lists lack: "skillConditions status"
  bool hides_by_id = false;   // whether a read by id lacks them as well; `expand=` shows them either way
  bool is_versioned = false;  // writes name the version that they replace
  Code absent{404, "not.found"};
  Code taken{};                       // the name is another's
  Code dangling{400, "bad.request"};  // a reference to nothing
  Code in_use{};                      // deletion while something refers to it; without: what refers is cleaned
  int deleted = 200;                  // the status of a deletion
  std::string_view movable{};         // its word in the divisions' call that moves objects
  std::string_view guide_members{};   // what a new one has for the guide API: "closed=false"
  /// The kind's own last checks of what is to be stored, with what they derive; `live` is null at a creation.
  Objection (*check)(const Call& call, const Value* live, Value& next) = nullptr;
  /// Adds to the wire form what is computed.
  void (*show)(const Call& call, const Value& object, Map& wire) = nullptr;
};

/// The row of a collection that the API has; null for another.
const Kind* kind(Collection collection);
/// The kind whose objects the divisions' call names so, or null.
const Kind* movable_kind(std::string_view word);

Refusal absent(const Kind& kind, const std::string& id);
/// "/api/v2/routing/skills/ID"
std::string uri_of(const Kind& kind, std::string_view id);

}  // namespace interlock::sandbox::published
