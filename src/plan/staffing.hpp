// Which queues the plan touches, how many eligible agents they keep at every moment, and what is refused for it.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "plan/plan.hpp"
#include "plan/roster.hpp"

namespace interlock {

/// What the order must keep for one queue.
struct QueueOrder {
  Address queue;
  std::set<std::string> skills;  // steps that change levels of these are ordered
  bool is_switched = false;      // expand -> switch -> contract
  bool needs_barrier = false;    // not switched, but expand -> contract is needed all the same
};

/// A queue of which the plan changes who is eligible.
struct Touched {
  const RosterQueue* queue = nullptr;
  int before = 0, after = 0;             // eligible agents
  int floor = 0;                         // never to be undercut: what both ends have of the declared floor, or one
  std::vector<const Agent*> too_high{};  // out of range while they hold old and new levels
};

struct Staffing {
  std::vector<Touched> touched;
  std::vector<QueueOrder> orders;
};

/// Counts the eligible agents at both ends. A queue that would starve at the end (B24, B25) is a problem of exit 4.
Staffing staffing(const Roster& roster, Problems& problems);

/// The manifest's line that changes who is eligible for the queue: its own, else that of the first of these agents.
Place cause(const RosterQueue& queue, const std::vector<const Agent*>& agents);

}  // namespace interlock
