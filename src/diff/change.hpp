#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/value.hpp"
#include "model/address.hpp"
#include "model/last_change.hpp"

namespace interlock {

/// One difference inside an object. `path` is a JSON pointer into the manifest's shape ("/levels/Billing", "/enabled",
/// "/requires/Billing"); an element of a keyed list is named by its key and is one value: {"level": 2, "max": 5}.
/// An empty side means that there is no such field or element.
struct FieldEdit {
  std::string path;
  std::optional<Value> before;
  std::optional<Value> after;
  bool is_drift = false;  // the tenant is not as the base manifests say: somebody changed it meanwhile
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
  bool is_consequence = false;  // of another entry's `replaces`: no entry names the object itself
  std::optional<LastChange> last_change{};
};
struct Delete {
  Address address;
  ResourceId id;
  std::vector<FieldEdit> edits;  // every writable field, `after` empty
  Place source{};
  bool is_consequence = false;
  std::optional<LastChange> last_change{};
};
using Change = std::variant<Create, Update, Delete>;

const Address& address_of(const Change& change);
/// Of an object that is to be created nothing is known.
std::optional<LastChange> last_change_of(const Change& change);

/// What left the manifests since the base and is kept all the same, since somebody changed it in the tenant meanwhile
/// (manifest.md, three-way): naming it in a manifest decides. Leads to exit 5.
struct Held {
  Address address;
  std::string path;           // of a field or element; empty: the object
  std::optional<Value> base;  // as the base has it; empty for an object
  std::optional<Value> live;
  Place source{};  // in the base
};

}  // namespace interlock
