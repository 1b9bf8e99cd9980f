// Which queues the plan touches, how many eligible agents they have at both ends, and what is refused for that.
#pragma once

#include <vector>

#include "plan/plan.hpp"
#include "plan/roster.hpp"

namespace interlock {

/// A queue of which the plan changes who is eligible.
struct Touched {
  const RosterQueue* queue = nullptr;
  int before = 0, after = 0;  // eligible agents
  int declared = 0;           // `staffing.at_least` in agents, or 0

  /// Never to be undercut: what both ends have of the declared floor, or of one agent.
  int floor() const;
  /// What the order keeps where that costs nothing: what both ends have, or the end alone of a queue that had nobody.
  int goal() const;
};

/// Counts the eligible agents of the queues that the plan touches. A queue that would starve at the end (B24, B25) is a
/// problem of exit 4.
std::vector<Touched> staffing(const Roster& roster, Problems& problems);

/// The manifest's line that changes who is eligible for the queue: its own, else that of the first of these agents.
Place cause(const RosterQueue& queue, const std::vector<const Agent*>& agents);

}  // namespace interlock
