#include "plan/staffing.hpp"

#include <algorithm>

#include "plan/shortage.hpp"

namespace interlock {
namespace {

/// One agent's standing towards a queue in each phase.
struct Eligible {
  bool before, after;
  bool old_while_expanded, new_while_expanded;
};

bool has_upper_end(const std::optional<std::vector<Requirement>>& requirements) {
  return requirements && std::any_of(requirements->begin(), requirements->end(), [](const auto& r) { return r.max; });
}

/// Where two writes make up one agent's levels, a level between two phases can pass the upper end of a range although
/// neither phase does: such an agent is no witness.
bool can_witness(const Agent& agent, const RosterQueue& queue) {
  return !agent.has_two_causes || !(has_upper_end(queue.before) || has_upper_end(queue.after));
}

Eligible standing(const Agent& agent, const RosterQueue& queue) {
  const auto& name = agent.user->address.name;
  const bool was_direct = queue.direct_before.contains(name);
  const bool is_direct = queue.direct_after.contains(name);
  const auto serves = [](const HeldLevels& held, const auto& requirements) {
    return requirements && meets(held, *requirements);
  };
  return {was_direct || serves(agent.before, queue.before), is_direct || serves(agent.after(), queue.after),
          was_direct || serves(agent.expanded(), queue.before), is_direct || serves(agent.expanded(), queue.after)};
}

struct Counts {
  int before = 0, after = 0;
  int throughout = 0;                  // eligible whatever the order
  std::vector<const Agent*> too_high;  // out of range while expanded
  std::vector<const Agent*> lost;      // eligible before, not after
};

/// Agents who keep their levels are eligible by the requirements alone, whatever the order.
void add_steady(Counts& counts, const Roster& roster, const RosterQueue& queue) {
  const auto was = roster.steady(queue, queue.before);
  const auto now = queue.before == queue.after ? was : roster.steady(queue, queue.after);
  std::set_difference(was.begin(), was.end(), now.begin(), now.end(), std::back_inserter(counts.lost));
  counts.before = static_cast<int>(was.size());
  counts.after = static_cast<int>(now.size());
  counts.throughout = static_cast<int>(was.size() - counts.lost.size());
}

void add_one(Counts& counts, const Agent& agent, const RosterQueue& queue) {
  const auto is = standing(agent, queue);
  const bool witness = can_witness(agent, queue);
  const bool old_kept = witness && is.before && is.old_while_expanded;
  const bool new_kept = witness && is.after && is.new_while_expanded;
  counts.before += is.before;
  counts.after += is.after;
  // Levels from two writes can be lower in between than in any phase, unless the order keeps grants before removals.
  counts.throughout += old_kept && new_kept && !agent.has_two_causes;
  if (is.before && !is.after) counts.lost.push_back(&agent);
  if ((is.before && !old_kept) || (is.after && !new_kept)) counts.too_high.push_back(&agent);
}

/// Each of them may serve by levels on the other side.
void add_direct(Counts& counts, const Roster& roster, const RosterQueue& queue) {
  auto users = queue.direct_before;
  users.insert(queue.direct_after.begin(), queue.direct_after.end());
  for (const auto& user : users) add_one(counts, *roster.find(user), queue);
}

Counts count(const Roster& roster, const RosterQueue& queue) {
  Counts counts;
  add_steady(counts, roster, queue);
  for (const auto* agent : roster.changing(queue)) add_one(counts, *agent, queue);
  add_direct(counts, roster, queue);
  std::sort(counts.lost.begin(), counts.lost.end());  // in the order of the roster, which is that of the addresses
  return counts;
}

/// The number that must never be undercut while both ends have it: the declared floor, or one agent.
int floor_of(const RosterQueue& queue, const Counts& counts) {
  return std::min({counts.before, counts.after, std::max(1, declared_floor(queue, counts.before))});
}

/// A queue that the plan does not touch is no reason to refuse it; that it is short is worth saying.
Problem complete(Problem shortage, const RosterQueue& queue, const Counts& counts) {
  if (!shortage.where) shortage.where = cause(queue, counts.lost);
  if (!queue.is_touched) shortage.severity = Severity::warning;
  return shortage;
}

}  // namespace

Place cause(const RosterQueue& queue, const std::vector<const Agent*>& agents) {
  if (queue.target != nullptr) return queue.target->at;
  const auto found = std::find_if(agents.begin(), agents.end(), [](const Agent* agent) { return agent->target; });
  return found != agents.end() ? (*found)->target->at : Place();
}

Staffing staffing(const Roster& roster, Problems& problems) {
  Staffing result;
  for (const auto& queue : roster.queues()) {
    auto counts = count(roster, queue);
    if (auto shortage = shortage_at_the_end(roster, queue, counts.before, counts.after)) {
      problems.push_back(complete(std::move(*shortage), queue, counts));
    }
    if (!queue.is_touched) continue;
    const int floor = floor_of(queue, counts);
    const bool needs_barrier = !queue.is_switched && counts.throughout < floor;
    result.touched.push_back({&queue, counts.before, counts.after, floor, std::move(counts.too_high)});
    result.orders.push_back({queue.address, queue.skills, queue.is_switched, needs_barrier});
  }
  return result;
}

}  // namespace interlock
