#pragma once

#include <map>

#include "model/address.hpp"

namespace interlock {

/// Looks up addresses that come in ascending order: one walk beside another, where a search for each address of a big
/// tenant would cost more than all the rest of planning. The map must outlive the walk.
template <class T>
class Walk {
 public:
  explicit Walk(const std::map<Address, T>& map) : next_(map.begin()), end_(map.end()) {}

  /// The value at the address, or null. No address may be less than the one asked for before.
  const T* find(const Address& address) {
    while (next_ != end_ && next_->first < address) ++next_;
    return next_ != end_ && next_->first == address ? &next_->second : nullptr;
  }

 private:
  typename std::map<Address, T>::const_iterator next_, end_;
};

}  // namespace interlock
