#pragma once

#include <map>
#include <string>

#include "engine/executor.hpp"
#include "engine/reader.hpp"
#include "plan/plan.hpp"

namespace interlock {

/// Reads those again on whom a queue hangs alone, and proves the plan again where one of them has changed (planning.md,
/// Certificate): B67 with exit 5 where it does not hold any more. Writes nothing. `prior` is what an earlier
/// attempt at the plan left, by step.
Problems check_witnesses(Connection& connection, const Plan& plan, const std::map<std::string, Prior>& prior);

}  // namespace interlock
