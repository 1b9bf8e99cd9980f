#include "plan/roster.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "diff/diff.hpp"
#include "model/level.hpp"
#include "model/walk.hpp"

namespace interlock {
namespace {

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
  for (const auto& [address, target] : of_kind(targets, Kind::skill)) {
    const auto* object = live.find(address);
    const bool was = is_usable(object != nullptr ? &object->fields : nullptr);
    if (was != is_usable(target.fields.get())) skills.insert(address.name);
  }
  return skills;
}

bool intersects(const std::set<std::string>& a, const std::set<std::string>& b) {
  return std::any_of(a.begin(), a.end(), [&](const auto& name) { return b.contains(name); });
}

}  // namespace

/// A profile that does not change has the same levels at both ends.
struct Roster::Profile {
  const Map& before;
  const Map& after;
  bool is_changed;

  static Profile of(const LiveObject* object, const LevelVersions* versions) {
    if (versions != nullptr) return {versions->before, versions->after, true};
    const auto& levels = levels_of(object != nullptr ? &object->fields : nullptr);
    return {levels, levels, false};
  }
};

int Roster::skill_number(const std::string& skill) {
  const auto [found, is_new] = numbers_.try_emplace(skill, static_cast<int>(names_.size()));
  if (is_new) {
    names_.push_back(skill);
    steady_.emplace_back();
    changing_.emplace_back();
  }
  return found->second;
}

void Roster::number_skills(const Profile& profile) {
  for (const auto* levels : {&profile.before, &profile.after}) {
    for (const auto [key, value] : *levels) skill_number(key.name);
    if (!profile.is_changed) return;
  }
}

HeldLevels Roster::held(const Map& personal, const Map& shared) const {
  HeldLevels levels;
  levels.reserve(personal.size() + shared.size());
  const auto add = [&](const std::string& skill, const Value& value) {
    if (const auto level = hundredths(value)) levels.push_back({numbers_.at(skill), *level});
  };
  for (const auto [key, value] : personal) add(key.name, value);
  for (const auto [key, value] : shared) {
    if (!personal.contains(key.name)) add(key.name, value);
  }
  std::sort(levels.begin(), levels.end());
  return levels;
}

void Roster::add_agent(Agent agent, const Profile& personal, const Profile& shared) {
  const auto number = static_cast<int>(agents_.size());
  for (const auto* profile : {&personal, &shared}) number_skills(*profile);
  agent.before = held(personal.before, shared.before);
  if (!personal.is_changed && !shared.is_changed) {
    for (const auto& [skill, level] : agent.before) steady_[static_cast<std::size_t>(skill)].push_back({number, level});
  } else {
    agent.changed = held(personal.after, shared.after);
    everybody_changing_.push_back(number);
    for (const auto* levels : {&agent.before, &*agent.changed}) {
      for (const auto& level : *levels) {
        auto& holders = changing_[static_cast<std::size_t>(level.skill)];
        if (holders.empty() || holders.back() != number) holders.push_back(number);
      }
    }
  }
  agents_.push_back(std::move(agent));
}

void Roster::add_agents(const Targets& targets, const LiveState& live,
                        const std::map<Address, LevelVersions>& versions) {
  std::map<std::string, Profile, std::less<>> shared_profiles;
  const auto shared = [&](const std::string& name) -> const Profile& {
    const auto found = shared_profiles.find(name);
    if (found != shared_profiles.end()) return found->second;
    const Address address{Kind::profile, name};
    const auto version = versions.find(address);
    return shared_profiles
        .emplace(name, Profile::of(live.find(address), version != versions.end() ? &version->second : nullptr))
        .first->second;
  };
  Walk targets_by_user(targets);
  Walk versions_by_user(versions);
  for (const auto& [address, object] : of_kind(live.objects, Kind::user)) {
    if (!flag_or(object.fields, "active", true)) continue;
    add_agent({.user = &object, .target = targets_by_user.find(address)},
              Profile::of(&object, versions_by_user.find(address)), shared(shared_profile_of(object.fields)));
  }
}

std::vector<Requirement> Roster::requirements(const Map& fields, const LiveState& live, const Targets* targets) {
  std::vector<Requirement> result;
  for (const auto [key, value] : map_or_empty(&fields, "requires")) {
    const Address skill{Kind::skill, key.name};
    const auto* object = live.find(skill);
    const auto* skill_fields = targets != nullptr  ? end_fields(skill, live, *targets)
                               : object != nullptr ? &object->fields
                                                   : nullptr;
    const auto* level = value.find("level");
    const auto* max = value.find("max");
    Requirement requirement{.skill = skill_number(key.name),
                            .level = level != nullptr ? hundredths(*level).value_or(0) : 0,
                            .max = max != nullptr ? hundredths(*max) : std::nullopt};
    requirement.usable = is_usable(skill_fields);
    result.push_back(requirement);
  }
  // Nobody serves by levels what states none; the requirement of no skill is one that nobody meets.
  if (api_ == Api::published && result.empty()) result.push_back({.skill = skill_number(""), .usable = false});
  return result;
}

