// What a saved plan says of itself against the moment and the tenant that it is used for.
#pragma once

#include "cli/destination.hpp"
#include "plan/plan.hpp"

namespace interlock {

/// B46, B66: another tenant, organization or API, or a plan that has expired.
void check_header(const Plan& plan, const Destination& destination, Wall now, Problems& problems);

}  // namespace interlock
