#pragma once

#include <string>

#include "cli/context.hpp"
#include "plan/plan.hpp"

namespace interlock {

/// Whether somebody is there who could be asked.
bool can_ask(const Context& context);

/// Asks whether the plan may be applied. The question is computed text on lines of its own (SEC12); where the plan
/// deletes, their number must be typed.
bool is_confirmed(Context& context, const Plan& plan);

}  // namespace interlock
