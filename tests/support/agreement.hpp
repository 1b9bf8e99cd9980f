// The two checkers of a plan (planning.md, Certificate): the planner's own proof, and the one that reads the file.
#pragma once

#include "plan/plan.hpp"

namespace interlock::testing {

/// Fails the test where the second checker refuses a plan that the planner has proven. How many plans both agreed on is
/// added to the file that INTERLOCK_AGREEMENTS names, a line a process, for ci/test to sum up.
void expect_agreement(const Plan& plan);

}  // namespace interlock::testing
