// What the published API has no field for is realised by other objects (published-api.md): a queue's requirements by a
// skill group of the queue's name that is attached to it, a schedule's state by a schedule that is always on and stands
// among the closed ones of the schedule's groups.
#pragma once

#include <string_view>
#include <vector>

#include "base/problem.hpp"
#include "diff/change.hpp"
#include "diff/target.hpp"
#include "model/live_state.hpp"
#include "model/manifest.hpp"

namespace interlock {

/// The schedule that closes the lines of every group that has it among its closed ones.
inline constexpr std::string_view kClosedSchedule = "Interlock_Closed";

/// The skill group that states the requirements of a queue.
Address requirement_group(const Address& queue);
/// Whether the object is the skill group that states what the live queue of its name requires.
bool states_requirements(const Address& group, const LiveState& live);
/// "skill_group/Billing" as the element of a queue's `member_groups`.
std::string membership(const Address& group);

/// Where a manifest says the state of a schedule of a group, the group's own list of closed ones does not take away
/// what the state put there: it stays as the tenant has it, for `lowered` to judge.
void keep_closed(const Manifest& desired, const LiveState& live, Targets& targets);

/// The changes with those of `requires` and `state` moved to the objects that realise them; by address, each once. A
/// group of a queue's name with conditions of its own is refused with both ids, a schedule without a group and a group
/// that is demanded open and closed are errors with the lines.
std::vector<Change> lowered(std::vector<Change> changes, const LiveState& live, const Targets& targets,
                            Problems& problems);

}  // namespace interlock
