// The floor of a queue's version as a minimum cut (planning.md): the source's side is the state. An op drags in what it
// waits for by edges that cannot be cut; an agent between the op that opens the window and the op that ends it is one
// unit, cut where the state separates the two. Only ops through which something can flow become nodes: those that the
// end of a window drags in and that drag in, or are, the beginning of another.
#include <algorithm>
#include <limits>
#include <unordered_map>

#include "safety/max_flow.hpp"
#include "safety/proof.hpp"

namespace interlock {
namespace {

constexpr int kSource = 0;
constexpr int kSink = 1;

class Cut {
 public:
  Cut(const Order& order, const QueueVersion& version)
      : order_(order), version_(version), within_(order, version.in_force) {}

  std::optional<Lowest> lowest() {
    if (within_.is_never()) return std::nullopt;
    for (const auto& witness : version_.eligible) add(within_(witness.window), witness.agents);
    for (const auto& [op, agents] : ending_) connect(kSource, op, agents);
    for (std::size_t next = 0; next < ops_.size(); ++next) leave(ops_[next]);
    FlowNetwork network(static_cast<int>(ops_.size()) + 2);
    for (const auto& [from, to, capacity] : edges_) network.connect(from, to, capacity);
    const auto cut = network.push(kSource, kSink);
    return Lowest{always_ + static_cast<int>(cut), state(network.source_side(kSource))};
  }

 private:
  struct Edge {
    int from, to;
    std::int64_t capacity;
  };
  struct End {
    std::optional<Op> op;  // nothing: the window has none
    int agents;
  };

  void add(const Window& window, int agents) {
    if (window.from.size() > 1 || window.until.size() > 1) return;
    if (!window.until.empty() && within_.is_in(window.until.front())) return;
    if (!window.from.empty() && within_.is_out(window.from.front())) return;
    if (window == Window()) {
      always_ += agents;
    } else if (window.from.empty()) {
      ending_.emplace_back(window.until.front(), agents);
    } else {
      const auto op = window.from.front();
      first_opening_ = std::min(first_opening_, op);
      opening_[op].push_back({window.until.empty() ? std::nullopt : std::optional(window.until.front()), agents});
    }
  }

  void connect(int from, Op op, std::int64_t capacity) {
    const auto [found, is_new] = nodes_.emplace(op, static_cast<int>(ops_.size()) + 2);
    if (is_new) ops_.push_back(op);
    edges_.push_back({from, found->second, capacity});
  }

  /// What the op drags in, and the windows that it opens. What is numbered lower than all of those that open one drags
  /// none of them in.
  void leave(Op op) {
    const int node = nodes_.at(op);
    for (const auto earlier : order_[static_cast<std::size_t>(op)]) {
      if (earlier >= first_opening_ && !within_.is_in(earlier)) connect(node, earlier, FlowNetwork::kUnlimited);
    }
    const auto opened = opening_.find(op);
    if (opened == opening_.end()) return;
    for (const auto& [end, agents] : opened->second) {
      if (end) connect(node, *end, agents);
      if (!end) edges_.push_back({node, kSink, agents});
    }
  }

  Ideal state(const std::vector<bool>& side) const {
    Growth state(order_);
    for (const auto op : version_.in_force.from) state.add(op);
    for (std::size_t i = 0; i < ops_.size(); ++i) {
      if (side[i + 2]) state.add(ops_[i]);
    }
    return state.ideal();
  }

  const Order& order_;
  const QueueVersion& version_;
  Within within_;
  int always_ = 0;                                    // agents who are eligible in every state of the version
  std::vector<std::pair<Op, int>> ending_;            // of windows that are open from the beginning
  std::unordered_map<Op, std::vector<End>> opening_;  // of the others, by the op that opens them
  Op first_opening_ = std::numeric_limits<Op>::max();
  std::unordered_map<Op, int> nodes_;
  std::vector<Op> ops_;  // by node, without source and sink
  std::vector<Edge> edges_;
};

}  // namespace

std::optional<Lowest> fewest_eligible(const Order& order, const QueueVersion& version) {
  return Cut(order, version).lowest();
}

}  // namespace interlock
