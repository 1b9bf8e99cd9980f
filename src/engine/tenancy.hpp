// What was read of a tenant, before it is decoded: shared by the reader and the planner.
#pragma once

#include "engine/reader.hpp"

namespace interlock {

struct Tenancy {
  std::string organization;
  Snapshot snapshot{};
  int reads = 0;
};

Result<Tenancy> read_tenancy(Connection& connection, const Manifest& desired);

/// Adds to the snapshot; what went wrong, or nothing.
Problems gather(Connection& connection, Tenancy& tenancy, const std::vector<Read>& reads);

/// With every problem of the tenant's data in `problems`.
TenantView view_of(Connection& connection, const Manifest& desired, const Tenancy& tenancy, Problems& problems);

}  // namespace interlock
