#include "safety/proof.hpp"

#include <algorithm>
#include <unordered_map>

namespace interlock {
namespace {

bool holds_any(const Growth& state, const std::vector<Op>& ops) {
  return std::any_of(ops.begin(), ops.end(), [&](Op op) { return state.contains(op); });
}

/// Grows the smallest state in which no window holds: where all that opens a window is in, what ends it must be in too.
class Starvation {
 public:
  Starvation(const Order& order, const std::vector<Window>& windows) : state_(order), windows_(windows) {
    for (std::size_t i = 0; i < windows.size(); ++i) {
      missing_.push_back(windows[i].from.size());
      for (const auto op : windows[i].from) opens_[op].push_back(i);
    }
  }

  /// The window that cannot be ended, or nothing.
  std::optional<std::size_t> grow(const std::vector<Op>& in_force) {
    for (const auto op : in_force) state_.add(op);
    for (std::size_t i = 0; i < windows_.size(); ++i) {
      if (missing_[i] == 0 && !end(i)) return i;
    }
    // `ops` grows while it is walked through.
    for (std::size_t next = 0; next < state_.ops().size(); ++next) {
      if (const auto open = this->open(state_.ops()[next])) return open;
    }
    return std::nullopt;
  }

  const Growth& state() const { return state_; }

 private:
  std::optional<std::size_t> open(Op op) {
    const auto found = opens_.find(op);
    if (found == opens_.end()) return std::nullopt;
    for (const auto i : found->second) {
      if (--missing_[i] == 0 && !end(i)) return i;
    }
    return std::nullopt;
  }
  bool end(std::size_t i) {
    if (windows_[i].until.empty()) return false;
    if (windows_[i].until.size() == 1) state_.add(windows_[i].until.front());
    return true;
  }

  Growth state_;
  const std::vector<Window>& windows_;
  std::vector<std::size_t> missing_;  // by window: of the ops that open it
  std::unordered_map<Op, std::vector<std::size_t>> opens_;
};

}  // namespace

Cover cover_of(const Order& order, const QueueVersion& version) {
  const auto& [from, until] = version.in_force;
  const Within within(order, version.in_force);
  if (within.is_never()) return ByOp{until.front()};
  std::vector<Window> windows;
  for (const auto& witness : version.eligible) windows.push_back(within(witness.window));
  Starvation starvation(order, windows);
  if (const auto window = starvation.grow(from)) return ByAgent{version.eligible[*window].agent};
  const auto replaced =
      std::find_if(until.begin(), until.end(), [&](Op op) { return starvation.state().contains(op); });
  if (replaced != until.end()) return ByOp{*replaced};
  return starvation.state().ideal();
}

std::optional<Ideal> starving_state(const Order& order, const QueueVersion& version) {
  const auto cover = cover_of(order, version);
  const auto* state = std::get_if<Ideal>(&cover);
  return state != nullptr ? std::optional(*state) : std::nullopt;
}

std::optional<Ideal> common_state(const Order& order, const Window& a, const Window& b) {
  Growth state(order);
  for (const auto* window : {&a, &b}) {
    for (const auto op : window->from) state.add(op);
  }
  if (holds_any(state, a.until) || holds_any(state, b.until)) return std::nullopt;
  return state.ideal();
}

}  // namespace interlock
