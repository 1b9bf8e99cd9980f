#pragma once

#include "cli/session.hpp"
#include "render/callback.hpp"

namespace interlock {

/// Calls the hooks of the settings with what became of a run (SEC7, SEC8): HTTPS, to listed hosts, without a proxy and
/// without redirects, signed, ten seconds at most each. What goes wrong are warnings: the run is over.
Problems call_hooks(Context& context, Session& session, const Hooks& hooks, const Ended& ended);

}  // namespace interlock
