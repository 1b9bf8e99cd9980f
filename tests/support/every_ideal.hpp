// The oracle of the proofs: looks at every state one by one. For two dozen ops or so.
#pragma once

#include <cstdint>
#include <vector>

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

/// Every ideal once: each grows by ops of higher numbers alone, which is enough since an op waits for lower ones. A
/// board goes along, on which the ops that are in have been made.
template <class Board, class Make, class Look>
class IdealWalk {
 public:
  IdealWalk(const Order& order, const Make& make, const Look& look) : make_(make), look_(look) {
    for (const auto& earlier : order) needs_.push_back(bits(earlier));
  }

  /// Returns how many there are.
  std::int64_t from(const Board& board, State state = 0, std::size_t next = 0) const {
    std::int64_t count = 1;
    look_(state, board);
    for (std::size_t op = next; op < needs_.size(); ++op) {
      if ((needs_[op] & ~state) != 0) continue;
      Board grown = board;
      make_(grown, op);
      count += from(grown, state | State{1} << op, op + 1);
    }
    return count;
  }

 private:
  std::vector<State> needs_;
  const Make& make_;
  const Look& look_;
};

/// Calls `look` with every ideal and its board; returns how many there are.
template <class Board, class Make, class Look>
std::int64_t each_ideal(const Order& order, const Board& start, const Make& make, const Look& look) {
  return IdealWalk<Board, Make, Look>(order, make, look).from(start);
}

/// Calls `look` with every ideal; returns how many there are.
template <class Look>
std::int64_t each_ideal(const Order& order, const Look& look) {
  struct None {};
  const auto make = [](None&, std::size_t) {};
  return each_ideal(order, None(), make, [&](State state, const None&) { look(state); });
}

}  // namespace interlock::testing
