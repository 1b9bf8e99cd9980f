// What comes before what, whoever is eligible for what.
#pragma once

#include <vector>

#include "model/live_state.hpp"
#include "plan/plan.hpp"
#include "safety/arrange.hpp"

namespace interlock {

/// Create before reference, dereference before delete, and one version of an object before the next. The steps stand in
/// an order that keeps all of them; `drafts` are theirs, and say whose edits can go out apart.
std::vector<Precedence> precedences(const std::vector<Step>& steps, const std::vector<Draft>& drafts,
                                    const LiveState& live);

}  // namespace interlock
