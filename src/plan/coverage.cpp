#include "plan/coverage.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace interlock {
namespace {

constexpr std::size_t kNamed = 3;  // of agents or steps in a message

/// "a, b, c and 4 others"
template <class Name>
std::string some(std::size_t count, const Name& name) {
  std::string text;
  for (std::size_t i = 0; i < std::min(kNamed, count); ++i) text += (i == 0 ? "" : ", ") + name(i);
  if (count > kNamed) text += " and " + plural(count - kNamed, "other");
  return text;
}

Lowest lowest(const std::vector<QueueVersion>& versions, const Order& order) {
  std::optional<Lowest> lowest;
  for (const auto& version : versions) {
    auto found = fewest_eligible(order, version);
    if (!found || (lowest && lowest->agents <= found->agents)) continue;
    // A person can follow the smallest of the states without anybody.
    if (found->agents == 0) found->state = starving_state(order, version).value_or(found->state);
    lowest = std::move(found);
  }
  return lowest.value_or(Lowest());
}

std::string reason(const Touched& touched, const std::vector<Step>& steps, const Ideal& state) {
  const auto& high = touched.too_high;
  if (!high.empty()) {
    return "a level above the range of `max` comes before the lower one goes, for " +
           some(high.size(), [&](std::size_t i) { return shown_agent(*high[i]); });
  }
  return "when only these changes are made: " + some(state.size(), [&](std::size_t i) {
           const auto& step = steps[static_cast<std::size_t>(state[i])];
           return std::string(verb_name(step.verb)) + " " + quoted(discreet(step));
         });
}

std::vector<Related> concerned(const std::vector<const Agent*>& agents) {
  std::vector<Related> places;
  for (const auto* agent : agents) {
    if (agent->target != nullptr) places.push_back({agent->target->at, shown_agent(*agent)});
  }
  return places;
}

Problem breaks_on_the_way(const Touched& touched, const Lowest& lowest, const std::vector<Step>& steps) {
  return {.rule = "INV-a",
          .exit = Exit::refused,
          .where = cause(*touched.queue, touched.too_high),
          .message = "queue " + quoted(touched.queue->address.name) + " has " +
                     plural(static_cast<std::size_t>(touched.before), "agent") + " before and " +
                     std::to_string(touched.after) + " after, but only " + std::to_string(lowest.agents) +
                     " on the way: " + reason(touched, steps, lowest.state),
          .hint = "widen `max` for the change and narrow it in a second one, or first grant the skill to another agent",
          .related = concerned(touched.too_high)};
}

}  // namespace

std::vector<Coverage> prove_coverage(const std::vector<Touched>& queues, const std::vector<Step>& steps,
                                     Moments& moments, Problems& problems) {
  std::vector<Coverage> coverage;
  for (const auto& touched : queues) {
    auto& row = coverage.emplace_back(Coverage{touched.queue->address, touched.before, touched.after});
    if (!touched.queue->before || !touched.queue->after) continue;
    const auto found = lowest(moments.versions(*touched.queue), moments.order());
    row.never_below = found.agents;
    if (found.agents < touched.floor) problems.push_back(breaks_on_the_way(touched, found, steps));
  }
  return coverage;
}

}  // namespace interlock
