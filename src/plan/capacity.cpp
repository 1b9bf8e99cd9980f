#include "plan/capacity.hpp"

#include <algorithm>
#include <map>

#include "model/level.hpp"

namespace interlock {
namespace {

void add(Capacity& capacity, int level) {
  ++capacity.agents;
  capacity.levels += level;
}

using BySkill = std::vector<SkillCapacity>;  // by the roster's skill number

void add_levels(BySkill& skills, const HeldLevels& held, Capacity SkillCapacity::*side) {
  for (const auto& level : held) {
    const auto index = static_cast<std::size_t>(level.skill);
    if (skills.size() <= index) skills.resize(index + 1);
    add(skills[index].*side, level.level);
  }
}

}  // namespace

std::vector<SkillCapacity> capacity_changes(const Roster& roster) {
  BySkill skills;
  for (const auto& agent : roster.agents()) {
    add_levels(skills, agent.before, &SkillCapacity::before);
    add_levels(skills, agent.after(), &SkillCapacity::after);
  }
  for (std::size_t i = 0; i < skills.size(); ++i) {
    skills[i].skill = {Kind::skill, roster.skill_name(static_cast<int>(i))};
  }
  std::erase_if(skills, [](const SkillCapacity& skill) { return skill.before == skill.after; });
  std::sort(skills.begin(), skills.end(), [](const auto& a, const auto& b) { return a.skill < b.skill; });
  return skills;
}

std::vector<SkillCapacity> declared_capacity(const Manifest& desired) {
  std::map<std::string, Capacity> skills;
  for (const auto& entry : desired.resources) {
    if (entry.address.kind != Kind::user) continue;
    for (const auto [skill, level] : map_or_empty(&entry.fields, "levels")) {
      if (const auto held = hundredths(level)) add(skills[skill.name], *held);
    }
  }
  std::vector<SkillCapacity> result;
  for (const auto& [skill, capacity] : skills) result.push_back({{Kind::skill, skill}, {}, capacity});
  return result;
}

}  // namespace interlock
