#pragma once

#include <vector>

#include "model/live_state.hpp"
#include "plan/plan.hpp"
#include "plan/staffing.hpp"

namespace interlock {

/// Fills in `after` of numbered steps that stand in a possible order: versions of one object in turn, create and enable
/// before what names the skill, dereference before disable and delete, and for each queue expand before switch before
/// contract.
void add_edges(std::vector<Step>& steps, const std::vector<QueueOrder>& orders, const LiveState& live);

}  // namespace interlock
