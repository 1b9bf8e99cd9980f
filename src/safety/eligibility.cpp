#include "safety/eligibility.hpp"

#include <algorithm>

namespace interlock {
namespace {

bool serves(int level, const Requirement& requirement) {
  return requirement.usable && level >= requirement.level && level <= requirement.max.value_or(level);
}

/// Keeps of the ascending agents those who are among the holders at a level that serves.
void keep_holders(std::vector<int>& agents, const Holders& holders, const Requirement& requirement) {
  auto holder = holders.begin();
  std::erase_if(agents, [&](int agent) {
    while (holder != holders.end() && holder->agent < agent) ++holder;
    return holder == holders.end() || holder->agent != agent || !serves(holder->level, requirement);
  });
}

}  // namespace

std::optional<int> level_of(std::span<const HeldLevel> held, int skill) {
  const auto found = std::lower_bound(held.begin(), held.end(), skill,
                                      [](const HeldLevel& level, int wanted) { return level.skill < wanted; });
  if (found == held.end() || found->skill != skill) return std::nullopt;
  return found->level;
}

bool meets(std::span<const HeldLevel> held, std::span<const Requirement> requirements) {
  return std::all_of(requirements.begin(), requirements.end(), [&](const Requirement& requirement) {
    const auto level = level_of(held, requirement.skill);
    return level && serves(*level, requirement);
  });
}

std::vector<int> who_meets(std::span<const Holders> holders, std::span<const Requirement> requirements) {
  const auto of = [&](const Requirement& requirement) -> const Holders& {
    return holders[static_cast<std::size_t>(requirement.skill)];
  };
  const auto rarest = std::min_element(requirements.begin(), requirements.end(),
                                       [&](const auto& a, const auto& b) { return of(a).size() < of(b).size(); });
  std::vector<int> agents;
  for (const auto& holder : of(*rarest)) {
    if (serves(holder.level, *rarest)) agents.push_back(holder.agent);
  }
  for (auto other = requirements.begin(); other != requirements.end(); ++other) {
    if (other != rarest) keep_holders(agents, of(*other), *other);
  }
  return agents;
}

}  // namespace interlock
