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

struct Staffing {
  std::vector<Coverage> coverage;
  std::vector<QueueOrder> orders;
};

/// Counts by stable witnesses: an agent who is eligible before, expanded and after is eligible in every state that the
/// order allows. A queue that would starve at the end (B24, B25), or on the way since raising levels first passes a
/// `max`, is a problem of exit 4.
Staffing staffing(const Roster& roster, Problems& problems);

}  // namespace interlock
