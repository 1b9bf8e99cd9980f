#pragma once

#include <set>
#include <string>

#include "engine/reader.hpp"
#include "plan/plan.hpp"

namespace interlock {

/// Reads those again on whom a queue hangs alone, and proves the plan again where one of them has changed (planning.md,
/// Certificate): B67 with exit 5 where it does not hold any more. Writes nothing. `done` are the steps that are in
/// force.
Problems check_witnesses(Connection& connection, const Plan& plan, const std::set<std::string>& done);

}  // namespace interlock
