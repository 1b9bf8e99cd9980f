// The oracle of the proofs: looks at every state one by one. For a dozen ops or so.
#pragma once

#include <bit>
#include <cstdint>
#include <functional>

#include "safety/order.hpp"

namespace interlock::testing {

/// A state as a set of bits, one an op.
using State = std::uint32_t;

inline State bits(const std::vector<Op>& ops) {
  State state = 0;
  for (const auto op : ops) state |= State{1} << op;
  return state;
}

inline bool is_so(const Window& window, State state) {
  return (bits(window.from) & ~state) == 0 && (bits(window.until) & state) == 0;
}

inline bool is_ideal(const Order& order, State state) {
  for (std::size_t op = 0; op < order.size(); ++op) {
    if ((state >> op & 1) != 0 && (bits(order[op]) & ~state) != 0) return false;
  }
  return true;
}

/// Calls `look` with every ideal; returns how many there are.
inline std::int64_t each_ideal(const Order& order, const std::function<void(State)>& look) {
  std::int64_t count = 0;
  for (State state = 0; state < State{1} << order.size(); ++state) {
    if (!is_ideal(order, state)) continue;
    ++count;
    look(state);
  }
  return count;
}

}  // namespace interlock::testing
