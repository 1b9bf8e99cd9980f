#include "plan/staffing.hpp"

#include <algorithm>

#include "plan/shortage.hpp"

namespace interlock {
namespace {

struct Counts {
  int before = 0, after = 0;
  std::vector<const Agent*> lost{};  // eligible before, not after
};

/// Agents who keep their levels are eligible by the requirements alone.
void add_steady(Counts& counts, const Roster& roster, const RosterQueue& queue) {
  const auto was = roster.steady(queue, queue.before);
  const auto now = queue.before == queue.after ? was : roster.steady(queue, queue.after);
  std::set_difference(was.begin(), was.end(), now.begin(), now.end(), std::back_inserter(counts.lost));
  counts.before = static_cast<int>(was.size());
  counts.after = static_cast<int>(now.size());
}

void add_one(Counts& counts, const Agent& agent, const RosterQueue& queue) {
  const auto& name = agent.user->address.name;
  const auto serves = [](const HeldLevels& held, const auto& requirements) {
    return requirements && meets(held, *requirements);
  };
  const bool before = queue.direct_before.contains(name) || serves(agent.before, queue.before);
  const bool after = queue.direct_after.contains(name) || serves(agent.after(), queue.after);
  counts.before += before;
  counts.after += after;
  if (before && !after) counts.lost.push_back(&agent);
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

/// A queue that the plan does not touch is no reason to refuse it; that it is short is worth saying.
Problem complete(Problem shortage, const RosterQueue& queue, const Counts& counts) {
  if (!shortage.where) shortage.where = cause(queue, counts.lost);
  if (!queue.is_touched) shortage.severity = Severity::warning;
  return shortage;
}

}  // namespace

int Touched::floor() const { return std::min({before, after, std::max(1, declared)}); }

int Touched::goal() const { return before > 0 ? std::min(before, after) : after; }

Place cause(const RosterQueue& queue, const std::vector<const Agent*>& agents) {
  if (queue.target != nullptr) return queue.target->at;
  const auto found = std::find_if(agents.begin(), agents.end(), [](const Agent* agent) { return agent->target; });
  return found != agents.end() ? (*found)->target->at : Place();
}

std::vector<Touched> staffing(const Roster& roster, Problems& problems) {
  std::vector<Touched> touched;
  for (const auto& queue : roster.queues()) {
    const auto counts = count(roster, queue);
    if (auto shortage = shortage_at_the_end(roster, queue, counts.before, counts.after)) {
      problems.push_back(complete(std::move(*shortage), queue, counts));
    }
    if (queue.is_touched) {
      touched.push_back({&queue, counts.before, counts.after, declared_floor(queue, counts.before)});
    }
  }
  return touched;
}

}  // namespace interlock
