#pragma once

#include <map>
#include <ranges>

#include "model/address.hpp"

namespace interlock {

/// The part of the map that is about one kind.
template <class T>
auto of_kind(const std::map<Address, T>& map, Kind kind) {
  const auto first = map.lower_bound({kind, {}});
  const auto behind = static_cast<Kind>(static_cast<int>(kind) + 1);
  return std::ranges::subrange(first, map.lower_bound({behind, {}}));
}

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
