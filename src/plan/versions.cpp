#include "plan/versions.hpp"

namespace interlock {

const Map& levels_of(const Map* fields) { return map_or_empty(fields, "levels"); }

std::string shared_profile_of(const Map& user_fields) { return text_or(user_fields, "shared_profile"); }

bool is_usable(const Map* skill_fields) { return skill_fields != nullptr && flag_or(*skill_fields, "enabled", true); }

std::map<Address, LevelVersions> level_versions(const Targets& targets, const LiveState& live) {
  std::map<Address, LevelVersions> result;
  for (const auto& [address, target] : targets) {
    const auto* object = target.fields.are_live() ? nullptr : live.find(address);
    if (object == nullptr || !target.fields) continue;
    const auto& before = levels_of(&object->fields);
    const auto& after = levels_of(&*target.fields);
    if (before != after) result.emplace(address, LevelVersions{before, after});
  }
  return result;
}

}  // namespace interlock
