// What each object shall be in the end: the manifest laid over the tenant, with everything that is not managed already
// put into the desired side. After this the difference is one merge walk.
#pragma once

#include <map>
#include <optional>

#include "base/problem.hpp"
#include "model/live_state.hpp"
#include "model/manifest.hpp"

namespace interlock {

/// The end state of an object that the manifest touches, directly or as a consequence of `replaces`.
struct Target {
  std::optional<Map> fields;        // whole, observed fields included; empty: the object shall not exist
  const Resource* entry = nullptr;  // of the manifest; null for a consequence
  Place at{};                       // of the entry, or of the `replaces` that asks for it
};
using Targets = std::map<Address, Target>;

/// Pointers into `desired` stay in the result. Names that the tenant has twice (B54), and objects that cannot be
/// created and do not exist (B26), are problems and have no target.
Targets targets(const Manifest& desired, const LiveState& live, Problems& problems);

/// Adds what `replaces` asks for: every level, requirement and parent moves from the old skill to the new one, and the
/// old one goes.
void move_references(const Manifest& desired, const LiveState& live, Targets& targets);

/// The fields of the object in the end: the target's where there is one, else the live ones; null where there is none.
const Map* end_fields(const Address& address, const LiveState& live, const Targets& targets);

}  // namespace interlock
