#include "sandbox/published/skill_groups.hpp"

#include <algorithm>
#include <array>
#include <functional>

#include "sandbox/published/shapes.hpp"

namespace interlock::sandbox::published {
namespace {

using Held = std::map<std::string, double, std::less<>>;

const List& list_in(const Value& value, std::string_view key) {
  static const List kNone;
  const auto* member = value.find(key);
  const auto* list = member != nullptr ? member->as<List>() : nullptr;
  return list != nullptr ? *list : kNone;
}

bool compares(double held, std::string_view comparator, double wanted) {
  struct Row {
    std::string_view name;
    bool (*holds)(double, double);
  };
  static constexpr std::array<Row, 6> kComparators{{
      {"EqualTo", [](double a, double b) { return a == b; }},
      {"NotEqualTo", [](double a, double b) { return a != b; }},
      {"LessThan", [](double a, double b) { return a < b; }},
      {"LessThanOrEqualTo", [](double a, double b) { return a <= b; }},
      {"GreaterThan", [](double a, double b) { return a > b; }},
      {"GreaterThanOrEqualTo", [](double a, double b) { return a >= b; }},
  }};
  const auto row =
      std::find_if(kComparators.begin(), kComparators.end(), [&](const Row& r) { return r.name == comparator; });
  return row != kComparators.end() && row->holds(held, wanted);
}

bool holds(const Agent& agent, const Held& held, const Value& condition, std::string_view field) {
  const auto own = held.find(text_or(condition, field));
  if (own == held.end()) return false;
  const auto* proficiency = condition.find("proficiency");
  const auto wanted = proficiency != nullptr ? number_of(*proficiency).value_or(0) : 0;
  if (!compares(own->second, text_or(condition, "comparator"), wanted)) return false;
  const auto* nested = condition.find("childConditions");
  return nested == nullptr || fulfils(agent, *nested);
}

bool block_holds(const Agent& agent, const Value& block) {
  std::vector<bool> results;
  for (const auto& condition : list_in(block, "routingSkillConditions")) {
    results.push_back(holds(agent, agent.skills, condition, kSkillOfCondition));
  }
  for (const auto& condition : list_in(block, "languageSkillConditions")) {
    results.push_back(holds(agent, agent.languages, condition, kLanguageOfCondition));
  }
  const auto operation = text_or(block, "operation");
  if (results.empty()) return true;
  if (operation == "Or") return std::any_of(results.begin(), results.end(), std::identity());
  if (operation == "Not") return std::none_of(results.begin(), results.end(), std::identity());
  return std::all_of(results.begin(), results.end(), std::identity());
}

/// The names of what can be routed by, by id.
std::map<std::string, std::string> routable(const Store& store, Collection collection) {
  std::map<std::string, std::string> names;
  for (const auto& object : store.all(collection)) {
    const bool is_active = flag_or(object, "enabled", true) && text_or(object, "state", "active") == "active";
    if (is_active) names.emplace(id_of(object), name_of(object));
  }
  return names;
}

void hold(Held& held, const std::map<std::string, std::string>& names, std::string_view id, const Value* level) {
  const auto name = names.find(std::string(id));
  if (name != names.end() && level != nullptr) held.emplace(name->second, number_of(*level).value_or(0));
}

bool is_in_divisions(const Agent& agent, const Value& group, std::string_view home) {
  const auto* division = group.find("division");
  const auto own = division != nullptr ? id_of(*division) : home;
  if (agent.division == own) return true;
  const auto& divisions = list_in(group, "memberDivisions");
  return std::any_of(divisions.begin(), divisions.end(),
                     [&](const Value& id) { return id == Value("*") || id == Value(agent.division); });
}

}  // namespace

std::vector<Agent> active_agents(const Store& store) {
  const auto skills = routable(store, Collection::skills);
  const auto languages = routable(store, Collection::languages);
  std::map<std::string_view, const Value*> profiles;
  for (const auto& profile : store.all(Collection::personal_profiles)) profiles.emplace(id_of(profile), &profile);
  std::vector<Agent> agents;
  for (const auto& user : store.all(Collection::users)) {
    if (text_or(user, "state") != "active") continue;
    const auto* division = user.find("division");
    const auto home = id_of(store.home_division());
    Agent agent{.id = std::string(id_of(user)),
                .division = std::string(division != nullptr && !division->is<Null>() ? id_of(*division) : home),
                .skills = {},
                .languages = {}};
    for (const auto& entry : list_in(*profiles.at(id_of(user)), "levels")) {
      hold(agent.skills, skills, id_of(*entry.find("skill")), entry.find("level"));
    }
    if (const auto* held = store.keyed("user_languages", agent.id)) {
      for (const auto& entry : *held->as<List>()) {
        hold(agent.languages, languages, id_of(entry), entry.find("proficiency"));
      }
    }
    agents.push_back(std::move(agent));
  }
  return agents;
}

const std::vector<Agent>& agents_of(const Call& call) {
  if (call.agents == nullptr) call.agents = std::make_shared<const std::vector<Agent>>(active_agents(call.store));
  return *call.agents;
}

bool fulfils(const Agent& agent, const Value& blocks) {
  const auto* list = blocks.as<List>();
  return list == nullptr ||
         std::all_of(list->begin(), list->end(), [&](const Value& block) { return block_holds(agent, block); });
}

std::set<std::string> agents_of_group(const Store& store, const std::vector<Agent>& agents, const Value& group) {
  const auto home = id_of(store.home_division());
  const auto* blocks = group.find("skillConditions");
  std::set<std::string> ids;
  for (const auto& agent : agents) {
    if (is_in_divisions(agent, group, home) && blocks != nullptr && fulfils(agent, *blocks)) ids.insert(agent.id);
  }
  return ids;
}

std::set<std::string> agents_of_groups(const Store& store, const std::vector<Agent>& agents, const Value& queue) {
  std::set<std::string> ids;
  for (const auto& member : list_in(queue, "memberGroups")) {
    if (text_or(member, "type") != "SKILLGROUP") continue;
    const auto* group = store.find(Collection::skill_groups, id_of(member));
    if (group != nullptr) ids.merge(agents_of_group(store, agents, *group));
  }
  return ids;
}

std::set<std::string> eligible_for(const Store& store, const std::vector<Agent>& agents, const Value& queue) {
  auto ids = agents_of_groups(store, agents, queue);
  std::set<std::string> members;
  for (const auto& member : store.members(id_of(queue))) members.insert(*member.as<std::string>());
  for (const auto& agent : agents) {
    if (members.contains(agent.id)) ids.insert(agent.id);
  }
  return ids;
}

bool names_in_conditions(const Value& blocks, std::string_view field, std::string_view name) {
  const auto names = [&](const Value& condition) {
    const auto* nested = condition.find("childConditions");
    return text_or(condition, field) == name || (nested != nullptr && names_in_conditions(*nested, field, name));
  };
  const auto* list = blocks.as<List>();
  if (list == nullptr) return false;
  return std::any_of(list->begin(), list->end(), [&](const Value& block) {
    const auto& skills = list_in(block, "routingSkillConditions");
    const auto& languages = list_in(block, "languageSkillConditions");
    return std::any_of(skills.begin(), skills.end(), names) || std::any_of(languages.begin(), languages.end(), names);
  });
}

}  // namespace interlock::sandbox::published
