// The largest flow from one node to another: shortest augmenting paths, all of one length at a time.
#pragma once

#include <cstddef>
#include <vector>

namespace interlock::checker {

class Flow {
 public:
  static constexpr int kSource = 0;
  static constexpr int kSink = 1;
  static constexpr int kUnbounded = 1 << 30;

  Flow() : first_(2, kEnd) {}

  int add_node();
  void add_edge(int from, int to, int capacity);

  /// Pushes all that goes through; its value is the smallest cut.
  int push();
  /// After `push`: what the source still reaches, its side of the cut.
  bool is_with_source(int node) const { return levels_[static_cast<std::size_t>(node)] != kUnseen; }

 private:
  static constexpr int kEnd = -1;
  static constexpr int kUnseen = -1;
  struct Edge {
    int to = 0;
    int capacity = 0;
    int next = kEnd;  // of the same node; the reverse edge is the one beside it
  };

  void link(int from, int to, int capacity);
  bool find_levels();
  int augment();
  bool advance(std::vector<int>& path);

  std::vector<Edge> edges_;
  std::vector<int> first_;    // edge of each node
  std::vector<int> current_;  // edge of each node that may still lead on
  std::vector<int> levels_;   // distance from the source
};

}  // namespace interlock::checker
