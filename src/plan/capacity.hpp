#pragma once

#include <vector>

#include "model/manifest.hpp"
#include "plan/plan.hpp"
#include "plan/roster.hpp"

namespace interlock {

/// The skills whose capacity the roster's plan changes, by name.
std::vector<SkillCapacity> capacity_changes(const Roster& roster);

/// What the manifests themselves give each skill, by name: the levels of the users they name. `before` is empty.
std::vector<SkillCapacity> declared_capacity(const Manifest& desired);

}  // namespace interlock
