#pragma once

#include "cli/context.hpp"

namespace interlock {

/// What is wrong with the proxy variables, which count with `--proxy env` alone (B51). Of their values nothing is shown
/// but a scheme: user names and passwords may stand anywhere in a malformed one. The passwords are hidden from the
/// output from here on.
Problems check_proxies(const Environment& environment, Output& output);

}  // namespace interlock
