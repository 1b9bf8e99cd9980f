// Changes -> steps with edges: create before reference, dereference before delete, expand before switch before
// contract.
#pragma once

#include <map>
#include <vector>

#include "diff/change.hpp"
#include "diff/target.hpp"
#include "plan/batch.hpp"
#include "plan/plan.hpp"
#include "plan/staffing.hpp"
#include "plan/versions.hpp"

namespace interlock {

/// Steps in an order in which they could run one after the other, numbered in it; every edge points forward, so there
/// is no cycle. Guards are those of the live objects, absence for creates.
std::vector<Step> ordered_steps(const std::vector<Change>& changes, const LiveState& live, const Targets& targets,
                                const std::map<Address, LevelVersions>& versions, const std::vector<QueueOrder>& orders,
                                std::span<const Batch> batches);

}  // namespace interlock
