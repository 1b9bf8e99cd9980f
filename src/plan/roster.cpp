#include "plan/roster.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "diff/diff.hpp"

namespace interlock {
namespace {

const Map& map_field(const Map* fields, std::string_view name) {
  static const Map kNone;
  const auto* value = fields != nullptr ? fields->find(name) : nullptr;
  const auto* map = value != nullptr ? value->as<Map>() : nullptr;
  return map != nullptr ? *map : kNone;
}

std::set<std::string> keys_of(const Map& map) {
  std::set<std::string> keys;
  for (const auto [key, value] : map) keys.insert(key.name);
  return keys;
}

/// Adds the skills that `a` has at another level than `b`, or that `b` lacks.
void add_changed_levels(std::set<std::string>& skills, const Map& a, const Map& b) {
  for (const auto [key, value] : a) {
    const auto* other = b.find(key.name);
    if (other == nullptr || *other != value) skills.insert(key.name);
  }
}

/// The skills whose levels change in some profile, and those that are created, deleted, enabled or disabled.
std::set<std::string> changed_skills(const Targets& targets, const LiveState& live,
                                     const std::map<Address, LevelVersions>& versions) {
  std::set<std::string> skills;
  for (const auto& [address, version] : versions) {
    add_changed_levels(skills, version.before, version.after);
    add_changed_levels(skills, version.after, version.before);
  }
  for (const auto& [address, target] : targets) {
    if (address.kind != Kind::skill) continue;
    const auto* object = live.find(address);
    const bool was = is_usable(object != nullptr ? &object->fields : nullptr);
    if (was != is_usable(target.fields ? &*target.fields : nullptr)) skills.insert(address.name);
  }
  return skills;
}

/// The levels of a profile in one phase; a profile that does not change has the same in all.
const Map& phase_levels(const Address& address, const LiveState& live, const std::map<Address, LevelVersions>& versions,
                        Map LevelVersions::*phase) {
  if (const auto found = versions.find(address); found != versions.end()) return found->second.*phase;
  const auto* object = live.find(address);
  return levels_of(object != nullptr ? &object->fields : nullptr);
}

bool intersects(const std::set<std::string>& a, const std::set<std::string>& b) {
  return std::any_of(a.begin(), a.end(), [&](const auto& name) { return b.contains(name); });
}

}  // namespace

int Roster::skill_number(const std::string& skill) {
  const auto [found, is_new] = numbers_.try_emplace(skill, static_cast<int>(names_.size()));
  if (is_new) {
    names_.push_back(skill);
    holders_.emplace_back();
  }
  return found->second;
}

HeldLevels Roster::held(const Map& personal, const Map& shared) {
  HeldLevels levels;
  const auto add = [&](const std::string& skill, const Value& value) {
    if (const auto* level = value.as<std::int64_t>()) levels.push_back({skill_number(skill), static_cast<int>(*level)});
  };
  for (const auto [key, value] : personal) add(key.name, value);
  for (const auto [key, value] : shared) {
    if (!personal.contains(key.name)) add(key.name, value);
  }
  std::sort(levels.begin(), levels.end());
  return levels;
}

/// The agent added last holds these skills.
void Roster::index_holder(const HeldLevels& levels) {
  const auto agent = agents_.size() - 1;
  for (const auto& level : levels) {
    auto& holders = holders_[static_cast<std::size_t>(level.skill)];
    if (holders.empty() || holders.back() != agent) holders.push_back(agent);
  }
}

void Roster::add_agents(const Targets& targets, const LiveState& live,
                        const std::map<Address, LevelVersions>& versions) {
  for (const auto& [address, object] : live.objects) {
    if (address.kind != Kind::user || !flag_or(object.fields, "active", true)) continue;
    const Address shared{Kind::profile, shared_profile_of(object.fields)};
    const auto levels = [&](Map LevelVersions::*phase) {
      return held(phase_levels(address, live, versions, phase), phase_levels(shared, live, versions, phase));
    };
    const auto target = targets.find(address);
    agents_.push_back({.user = &object,
                       .target = target != targets.end() ? &target->second : nullptr,
                       .has_two_causes = versions.contains(address) && versions.contains(shared),
                       .before = levels(&LevelVersions::before),
                       .expanded = levels(&LevelVersions::expanded),
                       .after = levels(&LevelVersions::after)});
    index_holder(agents_.back().before);
    index_holder(agents_.back().expanded);
    index_holder(agents_.back().after);
  }
}

std::vector<Requirement> Roster::requirements(const Map& fields, const LiveState& live, const Targets* targets) {
  std::vector<Requirement> result;
  for (const auto [key, value] : map_field(&fields, "requires")) {
    const Address skill{Kind::skill, key.name};
    const auto* object = live.find(skill);
    const auto* skill_fields = targets != nullptr  ? end_fields(skill, live, *targets)
                               : object != nullptr ? &object->fields
                                                   : nullptr;
    Requirement requirement{.skill = skill_number(key.name), .level = static_cast<int>(integer_or(value, "level", 1))};
    const auto* max = value.find("max");
    if (max != nullptr && max->is<std::int64_t>()) requirement.max = static_cast<int>(*max->as<std::int64_t>());
    requirement.usable = is_usable(skill_fields);
    result.push_back(requirement);
  }
  return result;
}

RosterQueue Roster::queue(const Address& address, const Targets& targets, const LiveState& live,
                          const std::set<std::string>& changed) {
  const auto* object = live.find(address);
  const auto* start = object != nullptr ? &object->fields : nullptr;
  const auto* end = end_fields(address, live, targets);
  RosterQueue queue{.address = address};
  if (const auto target = targets.find(address); target != targets.end()) queue.target = &target->second;
  queue.skills = keys_of(map_field(start, "requires"));
  queue.skills.merge(keys_of(map_field(end, "requires")));
  queue.is_switched = map_field(start, "requires") != map_field(end, "requires") || start == nullptr || end == nullptr;
  queue.is_touched = queue.is_switched || intersects(queue.skills, changed);
  queue.members = keys_of(map_field(start, "members"));
  if (start != nullptr) queue.before = requirements(*start, live, nullptr);
  if (end != nullptr) queue.after = requirements(*end, live, &targets);
  return queue;
}

void Roster::add_queues(const Targets& targets, const LiveState& live, const std::set<std::string>& changed) {
  std::set<Address> addresses;
  for (const auto& [address, object] : live.objects) {
    if (address.kind == Kind::queue) addresses.insert(address);
  }
  for (const auto& [address, target] : targets) {
    if (address.kind == Kind::queue) addresses.insert(address);
  }
  for (const auto& address : addresses) {
    auto found = queue(address, targets, live, changed);
    const bool exists = found.before || found.after;
    if (exists && (found.is_touched || found.target != nullptr)) queues_.push_back(std::move(found));
  }
}

Roster::Roster(const Targets& targets, const LiveState& live, const std::map<Address, LevelVersions>& versions) {
  add_agents(targets, live, versions);
  add_queues(targets, live, changed_skills(targets, live, versions));
}

std::vector<const Agent*> Roster::candidates(const RosterQueue& queue) const {
  std::vector<const Agent*> found;
  const auto add = [&](const Agent& agent) {
    if (queue.members.empty() || queue.members.contains(agent.user->address.name)) found.push_back(&agent);
  };
  // Whoever is eligible in some phase holds each skill of that phase's requirements, so one of each side is enough.
  const bool is_open = (queue.before && queue.before->empty()) || (queue.after && queue.after->empty());
  if (is_open) {
    for (const auto& agent : agents_) add(agent);
    return found;
  }
  std::vector<std::size_t> indices;
  for (const auto* side : {&queue.before, &queue.after}) {
    if (!*side) continue;
    const auto rarest = std::min_element((*side)->begin(), (*side)->end(), [&](const auto& a, const auto& b) {
      return holders_[static_cast<std::size_t>(a.skill)].size() < holders_[static_cast<std::size_t>(b.skill)].size();
    });
    const auto& holders = holders_[static_cast<std::size_t>(rarest->skill)];
    indices.insert(indices.end(), holders.begin(), holders.end());
  }
  std::sort(indices.begin(), indices.end());
  indices.erase(std::unique(indices.begin(), indices.end()), indices.end());
  for (const auto index : indices) add(agents_[index]);
  return found;
}

std::string shown_agent(const Agent& agent) {
  const bool is_named = agent.target != nullptr && agent.target->entry != nullptr;
  return is_named ? quoted(agent.user->address.name) : "user " + quoted(agent.user->id.value);
}

}  // namespace interlock
