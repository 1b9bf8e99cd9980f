// Whom the names of the manifests are taken for in the tenant.
#pragma once

#include "base/problem.hpp"
#include "diff/target.hpp"
#include "model/live_state.hpp"
#include "model/manifest.hpp"

namespace interlock {

/// An object that is to be created although the tenant has one whose name differs in Unicode form, case or outer blanks
/// alone, and that stays (B18): more likely a mistake than a twin. And names that look like one of the tenant's, which
/// the manifests do not name (B19, a warning). What the manifests name themselves was compared when they were read.
void check_tenant_names(const Manifest& desired, const LiveState& live, const Targets& targets, Problems& problems);

}  // namespace interlock
