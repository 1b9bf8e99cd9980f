// Whether a plan asks for what its steps take away (planning.md, preservation).
#pragma once

#include "plan/plan.hpp"
#include "sandbox/losses.hpp"

namespace interlock {

/// Whether the step, which made the write, says that this goes.
bool asks_for(const Step& step, const sandbox::Loss& loss, const Plan& plan);

}  // namespace interlock
