#pragma once

#include "base/result.hpp"
#include "cli/context.hpp"
#include "engine/courier.hpp"

namespace interlock {

/// From the environment or from a file, never from a flag or the settings (SEC1, B34, B47, B48, B87). Whatever of it is
/// secret is hidden from the output before anything else can be said.
Result<Credentials> find_credentials(const Environment& environment, Output& output);

/// What signs callbacks: INTERLOCK_HOOK_KEY, or the file of INTERLOCK_HOOK_KEY_FILE; B96 where neither is set.
Result<Secret> find_hook_key(const Environment& environment, Output& output);

}  // namespace interlock
