#pragma once

#include <map>
#include <optional>
#include <set>
#include <vector>

#include "base/value.hpp"
#include "model/address.hpp"
#include "model/last_change.hpp"

namespace interlock {

/// An object as the tenant has it. `fields` are those of the kind's table, in normal form, by name, with every value
/// that the platform reports, observed ones included; what the table does not know is not here but survives writes,
/// since a write starts from the raw body. A reference to an object that the tenant does not have is "id:" and its id.
struct LiveObject {
  Address address;
  ResourceId id;
  Map fields;
  std::optional<Guard> guard{};  // empty: only listed so far, not read in the form that carries the guard
  bool is_read_only = false;     // it holds a word that this version does not know (B56)
  std::optional<LastChange> last_change{};
};

/// What was read of a tenant. Kinds that were not read are not in `complete`: nothing can be said about their absence.
struct LiveState {
  Api api = Api::guide;  // that it was read through: it says what can be created and deleted
  std::map<Address, LiveObject> objects;
  std::map<Address, std::vector<ResourceId>> ambiguous;  // names on several ids (B54); not among the objects
  std::set<Kind> complete;

  const LiveObject* find(const Address& address) const {
    const auto found = objects.find(address);
    return found != objects.end() ? &found->second : nullptr;
  }
};

}  // namespace interlock