/// On the guide API members restrict a queue that is otherwise open to all who meet its requirements; on the published
/// one they serve it whatever they hold, and without a requirement nobody else does.
void Roster::set_members(RosterQueue& queue, const Map* start, const Map* end) {
  if (api_ == Api::guide) {
    queue.members = keys_of(map_or_empty(start, "members"));
    return;
  }
  const auto inactive = [&](const std::string& user) { return find(user) == nullptr; };
  queue.direct_before = keys_of(map_or_empty(start, "members"));
  queue.direct_after = keys_of(map_or_empty(end, "members"));
  std::erase_if(queue.direct_before, inactive);
  std::erase_if(queue.direct_after, inactive);
  const bool changes = queue.direct_before != queue.direct_after;
  queue.is_switched = queue.is_switched || changes;
  queue.is_touched = queue.is_touched || changes;
}

RosterQueue Roster::queue(const Address& address, const Targets& targets, const LiveState& live,
                          const std::set<std::string>& changed) {
  const auto* object = live.find(address);
  const auto* start = object != nullptr ? &object->fields : nullptr;
  const auto* end = end_fields(address, live, targets);
  RosterQueue queue{.address = address};
  if (const auto target = targets.find(address); target != targets.end()) queue.target = &target->second;
  queue.skills = keys_of(map_or_empty(start, "requires"));
  queue.skills.merge(keys_of(map_or_empty(end, "requires")));
  queue.is_switched =
      map_or_empty(start, "requires") != map_or_empty(end, "requires") || start == nullptr || end == nullptr;
  queue.is_touched = queue.is_switched || intersects(queue.skills, changed);
  set_members(queue, start, end);
  if (start != nullptr) queue.before = requirements(*start, live, nullptr);
  if (end != nullptr) queue.after = requirements(*end, live, &targets);
  return queue;
}

void Roster::add_queues(const Targets& targets, const LiveState& live, const std::set<std::string>& changed) {
  std::set<Address> addresses;
  for (const auto& [address, object] : of_kind(live.objects, Kind::queue)) addresses.insert(address);
  for (const auto& [address, target] : of_kind(targets, Kind::queue)) addresses.insert(address);
  for (const auto& address : addresses) {
    auto found = queue(address, targets, live, changed);
    const bool exists = found.before || found.after;
    if (exists && (found.is_touched || found.target != nullptr)) queues_.push_back(std::move(found));
  }
}

Roster::Roster(const Targets& targets, const LiveState& live, const std::map<Address, LevelVersions>& versions, Api api)
    : api_(api) {
  add_agents(targets, live, versions);
  add_queues(targets, live, changed_skills(targets, live, versions));
}

const Agent* Roster::find(const std::string& user) const {
  // By name, since they were added in the order of their addresses.
  const auto found =
      std::lower_bound(agents_.begin(), agents_.end(), user,
                       [](const Agent& agent, const std::string& name) { return agent.user->address.name < name; });
  return found != agents_.end() && found->user->address.name == user ? &*found : nullptr;
}

bool Roster::serves(const Agent& agent, const RosterQueue& queue) const {
  const auto& name = agent.user->address.name;
  const bool is_direct = queue.direct_before.contains(name) || queue.direct_after.contains(name);
  return !is_direct && (queue.members.empty() || queue.members.contains(name));
}

std::vector<const Agent*> Roster::changing(const RosterQueue& queue) const {
  // Whoever is eligible at an end holds each skill of that end's requirements, so one of each side is enough.
  std::vector<int> numbers;
  for (const auto* side : {&queue.before, &queue.after}) {
    if (!*side) continue;
    const auto rarest = std::min_element((*side)->begin(), (*side)->end(), [&](const auto& a, const auto& b) {
      return changing_[static_cast<std::size_t>(a.skill)].size() < changing_[static_cast<std::size_t>(b.skill)].size();
    });
    const auto& holders = (*side)->empty() ? everybody_changing_ : changing_[static_cast<std::size_t>(rarest->skill)];
    numbers.insert(numbers.end(), holders.begin(), holders.end());
  }
  std::sort(numbers.begin(), numbers.end());
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  std::vector<const Agent*> found;
  for (const int number : numbers) {
    if (serves(agent(number), queue)) found.push_back(&agent(number));
  }
  return found;
}

std::vector<const Agent*> Roster::steady(const RosterQueue& queue,
                                         const std::optional<std::vector<Requirement>>& requirements) const {
  std::vector<const Agent*> found;
  if (!requirements) return found;
  const auto add = [&](const Agent& agent) {
    if (serves(agent, queue)) found.push_back(&agent);
  };
  if (requirements->empty()) {
    for (const auto& agent : agents_) {
      if (!agent.changed) add(agent);
    }
    return found;
  }
  for (const int number : who_meets(steady_, *requirements)) add(agent(number));
  return found;
}

std::string shown_agent(const Agent& agent) {
  const bool is_named = agent.target != nullptr && agent.target->entry != nullptr;
  return is_named ? quoted(agent.user->address.name) : "user " + quoted(agent.user->id.value);
}

}  // namespace interlock
