// What decides who is offered which queue's conversations, before the first step of a plan: the facts that its proof
// stands on. They travel in the plan file, with users by id.
#pragma once

#include <vector>

#include "model/live_state.hpp"
#include "plan/plan.hpp"
#include "plan/staffing.hpp"
#include "plan/steps.hpp"

namespace interlock {

/// The queues that the plan touches, and whoever may be eligible for one of them at some time; without the sizes.
Routing routing_of(const Roster& roster, const std::vector<Touched>& touched, const LiveState& live, Api api);

/// The sizes of the profiles that the steps change.
void set_sizes(Routing& routing, const std::vector<KeyedStep>& steps, const LiveState& live);

/// Leaves out of the plan's routing whoever is eligible for none of its queues at any time.
void keep_candidates(Plan& plan);

}  // namespace interlock
