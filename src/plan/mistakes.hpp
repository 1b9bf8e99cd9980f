// What is allowed and is yet most likely a mistake: refused until a person says that it is meant.
#pragma once

#include <string>
#include <vector>

#include "base/problem.hpp"
#include "diff/change.hpp"
#include "model/allowance.hpp"
#include "model/manifest.hpp"

namespace interlock {

/// B40: an object goes and one of nearly the same name comes: a rename that would cut every reference. Returns the
/// allowances that were needed, here and below.
std::vector<std::string> check_renames(const std::vector<Change>& changes, const Manifest& desired,
                                       const std::vector<Allowance>& allowed, Problems& problems);

/// B76: of at least ten levels that change, four in five become six minus what they were: somebody counts the other way
/// round.
std::vector<std::string> check_reversed_levels(const std::vector<Change>& changes,
                                               const std::vector<Allowance>& allowed, Problems& problems);

}  // namespace interlock
