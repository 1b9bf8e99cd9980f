// The versions that a profile passes through: before, expanded, after (planning.md, "What always works").
#pragma once

#include <map>
#include <set>
#include <string>

#include "diff/target.hpp"

namespace interlock {

/// The levels of one personal or shared profile, skill -> level, in each phase.
struct LevelVersions {
  Map before;
  Map expanded;
  Map after;
};

/// The versions of every profile that changes. Expanded holds the union of both sides with the higher level, so that no
/// agent's effective level (personal, else shared) is ever below both what it was and what it will be. Skills that no
/// queue requires, before or after, need no such care and go the short way.
std::map<Address, LevelVersions> level_versions(const Targets& targets, const LiveState& live);

/// Whether the skill is there and enabled, in the tenant or in the end.
bool is_usable(const Map* skill_fields);

/// The skills that queues require, now or in the end.
std::set<std::string> required_skills(const Targets& targets, const LiveState& live);

/// The levels among an object's fields; empty where there are none.
const Map& levels_of(const Map* fields);

/// The name of the shared profile behind a user's personal one, or nothing.
std::string shared_profile_of(const Map& user_fields);

}  // namespace interlock
