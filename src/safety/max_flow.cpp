#include "safety/max_flow.hpp"

#include <algorithm>
#include <deque>

namespace interlock {

void FlowNetwork::connect(int from, int to, std::int64_t capacity) {
  at(from).push_back({to, capacity, at(to).size()});
  at(to).push_back({from, 0, at(from).size() - 1});
}

bool FlowNetwork::rank(int source, int sink) {
  rank_.assign(edges_.size(), -1);
  rank_[static_cast<std::size_t>(source)] = 0;
  std::deque<int> waiting{source};
  while (!waiting.empty()) {
    const int node = waiting.front();
    waiting.pop_front();
    for (const auto& edge : at(node)) {
      auto& rank = rank_[static_cast<std::size_t>(edge.to)];
      if (edge.left == 0 || rank >= 0) continue;
      rank = rank_[static_cast<std::size_t>(node)] + 1;
      waiting.push_back(edge.to);
    }
  }
  return rank_[static_cast<std::size_t>(sink)] >= 0;
}

/// One path along rising ranks; without recursion, since a path can be as long as the plan.
std::int64_t FlowNetwork::push_path(int source, int sink) {
  std::vector<Edge*> path;
  int node = source;
  while (node != sink) {
    auto& next = next_[static_cast<std::size_t>(node)];
    auto& edges = at(node);
    while (next < edges.size() && (edges[next].left == 0 || rank_[static_cast<std::size_t>(edges[next].to)] !=
                                                                rank_[static_cast<std::size_t>(node)] + 1)) {
      ++next;
    }
    if (next < edges.size()) {
      path.push_back(&edges[next]);
      node = edges[next].to;
    } else if (path.empty()) {
      return 0;
    } else {
      node = at(path.back()->to)[path.back()->back].to;
      ++next_[static_cast<std::size_t>(node)];
      path.pop_back();
    }
  }
  std::int64_t amount = kUnlimited;
  for (const auto* edge : path) amount = std::min(amount, edge->left);
  for (auto* edge : path) {
    edge->left -= amount;
    at(edge->to)[edge->back].left += amount;
  }
  return amount;
}

std::int64_t FlowNetwork::push(int source, int sink) {
  std::int64_t total = 0;
  while (rank(source, sink)) {
    next_.assign(edges_.size(), 0);
    while (const auto amount = push_path(source, sink)) total += amount;
  }
  return total;
}

std::vector<bool> FlowNetwork::source_side(int source) const {
  std::vector<bool> side(edges_.size());
  std::vector<int> waiting{source};
  side[static_cast<std::size_t>(source)] = true;
  while (!waiting.empty()) {
    const auto node = static_cast<std::size_t>(waiting.back());
    waiting.pop_back();
    for (const auto& edge : edges_[node]) {
      if (edge.left == 0 || side[static_cast<std::size_t>(edge.to)]) continue;
      side[static_cast<std::size_t>(edge.to)] = true;
      waiting.push_back(edge.to);
    }
  }
  return side;
}

}  // namespace interlock
