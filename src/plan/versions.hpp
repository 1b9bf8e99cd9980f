// The levels of profiles before and after a plan.
#pragma once

#include <map>
#include <string>

#include "diff/target.hpp"

namespace interlock {

/// The levels of one personal or shared profile, skill -> level.
struct LevelVersions {
  Map before;
  Map after;
};

/// Those of every profile that changes.
std::map<Address, LevelVersions> level_versions(const Targets& targets, const LiveState& live);

/// Whether the skill is there and enabled, in the tenant or in the end.
bool is_usable(const Map* skill_fields);

/// The levels among an object's fields; empty where there are none.
const Map& levels_of(const Map* fields);

/// The name of the shared profile behind a user's personal one, or nothing.
std::string shared_profile_of(const Map& user_fields);

}  // namespace interlock
