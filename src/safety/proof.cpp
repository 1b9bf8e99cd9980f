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

  /// False where a window cannot be ended.
  bool grow(const std::vector<Op>& in_force) {
    for (const auto op : in_force) state_.add(op);
    for (std::size_t i = 0; i < windows_.size(); ++i) {
      if (missing_[i] == 0 && !end(i)) return false;
    }
    // `ops` grows while it is walked through.
    for (std::size_t next = 0; next < state_.ops().size(); ++next) {
      if (!open(state_.ops()[next])) return false;
    }
    return true;
  }

  const Growth& state() const { return state_; }

 private:
  bool open(Op op) {
    const auto found = opens_.find(op);
    if (found == opens_.end()) return true;
    return std::all_of(found->second.begin(), found->second.end(),
                       [&](std::size_t i) { return --missing_[i] > 0 || end(i); });
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

std::optional<Ideal> starving_state(const Order& order, const QueueVersion& version) {
  const Within within(order, version.in_force);
  if (within.is_never()) return std::nullopt;
  std::vector<Window> windows;
  for (const auto& witness : version.eligible) windows.push_back(within(witness.window));
  Starvation starvation(order, windows);
  if (!starvation.grow(version.in_force.from)) return std::nullopt;
  if (holds_any(starvation.state(), version.in_force.until)) return std::nullopt;
  return starvation.state().ideal();
}

}  // namespace interlock
