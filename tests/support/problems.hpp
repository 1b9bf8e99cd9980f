// Problems as text, for tables: what a person would see, in one string.
#pragma once

#include <string>

#include "base/problem.hpp"

namespace interlock::testing {

/// "B3 2:1 message | hint | 1:1 first defined here", one line a problem, sorted; the parts that are empty are left out.
/// A warning begins with "warning ".
std::string told(Problems problems);

}  // namespace interlock::testing
