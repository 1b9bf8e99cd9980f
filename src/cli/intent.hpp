// What the command line and the settings want of a tenant: manifests, overlays, base and scope put together.
#pragma once

#include "cli/context.hpp"
#include "model/intent.hpp"
#include "plan/limits.hpp"

namespace interlock {

/// Everything that needs no tenant: manifests of -f, --overlay over them, --base beside them (B95), what --only and
/// --except choose of them (B92), and the settings' `ignore` as it is in force at --at or now. Usable where `problems`
/// has no error.
Intent read_intent(const Context& context, Api api, const Settings& settings, Problems& problems);

/// What --only and --except choose, and the settings' `ignore` as it is in force at --at or now.
Scope scope_of(const Context& context, const Settings& settings, Problems& problems);

/// The settings' budgets, and what --allow permits beyond them.
Terms terms_of(const Context& context, const Settings& settings);

}  // namespace interlock
