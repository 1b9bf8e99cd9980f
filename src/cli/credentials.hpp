#pragma once

#include "base/result.hpp"
#include "cli/context.hpp"
#include "engine/courier.hpp"

namespace interlock {

/// From the environment or from a file, never from a flag or the settings (SEC1, B34, B47, B48, B87). Whatever of it is
/// secret is hidden from the output before anything else can be said.
Result<Credentials> find_credentials(const Environment& environment, Output& output);

}  // namespace interlock
