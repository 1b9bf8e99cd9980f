// Whether callers fare as before, once a plan is applied (applying.md, After the apply): conversations and abandoned
// ones of each queue that the plan touches, against a baseline from before its first write.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/reader.hpp"
#include "plan/plan.hpp"

namespace interlock {

using Statistics = std::map<Address, QueueCounts>;

/// The queues that are there before and after the plan and that it changes, or whose eligible agents it changes.
std::map<Address, ResourceId> queues_to_watch(const Plan& plan);

/// Counts between two moments. Fails where a queue cannot be counted (exit 6 or 7): the caller decides what that means.
Result<Statistics> read_statistics(Connection& connection, const std::map<Address, ResourceId>& queues, Wall from,
                                   Wall until);

/// Waits without a call. False where a signal came first.
bool wait_for(Connection& connection, Millis duration);

/// One queue before and after; which of its counts left what the settings allow.
struct QueueChange {
  Address queue;
  QueueCounts before{};
  QueueCounts after{};
  bool is_abandoned_outside = false;      // more were abandoned than the share above the baseline allows
  bool is_conversations_outside = false;  // more or fewer came than the share around the baseline allows
};

/// By queue. A threshold that the settings leave out is never passed.
std::vector<QueueChange> compare(const Statistics& before, const Statistics& after, const Watch& limits);

}  // namespace interlock
