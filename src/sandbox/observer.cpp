#include "sandbox/observer.hpp"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

#include "safety/eligibility.hpp"
#include "sandbox/published/skill_groups.hpp"

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

int held_level(const Value& entry, std::string_view level) {
  const auto* held = entry.find(level);
  return held != nullptr ? static_cast<int>(whole_level(*held)) : 0;
}

/// Adds what `held` lacks: whose levels come first, wins.
void add_levels(std::map<int, int>& held, const Skills& skills, const Value* profile, std::string_view list,
                std::string_view level) {
  const auto* entries = profile != nullptr ? profile->find(list) : nullptr;
  if (entries == nullptr) return;
  for (const auto& entry : *entries->as<List>()) {
    const auto* reference = entry.find("skill");
    const auto id = reference != nullptr ? std::string(id_of(*reference)) : text_or(entry, "skill_id");
    held.emplace(skills.number(id), held_level(entry, level));
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

std::set<std::string> eligible_for(const Store& store, const Value& queue, const Skills& skills,
                                   const std::vector<Agent>& agents) {
  const auto requirements = requirements_of(queue, skills);
  std::set<std::string> members, eligible;
  for (const auto& member : store.members(id_of(queue))) members.insert(*member.as<std::string>());
  for (const auto& agent : agents) {
    if ((members.empty() || members.contains(agent.id)) && meets(agent.held, requirements)) eligible.insert(agent.id);
  }
  return eligible;
}

/// What `agents_of` says of each queue.
template <class AgentsOf>
EligibleAgents by_queue(const Store& store, const AgentsOf& agents_of) {
  EligibleAgents found;
  for (const auto& queue : store.all(Collection::queues)) found.emplace(id_of(queue), agents_of(queue));
  return found;
}

EligibleAgents by_requirements(const Store& store) {
  const Skills skills(store);
  const auto agents = active_agents(store, skills);
  return by_queue(store, [&](const Value& queue) { return eligible_for(store, queue, skills, agents); });
}

EligibleAgents by_groups(const Store& store) {
  const auto agents = published::active_agents(store);
  return by_queue(store, [&](const Value& queue) { return published::eligible_for(store, agents, queue); });
}

}  // namespace

EligibleAgents agents_by_queue(const Store& store, Api api) {
  return api == Api::guide ? by_requirements(store) : by_groups(store);
}

Counts eligible_agents(const Store& store, Api api) {
  Counts counts;
  for (const auto& [queue, agents] : agents_by_queue(store, api))
    counts.emplace(queue, static_cast<int>(agents.size()));
  return counts;
}

void Observer::count(const Store& store) {
  for (const auto api : {Api::guide, Api::published}) {
    counts_[static_cast<std::size_t>(api)] = eligible_agents(store, api);
  }
  names_.clear();
  for (const auto& queue : store.all(Collection::queues)) names_.emplace(id_of(queue), name_of(queue));
}

Census Observer::census(int write) const {
  Census census{.write = write, .api = api_, .eligible = {}};
  for (const auto& [id, count] : counts()) census.eligible.emplace(names_.at(id), count);
  return census;
}

/// What stood before the first write of an API is shown as that API sees it.
void Observer::see_as(Api api) {
  if (api == api_) return;
  api_ = api;
  auto before = census(history_.back().write);
  if (before.write == 0) {
    history_.back() = std::move(before);
  } else {
    history_.push_back(std::move(before));
  }
}

void Observer::look(const Store& store, int write, const std::string& request, Api api) {
  see_as(api);
  const auto before = counts();
  count(store);
  for (const auto& [id, number] : counts()) {
    const auto earlier = before.find(id);
    if (number > 0 || earlier == before.end() || earlier->second == 0) continue;
    breaches_.push_back({write, names_.at(id), request});
  }
  history_.push_back(census(write));
}

void Observer::settle(const Store& store) {
  count(store);
  history_.push_back(census(history_.empty() ? 0 : history_.back().write));
}

}  // namespace interlock::sandbox
