// A tenant as manifests say it, from reading all of it.
#pragma once

#include "base/result.hpp"
#include "engine/tenancy.hpp"
#include "model/scope.hpp"

namespace interlock {

struct Export {
  Tenancy tenancy;
  LiveState live;  // decoded with the manifest's pins
  Manifest manifest;
};

/// What the scope covers. What manifests cannot say is left out with a warning (plan/manifest_of.hpp); a tenant that
/// cannot be read wholly is a problem of exit 6 or 7 as a Result.
Result<Export> export_tenant(Connection& connection, const Scope& scope, Problems& problems);

}  // namespace interlock
