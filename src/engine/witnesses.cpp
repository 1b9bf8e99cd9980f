#include "engine/witnesses.hpp"

#include <algorithm>

#include "base/pointer.hpp"
#include "engine/recheck.hpp"
#include "engine/tenancy.hpp"
#include "plan/lone_agents.hpp"

namespace interlock {
namespace {

/// What shows a user's levels, and what shows whether the user is active.
std::vector<Read> reads_of(const Binding& binding, const ResourceId& user) {
  Step step{.verb = Verb::update, .address = {Kind::user, user.value}, .object_id = user};
  step.edits.push_back({pointer({"levels", ""}), std::nullopt, std::nullopt});
  const auto levels = binding.step_read(step, user);
  const Read whole{Part::item, Kind::user, user};
  return levels == whole ? std::vector{whole} : std::vector{levels, whole};
}

/// With what the run created before it was interrupted: a witness may hold a skill that no plan knows the id of.
Names names_of(const Plan& plan, const std::map<std::string, Prior>& prior) {
  Names names;
  for (const auto& [address, id] : plan.ids) names.add(address, id);
  for (const auto& step : plan.steps) {
    const auto known = prior.find(step.id);
    if (known != prior.end() && !known->second.object.value.empty()) names.add(step.address, known->second.object);
  }
  return names;
}

std::set<std::string> done_of(const std::map<std::string, Prior>& prior) {
  std::set<std::string> steps;
  for (const auto& [step, known] : prior) {
    if (known.kind == Prior::Kind::done) steps.insert(step);
  }
  return steps;
}

/// All that was read of a user, as one map of fields.
Map fields_of(const Raw& raw, const Binding& binding, const Names& names, const Tenant& tenant) {
  Map fields;
  const auto add = [&](const Value& body) {
    for (const auto [name, value] : binding.fields(Kind::user, body, names, tenant)) fields.set(name.name, value);
  };
  if (raw.item) add(*raw.item);
  for (const auto& [part, entities] : raw.parts) add(binding.body_of_part(part, entities));
  return fields;
}

/// Of the skills that the plan's proof is about.
bool has_same_levels(const Map& levels, const RoutedAgent& planned, const Routing& routing) {
  const auto level = [](const Map& of, const std::string& skill) {
    const auto* found = of.find(skill);
    return found != nullptr ? *found : Value();
  };
  return std::all_of(routing.skills.begin(), routing.skills.end(), [&](const auto& skill) {
    return level(levels, skill.first) == level(planned.levels, skill.first);
  });
}

}  // namespace

Problems check_witnesses(Connection& connection, const Plan& plan, const std::map<std::string, Prior>& prior) {
  std::vector<Read> reads;
  const auto witnesses = lone_agents(plan);
  for (const auto& user : witnesses) {
    for (auto& read : reads_of(connection.binding, {user})) reads.push_back(std::move(read));
  }
  Tenancy tenancy;
  if (auto problems = gather(connection, tenancy, reads); has_errors(problems)) return problems;
  const auto names = names_of(plan, prior);
  auto& users = tenancy.snapshot.objects[Kind::user];
  FoundFields found;
  for (const auto& user : witnesses) {
    const auto raw = users.find({user});
    const Address address{Kind::user, user};
    if (raw == users.end()) {
      found.emplace(address, std::nullopt);
      continue;
    }
    auto fields = fields_of(raw->second, connection.binding, names, connection.tenant);
    const auto* active = fields.find("active");
    const bool is_active = active == nullptr || *active != Value(false);
    const auto& planned = plan.routing.agents.at(user);
    if (is_active && has_same_levels(map_or_empty(&fields, "levels"), planned, plan.routing)) continue;
    found.emplace(address, std::move(fields));
  }
  return found.empty() ? Problems() : check_rest(plan, done_of(prior), {}, found);
}

}  // namespace interlock
