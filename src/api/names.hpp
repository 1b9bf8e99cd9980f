#pragma once

#include <map>
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

}  // namespace interlock
