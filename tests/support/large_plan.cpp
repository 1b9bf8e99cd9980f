#include "support/large_plan.hpp"

#include <algorithm>
#include <random>
#include <utility>

#include "safety/proof.hpp"

namespace interlock::testing {
namespace {

constexpr int kOrders = 4;

// The rules of eligibility once more, for as many agents as there are.

int level_in(const HeldLevels& held, int skill) {
  for (const auto& level : held) {
    if (level.skill == skill) return level.level;
  }
  return 0;
}

bool serves(const Scene& scene, int agent, const Requirement& requirement) {
  if (!scene.usable[static_cast<std::size_t>(requirement.skill)]) return false;
  const auto& [personal, shared] = scene.agents[static_cast<std::size_t>(agent)];
  int level = level_in(scene.profiles[static_cast<std::size_t>(personal)], requirement.skill);
  if (level == 0 && shared) level = level_in(scene.profiles[static_cast<std::size_t>(*shared)], requirement.skill);
  return level >= requirement.level && (!requirement.max || level <= *requirement.max);
}

std::vector<int> eligible(const Scene& scene, const SceneQueue& queue) {
  std::vector<int> found;
  for (int agent = 0; agent < static_cast<int>(scene.agents.size()); ++agent) {
    const bool is_direct = std::find(queue.direct.begin(), queue.direct.end(), agent) != queue.direct.end();
    const auto is_met = [&](const Requirement& requirement) { return serves(scene, agent, requirement); };
    if (is_direct || (queue.asks && std::all_of(queue.asks->begin(), queue.asks->end(), is_met)))
      found.push_back(agent);
  }
  return found;
}

/// Coverage alone: among so many changes nobody can keep out all whom neither end lets in.
Demands large_demands(const Changing& changing) {
  auto demands = demands_of(changing);
  for (auto& demand : demands.queues) demand.is_precise = false;
  return demands;
}

/// Whether everybody has what is asked for once all levels of both ends are granted: coverage can then always be kept.
bool has_minimums_only(const Changing& changing) {
  const auto is_minimum = [](const std::optional<Asked>& asks) {
    return !asks || std::none_of(asks->begin(), asks->end(), [](const auto& r) { return r.max.has_value(); });
  };
  const auto is_plain = [&](const Effect& effect) {
    const auto* asked = std::get_if<SetAsked>(&effect);
    return !std::holds_alternative<SetUsable>(effect) && (asked == nullptr || is_minimum(asked->asks));
  };
  const auto& [profiles, sizes, agents, usable, queues] = changing.scene;
  const auto ops = whole(changing);
  return std::all_of(queues.begin(), queues.end(), [&](const auto& queue) { return is_minimum(queue.asks); }) &&
         std::none_of(agents.begin(), agents.end(), [](const auto& agent) { return agent.shared.has_value(); }) &&
         std::all_of(ops.begin(), ops.end(),
                     [&](const Effects& op) { return std::all_of(op.begin(), op.end(), is_plain); });
}

class Examination {
 public:
  Examination(const Changing& changing, std::uint64_t seed, Tally& tally)
      : changing_(changing),
        random_(seed),
        tally_(tally),
        demands_(large_demands(changing)),
        plan_(changing, demands_),
        proofs_(plan_.proofs()),
        end_(changing.scene) {
    for (const auto& effects : plan_.ops()) make(end_, effects);
  }

  std::string run() {
    ++tally_.instances;
    tally_.drafts += static_cast<std::int64_t>(changing_.drafts.size());
    tally_.divided += static_cast<std::int64_t>(plan_.arranged().size() - changing_.drafts.size());
    for (int i = 0; i < kOrders; ++i) {
      auto wrong = play_through();
      if (!wrong.empty()) return wrong;
    }
    const bool is_possible = has_minimums_only(changing_);
    for (std::size_t queue = 0; queue < proofs_.size(); ++queue) {
      if (is_possible && proofs_[queue].fewest < demands_.queues[queue].floor) {
        return "no safe order found, in queue " + std::to_string(queue);
      }
      ++tally_.proofs;
      tally_.exact += proofs_[queue].is_exact;
      auto wrong = look_at_worst(static_cast<int>(queue));
      if (!wrong.empty()) return "queue " + std::to_string(queue) + ": " + wrong;
    }
    return {};
  }

 private:
  static void make(Scene& scene, const Effects& effects) {
    for (const auto& effect : effects) apply(scene, effect);
  }

