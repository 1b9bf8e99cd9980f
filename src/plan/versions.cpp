#include "plan/versions.hpp"

#include <algorithm>
#include <optional>

#include "model/level.hpp"
#include "model/walk.hpp"

namespace interlock {
namespace {

using Level = std::optional<int>;  // hundredths

Level level_in(const Map& levels, const std::string& skill) {
  const auto* value = levels.find(skill);
  return value != nullptr ? hundredths(*value) : std::nullopt;
}

/// What stands behind the profile: for a user the shared one's levels on both sides, for a shared profile nothing.
struct Behind {
  const Map& before;
  const Map& after;
};

Behind behind(const Address& address, const Map& end, const Targets& targets, const LiveState& live) {
  const Address shared{Kind::profile, address.kind == Kind::user ? shared_profile_of(end) : std::string()};
  const auto* object = live.find(shared);
  return {levels_of(object != nullptr ? &object->fields : nullptr), levels_of(end_fields(shared, live, targets))};
}

std::set<std::string> skills_of(const Map& a, const Map& b) {
  std::set<std::string> skills;
  for (const auto [key, value] : a) skills.insert(key.name);
  for (const auto [key, value] : b) skills.insert(key.name);
  return skills;
}

bool same_on(const std::set<std::string>& skills, const Map& a, const Map& b) {
  return std::all_of(skills.begin(), skills.end(),
                     [&](const auto& skill) { return level_in(a, skill) == level_in(b, skill); });
}

/// Whether every level of before is still there, and none is lower.
bool only_grants(const LevelVersions& versions) {
  for (const auto [key, value] : versions.before) {
    if (level_in(versions.after, key.name) < level_in(versions.before, key.name)) return false;
  }
  return true;
}

class Expander {
 public:
  Expander(const Targets& targets, const LiveState& live)
      : targets_(targets), live_(live), required_(required_skills(targets, live)) {}

  LevelVersions versions(const Address& address, const Map& before_fields, const Map& end) const {
    LevelVersions result{levels_of(&before_fields), {}, levels_of(&end)};
    const auto shared = behind(address, end, targets_, live_);
    std::set<std::string> cared_for;
    for (const auto& skill : skills_of(result.before, result.after)) {
      if (required_.contains(skill)) cared_for.insert(skill);
      const auto level = expanded(skill, result, shared);
      if (level) result.expanded.set(skill, level_value(*level));
    }
    if (only_grants(result)) {
      result.expanded = result.after;  // nothing is taken away: one write
    } else if (same_on(cared_for, result.expanded, result.before)) {
      result.expanded = result.before;  // nothing is granted that a queue could ask for: one write, afterwards
    } else if (same_on(cared_for, result.expanded, result.after)) {
      result.expanded = result.after;  // nothing is taken away that a queue could ask for: one write, beforehand
    }
    return result;
  }

 private:
  Level expanded(const std::string& skill, const LevelVersions& own, const Behind& shared) const {
    const auto before = level_in(own.before, skill);
    const auto after = level_in(own.after, skill);
    if (!required_.contains(skill)) return after;
    // The platform refuses a profile that names a disabled skill; nobody is eligible by one, so it may go at once.
    const auto* object = live_.find({Kind::skill, skill});
    if (!after && !is_usable(object != nullptr ? &object->fields : nullptr)) return std::nullopt;
    const auto effective_before = before ? before : level_in(shared.before, skill);
    const auto effective_after = after ? after : level_in(shared.after, skill);
    return std::max(effective_before, effective_after);  // an absent level is the lowest
  }

  const Targets& targets_;
  const LiveState& live_;
  std::set<std::string> required_;
};

}  // namespace

const Map& levels_of(const Map* fields) { return map_or_empty(fields, "levels"); }

std::string shared_profile_of(const Map& user_fields) { return text_or(user_fields, "shared_profile"); }

bool is_usable(const Map* skill_fields) { return skill_fields != nullptr && flag_or(*skill_fields, "enabled", true); }

std::set<std::string> required_skills(const Targets& targets, const LiveState& live) {
  std::set<std::string> skills;
  const auto add = [&](const Map* fields) {
    for (const auto [key, requirement] : map_or_empty(fields, "requires")) skills.insert(key.name);
  };
  for (const auto& [address, object] : of_kind(live.objects, Kind::queue)) add(&object.fields);
  for (const auto& [address, target] : of_kind(targets, Kind::queue)) add(target.fields.get());
  return skills;
}

std::map<Address, LevelVersions> level_versions(const Targets& targets, const LiveState& live) {
  std::map<Address, LevelVersions> result;
  const Expander expander(targets, live);
  for (const auto& [address, target] : targets) {
    const auto* object = target.fields.are_live() ? nullptr : live.find(address);
    if (object == nullptr || !target.fields) continue;
    if (levels_of(&object->fields) == levels_of(&*target.fields)) continue;
    result.emplace(address, expander.versions(address, object->fields, *target.fields));
  }
  return result;
}

}  // namespace interlock
