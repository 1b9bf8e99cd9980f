#pragma once

#include <cstddef>

namespace interlock {

/// The item of that number; the layer counts with signed numbers, containers do not.
template <class Items>
decltype(auto) at(Items& items, int number) {
  return items[static_cast<std::size_t>(number)];
}

}  // namespace interlock
