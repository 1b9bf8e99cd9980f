// What the end state breaks, found before any order is sought (planning.md, Invariants).
#pragma once

#include <map>

#include "base/problem.hpp"
#include "diff/change.hpp"
#include "diff/target.hpp"
#include "model/settings.hpp"
#include "plan/versions.hpp"

namespace interlock {

/// References to what is unknown (3), deleted or disabled (4), and skills that go although something refers to them
/// (B26).
void check_references(const Manifest& desired, const LiveState& live, const Targets& targets, Problems& problems);

/// Fields that cannot change (B29), and profiles or queues that the platform would refuse to write since they still
/// name a disabled skill (guide-api.md, Skills).
void check_changes(const std::vector<Change>& changes, const LiveState& live, const Targets& targets,
                   Problems& problems);

/// B92: rows of the settings' `ignore` that hide nothing, as a warning each.
void check_ignored(const Intent& intent, const LiveState& live, Problems& problems);

/// Skills in a profile at the end (B27).
void check_skills_held(const std::map<Address, LevelVersions>& versions, const LiveState& live, const Targets& targets,
                       Tier tier, Problems& problems);

}  // namespace interlock
