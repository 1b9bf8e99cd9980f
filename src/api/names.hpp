#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "model/address.hpp"

namespace interlock {

/// Both ways between the names of manifests and the ids of bodies.
class Names {
 public:
  void add(const Address& address, const ResourceId& id) {
    ids_[address] = id;
    addresses_[{address.kind, id}] = address;
  }
  const ResourceId* id(const Address& address) const {
    const auto found = ids_.find(address);
    return found != ids_.end() ? &found->second : nullptr;
  }
  const Address* address(Kind kind, const ResourceId& id) const {
    const auto found = addresses_.find({kind, id});
    return found != addresses_.end() ? &found->second : nullptr;
  }

 private:
  std::map<Address, ResourceId> ids_;
  std::map<std::pair<Kind, ResourceId>, Address> addresses_;
};

inline constexpr std::string_view kIdPrefix = "id:";  // before the id of an object whose name is not known

inline std::string name_of(const Names& names, Kind kind, const ResourceId& id) {
  const auto* address = names.address(kind, id);
  return address != nullptr ? address->name : std::string(kIdPrefix) + id.value;
}

/// The inverse of `name_of`; nothing where the name is unknown.
inline std::optional<ResourceId> id_of(const Names& names, const Address& address) {
  if (const auto* id = names.id(address)) return *id;
  if (!address.name.starts_with(kIdPrefix)) return std::nullopt;
  return ResourceId{address.name.substr(kIdPrefix.size())};
}

}  // namespace interlock
