// Maximum flow and minimum cut by Dinic's algorithm (Dinitz 1970), with integral capacities.
#pragma once

#include <cstdint>
#include <vector>

namespace interlock {

class FlowNetwork {
 public:
  /// So much that no cut through it is ever the smallest.
  static constexpr std::int64_t kUnlimited = std::int64_t{1} << 40;

  explicit FlowNetwork(int nodes) : edges_(static_cast<std::size_t>(nodes)) {}

  void connect(int from, int to, std::int64_t capacity);
  /// Pushes as much as fits; to be called once.
  std::int64_t push(int source, int sink);
  /// After `push`: the nodes on the source's side of a minimum cut, the smallest such side.
  std::vector<bool> source_side(int source) const;

 private:
  struct Edge {
    int to;
    std::int64_t left;
    std::size_t back;  // the index of the reverse edge among those of `to`
  };
  std::vector<Edge>& at(int node) { return edges_[static_cast<std::size_t>(node)]; }
  bool rank(int source, int sink);
  std::int64_t push_path(int source, int sink);

  std::vector<std::vector<Edge>> edges_;
  std::vector<int> rank_;          // by node: its distance from the source, -1 where it cannot be reached
  std::vector<std::size_t> next_;  // by node: the first edge that may still lead on
};

}  // namespace interlock
