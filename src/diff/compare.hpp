// Two desired states by name.
#pragma once

#include <vector>

#include "diff/change.hpp"
#include "model/manifest.hpp"

namespace interlock {

/// What would have to change in `other` for it to say what `wanted` says, by address: what it lacks is a creation, what
/// only it has a deletion. A field that one side does not name counts as the platform's default; ids never differ.
std::vector<Change> compared(const Manifest& wanted, const Manifest& other);

}  // namespace interlock
