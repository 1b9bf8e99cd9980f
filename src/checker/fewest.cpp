#include "checker/fewest.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "checker/flow.hpp"

namespace interlock::checker {
namespace {

using Ends = std::pair<At, At>;  // what begins and what ends a window; kStart, kNever

void sort_unique(std::vector<At>& steps) {
  std::sort(steps.begin(), steps.end());
  steps.erase(std::unique(steps.begin(), steps.end()), steps.end());
}

/// The steps of which it matters whether they are in, as nodes of a network. A step that is in needs what it waits for
/// in: an edge that cannot be cut, from an ender to each beginner that it waits for. Where these are many, the way goes
/// through the steps between, along the edges of the plan.
class Network {
 public:
  Network(const Frame& frame, const std::map<Ends, int>& windows, std::size_t many_pairs)
      : frame_(frame), nodes_(frame.order.size(), kAway) {
    for (const auto& [ends, count] : windows) {
      mark(ends.first, ends.second);
    }
    sort_unique(begins_);
    sort_unique(enders_);
    const bool is_dense = begins_.size() * enders_.size() > many_pairs;
    if (is_dense) mark_between();
    number();
    if (is_dense) {
      follow_edges();
    } else {
      follow_pairs();
    }
    for (const auto& [ends, count] : windows) flow_.add_edge(node(ends.first), node(ends.second), count);
  }

  int fewest() { return flow_.push(); }

  std::vector<At> state() const {
    std::vector<At> in;
    for (const At step : ends_) {
      if (flow_.is_with_source(node(step))) in.push_back(step);
    }
    return in;
  }

 private:
  static constexpr int kAway = -1;
  static constexpr int kMarked = -2;

  int node(At step) const {
    if (step == kStart) return Flow::kSource;
    return step == kNever ? Flow::kSink : nodes_[static_cast<std::size_t>(step)];
  }
  bool is_marked(At step) const { return nodes_[static_cast<std::size_t>(step)] == kMarked; }
  void mark(At step) { nodes_[static_cast<std::size_t>(step)] = kMarked; }

  void mark(At begins, At ends) {
    for (const At step : {begins, ends}) {
      if (step == kStart || step == kNever || is_marked(step)) continue;
      mark(step);
      ends_.push_back(step);
    }
    if (begins != kStart) begins_.push_back(begins);
    if (ends != kNever) enders_.push_back(ends);
  }

  void mark_between() {
    if (begins_.empty() || enders_.empty()) return;
    const auto low = *std::min_element(begins_.begin(), begins_.end());
    const auto high = *std::max_element(enders_.begin(), enders_.end());
    if (low >= high) return;
    const auto leads_up = above(low, high);
    const auto leads_down = below(low, high);
    for (At step = low; step <= high; ++step) {
      const auto index = static_cast<std::size_t>(step - low);
      if (leads_up[index] && leads_down[index]) mark(step);
    }
  }

  /// Of the steps from low to high those that wait for a beginner, or are one.
  std::vector<bool> above(At low, At high) const {
    std::vector<bool> found(static_cast<std::size_t>(high - low) + 1);
    for (const At step : begins_) {
      if (step <= high) found[static_cast<std::size_t>(step - low)] = true;
    }
    for (At step = low; step <= high; ++step) {
      for (const At earlier : frame_.order.direct(step)) {
        if (earlier < low) break;
        if (found[static_cast<std::size_t>(earlier - low)]) found[static_cast<std::size_t>(step - low)] = true;
      }
    }
    return found;
  }

  /// Those that an ender waits for, or are one.
  std::vector<bool> below(At low, At high) const {
    std::vector<bool> found(static_cast<std::size_t>(high - low) + 1);
    for (const At step : enders_) {
      if (step >= low) found[static_cast<std::size_t>(step - low)] = true;
    }
    for (At step = high; step >= low; --step) {
      if (!found[static_cast<std::size_t>(step - low)]) continue;
      for (const At earlier : frame_.order.direct(step)) {
        if (earlier < low) break;
        found[static_cast<std::size_t>(earlier - low)] = true;
      }
    }
    return found;
  }

  void number() {
    for (At step = 0; step < static_cast<At>(nodes_.size()); ++step) {
      if (is_marked(step)) nodes_[static_cast<std::size_t>(step)] = flow_.add_node();
    }
  }

  void follow_edges() {
    for (At step = 0; step < static_cast<At>(nodes_.size()); ++step) {
      if (node(step) == kAway) continue;
      for (const At earlier : frame_.order.direct(step)) {
        if (node(earlier) != kAway) flow_.add_edge(node(step), node(earlier), Flow::kUnbounded);
      }
    }
  }

  void follow_pairs() {
    for (const At late : enders_) {
      for (const At early : begins_) {
        if (late != early && frame_.order.waits(late, early)) flow_.add_edge(node(late), node(early), Flow::kUnbounded);
      }
    }
  }

  const Frame& frame_;
  std::vector<int> nodes_;  // of each step
  std::vector<At> begins_;
  std::vector<At> enders_;
  std::vector<At> ends_;  // all of both, each once
  Flow flow_;
};

/// How many windows have the same two ends.
std::map<Ends, int> counted(const std::vector<Presence>& presences, bool& is_exact) {
  std::map<Ends, int> windows;
  for (const auto& presence : presences) {
    is_exact = is_exact && !presence.is_unclear;
    for (const auto& window : presence.windows) {
      if (window.from.size() > 1 || window.until.size() > 1) {
        is_exact = false;
        continue;
      }
      ++windows[{window.from.empty() ? kStart : window.from.front(),
                 window.until.empty() ? kNever : window.until.front()}];
    }
  }
  return windows;
}

}  // namespace

Fewest fewest_in(const Frame& frame, const std::vector<Presence>& presences, std::size_t many_pairs) {
  Fewest fewest;
  auto windows = counted(presences, fewest.is_exact);
  const auto always = windows.extract({kStart, kNever});
  if (!always.empty()) fewest.agents = always.mapped();
  if (!windows.empty()) {
    Network network(frame, windows, many_pairs);
    fewest.agents += network.fewest();
    fewest.state = network.state();
  }
  fewest.state.push_back(frame.from);
  return fewest;
}

}  // namespace interlock::checker
