// The environment, read once at the edge.
#pragma once

#include <optional>
#include <string>

#include "base/secret.hpp"

namespace interlock {

/// The variable, or nothing where it is not set.
std::optional<std::string> variable(const char* name);

/// The variable, which is then gone from the environment and from the memory in which the system keeps it, so that no
/// child process and no other user sees it (SEC1). Nothing where it is not set.
std::optional<Secret> take_secret_variable(const char* name);

}  // namespace interlock
