#pragma once

#include <set>
#include <string>

#include "plan/plan.hpp"

namespace interlock {

/// The ids of the users on each of whom some queue hangs alone, in some state of a plan that is proven: what apply
/// reads again before its first write (planning.md, Certificate).
std::set<std::string> lone_agents(const Plan& plan);

}  // namespace interlock
