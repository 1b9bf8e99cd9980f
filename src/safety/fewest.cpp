// The floor of a queue's version as a minimum cut (planning.md): the source's side is the state. An op drags in what it
// waits for by edges that cannot be cut; an agent between the op that opens the window and the op that ends it is one
// unit, cut where the state separates the two.
#include <algorithm>
#include <map>

#include "safety/max_flow.hpp"
#include "safety/proof.hpp"

namespace interlock {
namespace {

constexpr int kSource = 0;
constexpr int kSink = 1;

class Cut {
 public:
  Cut(const Order& order, const QueueVersion& version) : order_(order), forced_(order), version_(version) {
    for (const auto op : version.in_force.from) forced_.add(op);
  }

  std::optional<Lowest> lowest() {
    const Within within(order_, version_.in_force);
    if (within.is_never()) return std::nullopt;
    for (const auto& witness : version_.eligible) add(within(witness.window), witness);
    FlowNetwork network(count_);
    for (const auto& [from, to, capacity] : edges_) network.connect(from, to, capacity);
    for (const auto op : version_.in_force.until) {
      if (nodes_.contains(op)) network.connect(nodes_.at(op), kSink, FlowNetwork::kUnlimited);
    }
    const auto cut = network.push(kSource, kSink);
    return Lowest{always_ + static_cast<int>(cut), state(network.source_side(kSource))};
  }

 private:
  struct Edge {
    int from, to;
    std::int64_t capacity;
  };

  void add(const Window& window, const Witness& witness) {
    if (window.from.size() > 1 || window.until.size() > 1) return;
    if (!window.until.empty() && forced_.contains(window.until.front())) return;
    if (window == Window()) {
      always_ += witness.agents;
      return;
    }
    edges_.push_back({window.from.empty() ? kSource : node(window.from.front()),
                      window.until.empty() ? kSink : node(window.until.front()), witness.agents});
  }

  /// The node of an op that may be in or not, with all of those that it waits for.
  int node(Op op) {
    std::vector<Op> waiting;
    const int number = enter(op, waiting);
    while (!waiting.empty()) {
      const auto next = waiting.back();
      waiting.pop_back();
      for (const auto earlier : order_[static_cast<std::size_t>(next)]) {
        if (forced_.contains(earlier)) continue;
        const int before = enter(earlier, waiting);
        edges_.push_back({nodes_.at(next), before, FlowNetwork::kUnlimited});
      }
    }
    return number;
  }
  int enter(Op op, std::vector<Op>& waiting) {
    const auto [found, is_new] = nodes_.emplace(op, count_);
    if (is_new) {
      ++count_;
      waiting.push_back(op);
    }
    return found->second;
  }

  Ideal state(const std::vector<bool>& side) const {
    auto state = forced_.ideal();
    for (const auto& [op, number] : nodes_) {
      if (side[static_cast<std::size_t>(number)]) state.push_back(op);
    }
    std::sort(state.begin(), state.end());
    return state;
  }

  const Order& order_;
  Growth forced_;  // in every state that has the version
  const QueueVersion& version_;
  int always_ = 0;  // agents who are eligible in every state of the version
  int count_ = 2;
  std::map<Op, int> nodes_;
  std::vector<Edge> edges_;
};

}  // namespace

std::optional<Lowest> fewest_eligible(const Order& order, const QueueVersion& version) {
  return Cut(order, version).lowest();
}

}  // namespace interlock
