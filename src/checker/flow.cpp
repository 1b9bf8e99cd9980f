#include "checker/flow.hpp"

#include <algorithm>

namespace interlock::checker {
namespace {

template <class T>
auto& slot(T& all, int index) {
  return all[static_cast<std::size_t>(index)];
}

}  // namespace

int Flow::add_node() {
  first_.push_back(kEnd);
  return static_cast<int>(first_.size()) - 1;
}

void Flow::link(int from, int to, int capacity) {
  edges_.push_back({to, capacity, slot(first_, from)});
  slot(first_, from) = static_cast<int>(edges_.size()) - 1;
}

void Flow::add_edge(int from, int to, int capacity) {
  link(from, to, capacity);
  link(to, from, 0);
}

int Flow::push() {
  int total = 0;
  while (find_levels()) {
    current_ = first_;
    while (const int more = augment()) total += more;
  }
  return total;
}

bool Flow::find_levels() {
  levels_.assign(first_.size(), kUnseen);
  std::vector<int> queue{kSource};
  levels_[kSource] = 0;
  for (std::size_t next = 0; next < queue.size(); ++next) {
    const int node = queue[next];
    for (int edge = slot(first_, node); edge != kEnd; edge = slot(edges_, edge).next) {
      const auto& [to, capacity, unused] = slot(edges_, edge);
      if (capacity == 0 || slot(levels_, to) != kUnseen) continue;
      slot(levels_, to) = slot(levels_, node) + 1;
      queue.push_back(to);
    }
  }
  return levels_[kSink] != kUnseen;
}

/// One step along the levels; or back, where nothing leads on. `path` holds edges.
bool Flow::advance(std::vector<int>& path) {
  const int node = path.empty() ? kSource : slot(edges_, path.back()).to;
  for (int& edge = slot(current_, node); edge != kEnd; edge = slot(edges_, edge).next) {
    const auto& [to, capacity, unused] = slot(edges_, edge);
    if (capacity == 0 || slot(levels_, to) != slot(levels_, node) + 1) continue;
    path.push_back(edge);
    return true;
  }
  if (path.empty()) return false;
  path.pop_back();
  auto& tried = slot(current_, path.empty() ? kSource : slot(edges_, path.back()).to);
  tried = slot(edges_, tried).next;
  return true;
}

int Flow::augment() {
  std::vector<int> path;
  while (path.empty() || slot(edges_, path.back()).to != kSink) {
    if (!advance(path)) return 0;
  }
  int least = kUnbounded;
  for (const int edge : path) least = std::min(least, slot(edges_, edge).capacity);
  for (const int edge : path) {
    slot(edges_, edge).capacity -= least;
    slot(edges_, edge ^ 1).capacity += least;
  }
  return least;
}

}  // namespace interlock::checker
