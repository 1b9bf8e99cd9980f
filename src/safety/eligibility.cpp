#include "safety/eligibility.hpp"

#include <algorithm>

namespace interlock {

std::optional<int> level_of(std::span<const HeldLevel> held, int skill) {
  const auto found = std::lower_bound(held.begin(), held.end(), skill,
                                      [](const HeldLevel& level, int wanted) { return level.skill < wanted; });
  if (found == held.end() || found->skill != skill) return std::nullopt;
  return found->level;
}

bool meets(std::span<const HeldLevel> held, std::span<const Requirement> requirements) {
  return std::all_of(requirements.begin(), requirements.end(), [&](const Requirement& requirement) {
    const auto level = level_of(held, requirement.skill);
    return requirement.usable && level && *level >= requirement.level && *level <= requirement.max.value_or(*level);
  });
}

}  // namespace interlock
