#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/value.hpp"
#include "model/address.hpp"

namespace interlock {

/// One difference inside an object. `path` is a JSON pointer into the manifest's shape ("/levels/Billing", "/enabled",
/// "/requires/Billing"); an element of a keyed list is named by its key and is one value: {"level": 2, "max": 5}.
/// An empty side means that there is no such field or element.
struct FieldEdit {
  std::string path;
  std::optional<Value> before;
  std::optional<Value> after;
  friend bool operator==(const FieldEdit&, const FieldEdit&) = default;
};

struct Create {
  Address address;
  std::vector<FieldEdit> edits;  // every field, `before` empty
  Place source{};
};
struct Update {
  Address address;
  ResourceId id;
  std::vector<FieldEdit> edits;  // sorted by path, at least one
  Place source{};
};
struct Delete {
  Address address;
  ResourceId id;
  std::vector<FieldEdit> edits;  // every writable field, `after` empty
  Place source{};
};
using Change = std::variant<Create, Update, Delete>;

const Address& address_of(const Change& change);

}  // namespace interlock
