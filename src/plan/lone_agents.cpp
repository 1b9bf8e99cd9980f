#include "plan/lone_agents.hpp"

#include <algorithm>

#include "plan/certificate.hpp"
#include "plan/stage.hpp"
#include "safety/at.hpp"
#include "safety/course.hpp"

namespace interlock {
namespace {

/// Whether some state has nobody but this agent.
bool is_alone(const Order& order, QueueVersion version, int agent) {
  std::erase_if(version.eligible, [&](const Witness& one) { return one.agent == agent; });
  return starving_state(order, version).has_value();
}

std::set<int> lone_agents_of(const Order& order, const QueueVersion& version) {
  std::set<int> agents;
  for (const auto& witness : version.eligible) agents.insert(witness.agent);
  std::erase_if(agents, [&](int agent) { return !is_alone(order, version, agent); });
  return agents;
}

}  // namespace

std::set<std::string> lone_agents(const Plan& plan) {
  const auto stage = stage_of(plan.routing, plan.api, plan.steps, plan.ids);
  const auto ops = stage.ops();
  const Course course(stage.scene, ops);
  const auto order = order_of(plan.steps);
  std::set<std::string> found;
  for (const auto& queue : plan.certificate) {
    const auto name = std::find(stage.queues.begin(), stage.queues.end(), queue.queue.name);
    if (name == stage.queues.end() || queue.never_below != 1) continue;
    const auto number = static_cast<int>(name - stage.queues.begin());
    for (const auto& asked : course.asked(number)) {
      for (const int agent : lone_agents_of(order, course.version(number, asked))) {
        found.insert(at(stage.agents, agent));
      }
    }
  }
  return found;
}

}  // namespace interlock
