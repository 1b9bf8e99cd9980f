#pragma once

#include "cli/destination.hpp"
#include "render/settings_report.hpp"

namespace interlock {

/// Every setting that is in force for the tenant, and where each comes from; without a tenant the global ones. Secrets
/// are only said to be set, and of callbacks the host alone is shown: what stands behind it often lets a caller in.
/// `claims` are those of `find_claims`.
SettingsReport effective_settings(const Context& context, const Settings& settings, const Tenant& tenant,
                                  const std::vector<Claim>& claims);

}  // namespace interlock
