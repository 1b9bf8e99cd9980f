#include "support/proven_plan.hpp"

#include <algorithm>
#include <bit>
#include <numeric>
#include <random>

#include "safety/proof.hpp"
#include "support/board.hpp"

namespace interlock::testing {
namespace {

/// Whether the op changes what the queue asks for, or whether it exists.
bool is_version_of(const Effects& op, int queue) {
  return std::any_of(op.begin(), op.end(), [&](const Effect& effect) {
    const auto* asked = std::get_if<SetAsked>(&effect);
    const auto* exists = std::get_if<SetExists>(&effect);
    return (asked != nullptr && asked->queue == queue) || (exists != nullptr && exists->queue == queue);
  });
}

Order order_for(const ProvenPlan& plan) {
  std::vector<Edge> edges;
  for (int queue = 0; queue < static_cast<int>(plan.course().queues()); ++queue) {
    const auto some = handovers(plan.course(), queue);
    edges.insert(edges.end(), some.begin(), some.end());
  }
  for (Op later = 0; later < static_cast<Op>(plan.ops().size()); ++later) {
    for (Op earlier = 0; earlier < later; ++earlier) {
      if (plan.is_of_one_object({earlier, later})) edges.push_back({earlier, later});
    }
  }
  return order_from(plan.ops().size(), edges);
}

bool has_single_causes(const Order& order, const QueueVersion& version) {
  const Within within(order, version.in_force);
  return std::all_of(version.eligible.begin(), version.eligible.end(), [&](const Witness& witness) {
    const auto window = within(witness.window);
    return window.from.size() < 2 && window.until.size() < 2;
  });
}

bool is_entitled(const Course& course, int queue, int agent) {
  const auto before = course.before(queue), after = course.after(queue);
  return std::binary_search(before.begin(), before.end(), agent) ||
         std::binary_search(after.begin(), after.end(), agent);
}

QueueProof proof_of(const Course& course, const Order& order, int queue) {
  QueueProof proof{.fewest = 1 << 20, .starves = false, .is_precise = true, .is_exact = true};
  for (const auto& asked : course.asked(queue)) {
    const auto version = course.version(queue, asked);
    if (const auto lowest = fewest_eligible(order, version)) proof.fewest = std::min(proof.fewest, lowest->agents);
    proof.starves = proof.starves || starving_state(order, version);
    proof.is_exact = proof.is_exact && has_single_causes(order, version);
    for (const auto& [window, count, agent] : version.eligible) {
      if (is_entitled(course, queue, agent)) continue;
      proof.is_precise = proof.is_precise && !common_state(order, version.in_force, window);
    }
  }
  return proof;
}

/// The proof of one version against what all states say of it.
class VersionCheck {
 public:
  VersionCheck(const Changing& changing, const std::vector<Effects>& ops, const Order& order, int queue,
               const QueueVersion& version, const Seen& seen)
      : changing_(changing),
        ops_(ops),
        order_(order),
        queue_(queue),
        version_(version),
        seen_(seen),
        is_exact_(has_single_causes(order, version)) {}

  std::string disagreement() const {
    const auto lowest = fewest_eligible(order_, version_);
    if (lowest.has_value() != seen_.fewest.has_value()) return "whether a state has the version";
    if (lowest && lowest->agents > *seen_.fewest) return "more than the fewest";
    if (lowest && is_exact_ && lowest->agents < *seen_.fewest) return "less than the fewest, with single causes";
    if (lowest && !is_state(lowest->state, lowest->agents)) return "the state with the fewest";
    return std::visit(*this, cover_of(order_, version_));
  }

  std::string operator()(const ByAgent& by) const {
    if (seen_.fewest == 0) return "covered by an agent, but starves";
    return (seen_.at_last >> by.agent & 1) == 0 ? "the agent who covers it leaves" : "";
  }
  std::string operator()(const ByOp&) const { return seen_.fewest == 0 ? "covered by an op, but starves" : ""; }
  std::string operator()(const Ideal& state) const {
    if (is_exact_ && seen_.fewest != 0) return "starves, but every state has somebody";
    return is_state(state, 0) ? "" : "the state without anybody";
  }

 private:
  /// Whether the state can be seen, has the version in force and, where the proof is exact, so many agents.
  bool is_state(const Ideal& ideal, int agents) const {
    const auto state = bits(ideal);
    if (!is_ideal(order_, state) || !is_so(version_.in_force, state)) return false;
    const auto board = board_of(changing_.scene, ops_, state);
    return !is_exact_ || std::popcount(board.eligible(static_cast<std::size_t>(queue_))) == agents;
  }

