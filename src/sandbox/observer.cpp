#include "sandbox/observer.hpp"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

#include "safety/eligibility.hpp"

namespace interlock::sandbox {
namespace {

/// The skills as small numbers, with those that can be routed by.
struct Skills {
  explicit Skills(const Store& store) {
    for (const auto& skill : store.all(Collection::skills)) {
      const auto number = static_cast<int>(numbers.size());
      numbers.emplace(id_of(skill), number);
      enabled.push_back(flag_or(skill, "enabled", true));
    }
  }
  /// The number, or -1 for an unknown skill.
  int number(std::string_view id) const {
    const auto found = numbers.find(id);
    return found != numbers.end() ? found->second : -1;
  }

  std::map<std::string, int, std::less<>> numbers;
  std::vector<bool> enabled;
};

/// Adds what `held` lacks: whose levels come first, wins.
void add_levels(std::map<int, int>& held, const Skills& skills, const Value* profile, std::string_view list,
                std::string_view level) {
  const auto* entries = profile != nullptr ? profile->find(list) : nullptr;
  if (entries == nullptr) return;
  for (const auto& entry : *entries->as<List>()) {
    const auto* reference = entry.find("skill");
    const auto id = reference != nullptr ? std::string(id_of(*reference)) : text_or(entry, "skill_id");
    held.emplace(skills.number(id), static_cast<int>(integer_or(entry, level, 0)));
  }
}

/// The levels of a user: the personal one of each skill, else that of the shared profile.
HeldLevels levels_of(const Store& store, const Skills& skills, const Value& user, const Value* personal) {
  std::map<int, int> levels;
  add_levels(levels, skills, personal, "levels", "level");
  if (const auto* shared = user.find("routingProfile")) {
    add_levels(levels, skills, store.find(Collection::shared_profiles, id_of(*shared)), "skills", "proficiency_level");
  }
  HeldLevels held;
  for (const auto& [skill, level] : levels) held.push_back({skill, level});
  return held;
}

struct Agent {
  std::string id;
  HeldLevels held;
};

std::vector<Agent> active_agents(const Store& store, const Skills& skills) {
  std::map<std::string_view, const Value*> personal;
  for (const auto& profile : store.all(Collection::personal_profiles)) personal.emplace(id_of(profile), &profile);
  std::vector<Agent> agents;
  for (const auto& user : store.all(Collection::users)) {
    if (text_or(user, "state") != "active") continue;
    agents.push_back({std::string(id_of(user)), levels_of(store, skills, user, personal[id_of(user)])});
  }
  return agents;
}

std::vector<Requirement> requirements_of(const Value& queue, const Skills& skills) {
  std::vector<Requirement> requirements;
  for (const auto& entry : *queue.find("skills")->as<List>()) {
    const int number = skills.number(id_of(*entry.find("skill")));
    Requirement requirement{.skill = number, .level = static_cast<int>(integer_or(entry, "requiredLevel", 0))};
    if (const auto max = integer_or(entry, "maxLevel", 0); max != 0) requirement.max = static_cast<int>(max);
    requirement.usable = number >= 0 && skills.enabled[static_cast<std::size_t>(number)];
    requirements.push_back(requirement);
  }
  return requirements;
}

int count_eligible(const Store& store, const Value& queue, const Skills& skills, const std::vector<Agent>& agents) {
  const auto requirements = requirements_of(queue, skills);
  std::set<std::string> members;
  for (const auto& member : store.members(id_of(queue))) members.insert(*member.as<std::string>());
  return static_cast<int>(std::count_if(agents.begin(), agents.end(), [&](const Agent& agent) {
    return (members.empty() || members.contains(agent.id)) && meets(agent.held, requirements);
  }));
}

}  // namespace

std::map<std::string, int> eligible_agents(const Store& store) {
  const Skills skills(store);
  const auto agents = active_agents(store, skills);
  std::map<std::string, int> counts;
  for (const auto& queue : store.all(Collection::queues)) {
    counts.emplace(id_of(queue), count_eligible(store, queue, skills, agents));
  }
  return counts;
}

void Observer::record(const Store& store, int write) {
  Census census{.write = write, .eligible = {}};
  for (const auto& [id, count] : counts_) {
    census.eligible.emplace(name_of(*store.find(Collection::queues, id)), count);
  }
  history_.push_back(std::move(census));
}

void Observer::look(const Store& store, int write, const std::string& request) {
  const auto before = std::exchange(counts_, eligible_agents(store));
  for (const auto& [id, count] : counts_) {
    const auto earlier = before.find(id);
    if (count > 0 || earlier == before.end() || earlier->second == 0) continue;
    breaches_.push_back({write, std::string(name_of(*store.find(Collection::queues, id))), request});
  }
  record(store, write);
}

void Observer::settle(const Store& store) {
  counts_ = eligible_agents(store);
  record(store, history_.empty() ? 0 : history_.back().write);
}

}  // namespace interlock::sandbox
