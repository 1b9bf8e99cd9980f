#include "plan/routing.hpp"

#include <algorithm>
#include <set>

#include "diff/diff.hpp"
#include "plan/lowering.hpp"
#include "plan/stage.hpp"
#include "safety/at.hpp"

namespace interlock {
namespace {

/// The levels of these skills alone.
Map only(const Map& levels, const std::set<std::string>& skills) {
  Map found;
  for (const auto [key, value] : levels) {
    if (skills.contains(key.name)) found.set(key.name, value);
  }
  return found;
}

class Facts {
 public:
  Facts(const Roster& roster, const std::vector<Touched>& touched, const LiveState& live, Api api)
      : roster_(roster), touched_(touched), live_(live), api_(api) {
    for (const auto& [queue, before, after, declared] : touched) {
      skills_.insert(queue->skills.begin(), queue->skills.end());
      asks_for_nothing_ = asks_for_nothing_ || asks_for_nothing(*queue);
    }
  }

  Routing routing() {
    for (const auto& name : skills_) {
      const auto* skill = live_.find({Kind::skill, name});
      if (skill != nullptr) routing_.skills.emplace(name, is_usable(&skill->fields));
    }
    for (const auto& touched : touched_) add_queue(*touched.queue, touched.declared);
    for (const auto& agent : roster_.agents()) {
      if (matters(agent)) add_agent(agent);
    }
    return std::move(routing_);
  }

 private:
  static bool asks_for_nothing(const RosterQueue& queue) {
    return (queue.before && queue.before->empty()) || (queue.after && queue.after->empty());
  }

  bool matters(const Agent& agent) const {
    const auto holds_some = [&](const HeldLevels& held) {
      return std::any_of(held.begin(), held.end(),
                         [&](const HeldLevel& level) { return skills_.contains(roster_.skill_name(level.skill)); });
    };
    return asks_for_nothing_ || members_.contains(agent.user->id.value) || holds_some(agent.before) ||
           holds_some(agent.after());
  }

  void add_agent(const Agent& agent) {
    RoutedAgent routed{only(levels_of(&agent.user->fields), skills_), shared_profile_of(agent.user->fields)};
    if (!routed.shared.empty()) {
      const auto* shared = live_.find({Kind::profile, routed.shared});
      routing_.profiles.try_emplace(routed.shared,
                                    only(levels_of(shared != nullptr ? &shared->fields : nullptr), skills_));
    }
    routing_.agents.emplace(agent.user->id.value, std::move(routed));
  }

  std::vector<std::string> ids_of(const std::set<std::string>& users) {
    std::vector<std::string> ids;
    for (const auto& user : users) {
      const auto* agent = roster_.find(user);
      if (agent == nullptr) continue;
      ids.push_back(agent->user->id.value);
      members_.insert(ids.back());
    }
    std::sort(ids.begin(), ids.end());
    return ids;
  }

  void add_queue(const RosterQueue& queue, int declared) {
    for (const auto& user : queue.direct_after) {
      if (const auto* agent = roster_.find(user)) members_.insert(agent->user->id.value);
    }
    const auto* object = live_.find(queue.address);
    if (object == nullptr) return add_group_alone(queue.address);
    auto& routed = routing_.queues[queue.address.name];
    routed.floor = declared;
    const auto& asks = map_or_empty(&object->fields, "requires");
    if (api_ == Api::guide) {
      routed.asks = asks;
      if (!queue.members.empty()) routed.members = ids_of(queue.members);
      return;
    }
    add_group(routed, queue.address, asks);
    routed.members = ids_of(queue.direct_before);
    for (const auto [key, value] : map_or_empty(&object->fields, "member_groups")) routed.assumes.push_back(key.name);
  }

  void add_group_alone(const Address& queue) {
    if (live_.find(requirement_group(queue)) == nullptr || api_ == Api::guide) return;
    auto& routed = routing_.queues[queue.name];
    routed.exists = false;
    routed.members.emplace();
    add_group(routed, queue, {});
  }

  void add_group(RoutedQueue& routed, const Address& queue, const Map& asks) const {
    const auto* group = live_.find(requirement_group(queue));
    routed.is_attached = !asks.empty();
    if (routed.is_attached) {
      routed.asks = asks;
    } else if (group != nullptr && group->fields.contains("requires")) {
      routed.asks = map_or_empty(&group->fields, "requires");
    }
  }

  const Roster& roster_;
  const std::vector<Touched>& touched_;
  const LiveState& live_;
  Api api_;
  std::set<std::string> skills_;
  std::set<std::string> members_;  // ids of direct ones, now or in the end
  bool asks_for_nothing_ = false;
  Routing routing_;
};

}  // namespace

Routing routing_of(const Roster& roster, const std::vector<Touched>& touched, const LiveState& live, Api api) {
  return Facts(roster, touched, live, api).routing();
}

void set_sizes(Routing& routing, const std::vector<KeyedStep>& steps, const LiveState& live) {
  for (const auto& [key, step] : steps) {
    if (!is_profile(step.address.kind)) continue;
    const auto* object = live.find(step.address);
    const auto& levels = levels_of(object != nullptr ? &object->fields : nullptr);
    routing.sizes[step.address] = static_cast<int>(levels.size());
  }
}

void keep_candidates(Plan& plan) {
  const auto stage = stage_of(plan.routing, plan.api, plan.steps, plan.ids);
  std::set<std::string> kept;
  for (const auto& agents : candidates(stage.scene, stage.ops())) {
    for (const int agent : agents) kept.insert(at(stage.agents, agent));
  }
  std::erase_if(plan.routing.agents, [&](const auto& agent) { return !kept.contains(agent.first); });
  std::set<std::string> behind;
  for (const auto& [id, agent] : plan.routing.agents) behind.insert(agent.shared);
  std::erase_if(plan.routing.profiles, [&](const auto& profile) { return !behind.contains(profile.first); });
}

}  // namespace interlock