  /// The queues of a state against what is proven of all states.
  std::string look(const Scene& scene) {
    ++tally_.states;
    for (std::size_t queue = 0; queue < proofs_.size(); ++queue) {
      const auto now = eligible(scene, scene.queues[queue]);
      if (static_cast<int>(now.size()) < proofs_[queue].fewest)
        return "fewer than proven in queue " + std::to_string(queue);
      if (!proofs_[queue].is_precise) continue;
      const auto before = eligible(changing_.scene, changing_.scene.queues[queue]);
      const auto after = eligible(end_, end_.queues[queue]);
      const bool is_entitled = std::all_of(now.begin(), now.end(), [&](int agent) {
        return std::binary_search(before.begin(), before.end(), agent) ||
               std::binary_search(after.begin(), after.end(), agent);
      });
      if (!is_entitled) return "somebody intrudes into queue " + std::to_string(queue);
    }
    return {};
  }

  /// A random order that the edges allow.
  std::string play_through() {
    const auto& order = plan_.order();
    std::vector<std::vector<std::size_t>> followers(order.size());
    std::vector<std::size_t> missing(order.size()), ready;
    for (std::size_t op = 0; op < order.size(); ++op) {
      missing[op] = order[op].size();
      for (const auto earlier : order[op]) followers[static_cast<std::size_t>(earlier)].push_back(op);
      if (missing[op] == 0) ready.push_back(op);
    }
    Scene scene = changing_.scene;
    while (!ready.empty()) {
      auto& chosen = ready[random_() % ready.size()];
      const auto op = std::exchange(chosen, ready.back());
      ready.pop_back();
      make(scene, plan_.ops()[op]);
      for (const auto follower : followers[op]) {
        if (--missing[follower] == 0) ready.push_back(follower);
      }
      auto wrong = look(scene);
      if (!wrong.empty()) return wrong;
    }
    return {};
  }

  std::string look_at_worst(int queue) {
    for (const auto& asked : plan_.course().asked(queue)) {
      const auto version = plan_.course().version(queue, asked);
      const auto lowest = fewest_eligible(plan_.order(), version);
      if (lowest && !is_state(queue, version, lowest->state, lowest->agents)) return "the state with the fewest";
      const auto starving = starving_state(plan_.order(), version);
      if (starving && !is_state(queue, version, *starving, 0)) return "the state without anybody";
      if (lowest && proofs_[static_cast<std::size_t>(queue)].is_exact &&
          starving.has_value() != (lowest->agents == 0)) {
        return "closure and cut";
      }
    }
    return {};
  }

  /// Whether the state can be seen, has the version in force and, where the proof is exact, so many agents.
  bool is_state(int queue, const QueueVersion& version, const Ideal& state, int agents) {
    const auto has = [&](Op op) { return std::binary_search(state.begin(), state.end(), op); };
    auto scene = changing_.scene;
    for (const auto op : state) {
      const auto& earlier = plan_.order()[static_cast<std::size_t>(op)];
      if (!std::all_of(earlier.begin(), earlier.end(), has)) return false;
      make(scene, plan_.ops()[static_cast<std::size_t>(op)]);
    }
    const auto& [from, until] = version.in_force;
    if (!std::all_of(from.begin(), from.end(), has) || std::any_of(until.begin(), until.end(), has)) return false;
    if (!look(scene).empty()) return false;
    const auto number = static_cast<std::size_t>(queue);
    return !proofs_[number].is_exact || static_cast<int>(eligible(scene, scene.queues[number]).size()) == agents;
  }

  const Changing& changing_;
  std::mt19937_64 random_;
  Tally& tally_;
  Demands demands_;
  ProvenPlan plan_;
  std::vector<QueueProof> proofs_;
  Scene end_;
};

}  // namespace

Changing large_changing(std::uint64_t seed) {
  return random_changing(seed, {.agents = 100 + static_cast<int>(seed % 10) * 20,
                                .queues = 24,
                                .skills = 12,
                                .highest = 2,
                                .with_max = seed % 4 == 0,
                                .with_unusable = seed % 7 == 0,
                                .with_shared = seed % 5 == 0,
                                .with_floors = seed % 3 == 0,
                                .asks_for_one_in = 8});
}

std::string examine_large(const Changing& changing, std::uint64_t seed, Tally& tally) {
  return Examination(changing, seed, tally).run();
}

}  // namespace interlock::testing
