// What was read of a tenant, before it is decoded: it can be decoded again for another manifest.
#pragma once

#include <set>

#include "engine/reader.hpp"

namespace interlock {

struct Tenancy {
  std::string organization;
  Snapshot snapshot{};
  int reads = 0;
};

/// What `desired` is compared with.
Result<Tenancy> read_tenancy(Connection& connection, const Manifest& desired);

/// Everything that manifests can say of the kinds.
Result<Tenancy> read_everything(Connection& connection, const std::set<Kind>& kinds);

/// Adds to the snapshot; what went wrong, or nothing.
Problems gather(Connection& connection, Tenancy& tenancy, const std::vector<Read>& reads);

/// With every problem of the tenant's data in `problems`.
TenantView view_of(Connection& connection, const Manifest& desired, const Tenancy& tenancy, Problems& problems);

}  // namespace interlock
