// The state of a frame in which the fewest agents are eligible: the smallest cut between what is in and what is not.
#pragma once

#include <vector>

#include "checker/windows.hpp"

namespace interlock::checker {

struct Fewest {
  int agents = 0;        // in no state of the frame fewer
  bool is_exact = true;  // false: agents whose window several steps begin, or end, in any order were not counted
  std::vector<At>
      state{};  // such a state: the steps in it that begin or end a window, and the one that opens the frame
};

/// Up to `many_pairs` pairs of a step that ends and one that begins a window are joined one by one, beyond that through
/// the edges of the plan; the result is the same.
Fewest fewest_in(const Frame& frame, const std::vector<Presence>& presences, std::size_t many_pairs = 1'000'000);

}  // namespace interlock::checker
