#pragma once

#include <optional>

#include "base/problem.hpp"
#include "plan/roster.hpp"

namespace interlock {

/// The eligible agents that `staffing.at_least` asks for, a share counted from those before; 0 without it.
int declared_floor(const RosterQueue& queue, int before);

/// B24 and B25: the manifest leaves the queue with nobody, or with fewer than it declares itself. A queue that had
/// nobody and that no entry names is not this plan's business.
std::optional<Problem> shortage_at_the_end(const Roster& roster, const RosterQueue& queue, int before, int after);

}  // namespace interlock
