#pragma once

#include "plan/make_plan.hpp"
#include "plan/plan.hpp"

namespace interlock {

/// Requests and seconds that an apply needs at least: the requests of each step through its quotas (applying.md,
/// Rates). Settle times, retries and conflicts come on top, and so do the login and the questions whose tenant it is:
/// one for each token and phase.
Estimate estimate(const std::vector<Step>& steps, const PlanContext& context);

}  // namespace interlock