  const Changing& changing_;
  const std::vector<Effects>& ops_;
  const Order& order_;
  int queue_;
  const QueueVersion& version_;
  const Seen& seen_;
  bool is_exact_;
};

/// The floors, reckoned with other means than those under test.
std::vector<int> floors_of(const Changing& changing, const std::vector<Effects>& ops) {
  const Board start(changing.scene), end = board_of(changing.scene, ops, all(ops));
  std::vector<int> floors;
  for (std::size_t queue = 0; queue < changing.scene.queues.size(); ++queue) {
    floors.push_back(std::min({std::popcount(start.eligible(queue)), std::popcount(end.eligible(queue)),
                               std::max(1, changing.floors[queue])}));
  }
  return floors;
}

/// Empty where the proof says what every state says, else the first thing that it says wrongly.
std::string disagreement(const Changing& changing, const ProvenPlan& plan, const Order& order,
                         const EveryState& every) {
  const auto& course = plan.course();
  for (int queue = 0; queue < static_cast<int>(course.queues()); ++queue) {
    const auto at = static_cast<std::size_t>(queue);
    std::size_t number = 0;
    for (const auto& asked : course.asked(queue)) {
      const auto version = course.version(queue, asked);
      const VersionCheck check(changing, plan.ops(), order, queue, version, every.versions[at][number++]);
      auto wrong = check.disagreement();
      if (!wrong.empty()) return "queue " + std::to_string(queue) + ": " + wrong;
    }
    if (proof_of(course, order, queue).is_precise == every.intruded[at]) {
      return "queue " + std::to_string(queue) + ": whether somebody intrudes";
    }
  }
  return {};
}

bool is_weaker(const std::vector<QueueProof>& proofs, const std::vector<QueueProof>& than) {
  for (std::size_t i = 0; i < proofs.size(); ++i) {
    if (proofs[i].fewest < than[i].fewest || proofs[i].starves > than[i].starves ||
        proofs[i].is_precise < than[i].is_precise) {
      return true;
    }
  }
  return false;
}

/// Removes each edge in turn; what is then proven must be true as well.
std::string examine_edges(const Changing& changing, const ProvenPlan& plan, const std::vector<QueueProof>& proofs,
                          Tally& tally) {
  for (Op later = 0; later < static_cast<Op>(plan.order().size()); ++later) {
    for (const auto earlier : plan.order()[static_cast<std::size_t>(later)]) {
      if (plan.is_of_one_object({earlier, later})) continue;
      const auto order = plan.without({earlier, later});
      ++tally.edges;
      tally.redundant += !is_weaker(plan.proofs(order), proofs);
      const auto every = every_state(changing.scene, plan.ops(), order, plan.in_force());
      tally.states += every.states;
      auto wrong = disagreement(changing, plan, order, every);
      if (!wrong.empty()) return wrong + ", without the edge " + std::to_string(earlier) + "-" + std::to_string(later);
    }
  }
  return {};
}

/// Whether each part of each draft goes out once.
bool is_complete(const Changing& changing, const std::vector<Arranged>& arranged) {
  std::vector<std::vector<int>> parts(changing.drafts.size());
  for (const auto& [draft, some] : arranged) {
    auto& all = parts[static_cast<std::size_t>(draft)];
    all.insert(all.end(), some.begin(), some.end());
  }
  for (std::size_t draft = 0; draft < parts.size(); ++draft) {
    std::vector<int> wanted(changing.drafts[draft].parts.size());
    std::iota(wanted.begin(), wanted.end(), 0);
    std::sort(parts[draft].begin(), parts[draft].end());
    if (parts[draft] != wanted) return false;
  }
  return true;
}

/// Each part of what is divisible in a request of its own.
std::vector<Effects> in_parts(const Changing& changing) {
  std::vector<Arranged> pieces;
  for (int draft = 0; draft < static_cast<int>(changing.drafts.size()); ++draft) {
    const auto& [parts, is_divisible] = changing.drafts[static_cast<std::size_t>(draft)];
    for (int part = 0; part < static_cast<int>(parts.size()); ++part) {
      if (is_divisible || part == 0) pieces.push_back({draft, {}});
      pieces.back().parts.push_back(part);
    }
  }
  return ops_of(changing, pieces);
}

bool is_safe(const std::vector<QueueProof>& proofs, const std::vector<int>& floors) {
  for (std::size_t i = 0; i < proofs.size(); ++i) {
    if (!proofs[i].is_precise || proofs[i].fewest < floors[i]) return false;
  }
  return true;
}

}  // namespace

ProvenPlan::ProvenPlan(const Changing& changing, const Demands& demands)
    : arranged_(arrange(changing.scene, changing.drafts, changing.precedences, demands)),
      ops_(ops_of(changing, arranged_)),
      course_(std::make_unique<Course>(changing.scene, ops_)),
      order_(order_for(*this)) {}

std::vector<QueueProof> ProvenPlan::proofs(const Order& order) const {
  std::vector<QueueProof> proofs;
  for (int queue = 0; queue < static_cast<int>(course_->queues()); ++queue) {
    proofs.push_back(proof_of(*course_, order, queue));
  }
  return proofs;
}

std::vector<std::vector<Window>> ProvenPlan::in_force() const {
  std::vector<std::vector<Window>> windows(course_->queues());
  for (std::size_t queue = 0; queue < windows.size(); ++queue) {
    for (const auto& asked : course_->asked(static_cast<int>(queue))) windows[queue].push_back(asked.in_force);
  }
  return windows;
}

Order ProvenPlan::without(Edge edge) const {
  auto order = order_;
  const auto earlier = static_cast<std::size_t>(edge.earlier), later = static_cast<std::size_t>(edge.later);
  std::erase(order[later], edge.earlier);
  order[later].insert(order[later].end(), order_[earlier].begin(), order_[earlier].end());
  for (std::size_t op = later + 1; op < order.size(); ++op) {
    const bool waits = std::find(order[op].begin(), order[op].end(), edge.later) != order[op].end();
    if (waits) order[op].push_back(edge.earlier);
  }
  return order;
}

bool ProvenPlan::is_of_one_object(Edge edge) const {
  const auto earlier = static_cast<std::size_t>(edge.earlier), later = static_cast<std::size_t>(edge.later);
  if (arranged_[earlier].draft == arranged_[later].draft) return true;
  for (int queue = 0; queue < static_cast<int>(course_->queues()); ++queue) {
    if (is_version_of(ops_[earlier], queue) && is_version_of(ops_[later], queue)) return true;
  }
  return false;
}

Tally& Tally::operator+=(const Tally& other) {
  instances += other.instances, states += other.states, feasible += other.feasible, found += other.found;
  possible += other.possible;
  safe += other.safe, drafts += other.drafts, divided += other.divided, proofs += other.proofs, exact += other.exact;
  edges += other.edges, redundant += other.redundant;
  return *this;
}

std::string examine(const Changing& changing, Edges edges, Tally& tally) {
  ++tally.instances;
  const auto demands = demands_of(changing);
  const ProvenPlan plan(changing, demands);
  const auto undivided = whole(changing);
  const auto floors = floors_of(changing, undivided);
  const auto proofs = plan.proofs();
  const bool is_proven = is_safe(proofs, floors);
  const bool is_divided = plan.arranged().size() > changing.drafts.size();
  const bool is_feasible = (is_proven && !is_divided) || has_safe_order(changing.scene, undivided, floors);
  tally.feasible += is_feasible;
  tally.found += is_feasible && is_proven && !is_divided;
  tally.possible += is_proven || is_feasible || has_safe_order(changing.scene, in_parts(changing), floors);
  tally.safe += is_proven;
  tally.drafts += is_proven ? static_cast<std::int64_t>(changing.drafts.size()) : 0;
  tally.divided += is_proven ? static_cast<std::int64_t>(plan.arranged().size() - changing.drafts.size()) : 0;
  tally.proofs += static_cast<std::int64_t>(proofs.size());
  const auto every = every_state(changing.scene, plan.ops(), plan.order(), plan.in_force());
  tally.states += every.states;
  for (std::size_t queue = 0; queue < proofs.size(); ++queue) {
    tally.exact += proofs[queue].fewest == every.fewest(queue);
  }
  auto wrong = disagreement(changing, plan, plan.order(), every);
  if (!is_complete(changing, plan.arranged())) wrong = "a change is lost, or made twice";
  if (wrong.empty() && edges == Edges::removed_in_turn) wrong = examine_edges(changing, plan, proofs, tally);
  return wrong.empty() ? "" : wrong + "\n" + told(changing, plan.arranged(), plan.order());
}

}  // namespace interlock::testing
