// The oracle: looks at every state of a small plan, one by one.
#pragma once

#include <cstdint>
#include <vector>

#include "random_plan.hpp"

namespace interlock::checker::testing {

/// One bit a step.
using State = std::uint32_t;

class EveryState {
 public:
  explicit EveryState(const RandomPlan& plan);

  const std::vector<State>& states() const { return states_; }
  const World& world(std::size_t index) const { return worlds_[index]; }
  const World& last() const { return worlds_.back(); }

  State closure(State steps) const;
  int agents(std::size_t index, int queue) const;
  /// Over the states with `from` in and `until` not in; -1 and beyond the last: no such condition.
  int fewest(int queue, int from, int until) const;
  bool is_throughout(int queue, int agent, int from, int until) const;

  bool breaks_coverage() const;
  bool breaks_precision() const;
  bool breaks_references() const;
  bool breaks_limits() const;

  int promised(int queue) const;  // 0: nothing

 private:
  bool is_within(State state, int from, int until) const;
  bool names_what_is_gone(std::size_t index, const Op& holder, int skill) const;

  const RandomPlan& plan_;
  std::vector<State> states_;  // ascending; the last one has all steps
  std::vector<World> worlds_;
};

}  // namespace interlock::checker::testing
