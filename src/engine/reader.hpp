// Reads of a tenant what a manifest needs: complete or failed, never silently partial (job S2).
#pragma once

#include <string>

#include "api/binding.hpp"
#include "base/result.hpp"
#include "engine/drive.hpp"
#include "model/intent.hpp"
#include "plan/limits.hpp"

namespace interlock {

struct Connection {
  const Binding& binding;
  const Tenant& tenant;
  Courier& courier;
  World world;
  int parallelism = 10;
};

struct TenantView {
  std::string organization;  // id
  LiveState live;
  int reads = 0;  // requests that it took, for the estimate beside it
};

/// Everything that what is wanted is compared with. Warnings and what the tenant's data breaks go to `problems`; a
/// tenant that cannot be read wholly is a problem of exit 6 or 7 as a Result. A wrong organisation is exit 4 (B46).
Result<TenantView> read_tenant(Connection& connection, const Intent& intent, Problems& problems);

/// The plan for what is wanted, with every step bound to the guard that its object had: reads, plans, reads the guards
/// of what changes, and plans again from those reads.
struct PlannedTenant {
  TenantView view;
  Plan plan;
};
Result<PlannedTenant> plan_tenant(Connection& connection, const Intent& intent, Problems& problems,
                                  const Terms& terms = {});

/// Compares the organisation that the credentials are for with the expected one; empty expects nothing. From then on
/// the courier holds every new token to what was found (SEC22).
Result<std::string> check_organization(Connection& connection, const std::string& expected);

}  // namespace interlock
