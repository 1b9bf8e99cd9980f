// What can be wrong between the entries of a manifest, over all its files.
#pragma once

#include <vector>

#include "base/problem.hpp"
#include "model/manifest.hpp"

namespace interlock {

/// Sorts by address; of entries with one address the first one read stays, the others are problems (B21).
Manifest unique_resources(std::vector<Resource> resources, Problems& problems);

/// Parents in a circle (B28). A parent that is not in the manifest may be in the tenant.
void check_cycles(const Manifest& manifest, Problems& problems);

/// A skill that another one replaces is gone afterwards: it cannot be declared, or be replaced by a third one (B21).
void check_replacements(const Manifest& manifest, Problems& problems);

/// What no entry can say together: a queue `requires` and `members` (B77), a schedule a start on another day than those
/// of its rule, or an end that is not after the start (B30). What no two entries can: different levels of one skill for
/// one user (B21), one number for two IVRs (B82). The utilization of the organization cannot be absent (B77).
void check_entries(const Manifest& manifest, Problems& problems);

}  // namespace interlock
