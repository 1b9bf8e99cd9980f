#include "safety/course.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "safety/at.hpp"

namespace interlock {
namespace {

/// The chain's next state; an op that changes it twice leads to one.
template <class State>
decltype(auto) next(Chain<State>& chain, Op op) {
  if (chain.ops.empty() || chain.ops.back() != op) {
    chain.ops.push_back(op);
    chain.states.push_back(chain.states.back());
  }
  return chain.states.back();
}

/// The window of the run [first, end) of a chain's states.
Window run(const std::vector<Op>& ops, std::size_t first, std::size_t end) {
  Window window;
  if (first > 0) window.from.push_back(ops[first - 1]);
  if (end <= ops.size()) window.until.push_back(ops[end - 1]);
  return window;
}

/// The runs of numbers for which something is so.
template <class IsSo>
std::vector<std::pair<std::size_t, std::size_t>> runs(std::size_t count, const IsSo& is_so) {
  std::vector<std::pair<std::size_t, std::size_t>> found;
  for (std::size_t i = 0; i < count; ++i) {
    if (!is_so(i)) continue;
    if (found.empty() || found.back().second != i) found.emplace_back(i, i);
    found.back().second = i + 1;
  }
  return found;
}

std::vector<Window> windows_of(const Chain<bool>& chain, bool wanted) {
  std::vector<Window> windows;
  for (const auto& [first, end] : runs(chain.states.size(), [&](std::size_t i) { return chain.states[i] == wanted; })) {
    windows.push_back(run(chain.ops, first, end));
  }
  return windows;
}

std::vector<Window> in_both(const std::vector<Window>& a, const std::vector<Window>& b) {
  std::vector<Window> found;
  for (const auto& one : a) {
    for (const auto& other : b) found.push_back(both(one, other));
  }
  return found;
}

bool serves(std::optional<int> level, const Requirement& requirement) {
  return level && *level >= requirement.level && *level <= requirement.max.value_or(*level);
}

}  // namespace

Course::Course(const Scene& scene, std::span<const Effects> ops)
    : scene_(scene),
      end_(scene),
      candidates_(interlock::candidates(scene, ops)),
      levels_(scene.profiles.size()),
      members_(scene.queues.size()) {
  for (const bool is_usable : scene.usable) usable_.push_back({{is_usable}, {}});
  for (const auto& queue : scene.queues) asked_.push_back({{{queue.exists, &queue.asks}}, {}});
  for (std::size_t op = 0; op < ops.size(); ++op) {
    for (const auto& effect : ops[op]) {
      enter(static_cast<Op>(op), effect);
      apply(end_, effect);
    }
  }
}

void Course::enter(Op op, const Effect& effect) {
  struct Entry {
    Course& course;
    Op op;
    void operator()(const SetLevel& change) const {
      at(course.levels_, change.profile).push_back({op, change.skill, change.level});
    }
    void operator()(const Resize&) const {}
    void operator()(const SetAsked& change) const { next(at(course.asked_, change.queue), op).second = &change.asks; }
    void operator()(const SetMember& change) const { at(course.members_, change.queue).emplace_back(op, change); }
    void operator()(const SetUsable& change) const { next(at(course.usable_, change.skill), op) = change.is_usable; }
    void operator()(const SetExists& change) const { next(at(course.asked_, change.queue), op).first = change.exists; }
  };
  std::visit(Entry{*this, op}, effect);
}

std::vector<int> Course::eligible(const Scene& scene, int queue) const {
  std::vector<int> found;
  for (const int agent : candidates(queue)) {
    if (is_eligible(scene, agent, queue)) found.push_back(agent);
  }
  return found;
}

std::vector<int> Course::entitled(int queue) const {
  const auto first = before(queue), last = after(queue);
  std::vector<int> found;
  std::set_union(first.begin(), first.end(), last.begin(), last.end(), std::back_inserter(found));
  return found;
}

std::vector<AskedVersion> Course::asked(int queue) const {
  const auto& chain = at(asked_, queue);
  std::vector<AskedVersion> versions;
  for (std::size_t i = 0; i < chain.states.size(); ++i) {
    if (chain.states[i].first) versions.push_back({run(chain.ops, i, i + 1), chain.states[i].second});
  }
  return versions;
}

/// The levels of the skills that are asked for, as the ops change them.
Course::Levels Course::levels(int profile, const Asked& asks) const {
  Levels chain{{{}}, {}};
  for (const auto& requirement : asks) {
    chain.states.front().push_back(level_of(at(scene_.profiles, profile), requirement.skill));
  }
  for (const auto& change : at(levels_, profile)) {
    for (std::size_t i = 0; i < asks.size(); ++i) {
      if (asks[i].skill == change.skill) next(chain, change.op)[i] = change.level;
    }
  }
  return chain;
}

/// The agent's levels meet the requirements in boxes of personal by shared versions. Those that follow one another with
/// the same personal versions are one.
std::vector<Window> Course::by_levels(const Asked& asks, int agent) const {
  struct Box {
    std::pair<std::size_t, std::size_t> personal, shared;
  };
  const auto& profiles = at(scene_.agents, agent);
  const auto own = levels(profiles.personal, asks);
  const auto common =
      profiles.shared ? levels(*profiles.shared, asks) : Levels{{std::vector<std::optional<int>>(asks.size())}, {}};
  std::vector<Box> boxes;
  for (std::size_t j = 0; j < common.states.size(); ++j) {
    const auto is_met = [&](std::size_t i) {
      for (std::size_t r = 0; r < asks.size(); ++r) {
        if (!serves(own.states[i][r] ? own.states[i][r] : common.states[j][r], asks[r])) return false;
      }
      return true;
    };
    for (const auto& personal : runs(own.states.size(), is_met)) {
      const auto before = std::find_if(boxes.begin(), boxes.end(), [&](const Box& box) {
        return box.personal == personal && box.shared.second == j;
      });
      if (before != boxes.end()) before->shared.second = j + 1;
      if (before == boxes.end()) boxes.push_back({personal, {j, j + 1}});
    }
  }
  std::vector<Window> found;
  for (const auto& [personal, shared] : boxes) {
    found.push_back(both(run(own.ops, personal.first, personal.second), run(common.ops, shared.first, shared.second)));
  }
  return found;
}

std::vector<Window> Course::usable(const Asked& asks) const {
  std::vector<Window> windows{Window()};
  for (const auto& requirement : asks) {
    const auto& chain = at(usable_, requirement.skill);
    if (chain.ops.empty() && chain.states.front()) continue;
    windows = in_both(windows, windows_of(chain, true));
  }
  return windows;
}

/// Who is a direct member serves whatever the levels are, and by levels before and afterwards.
std::vector<Window> Course::windows(int queue, const std::optional<Asked>& asks, int agent) const {
  const auto& scene = at(scene_.queues, queue);
  Chain<bool> direct{{std::binary_search(scene.direct.begin(), scene.direct.end(), agent)}, {}};
  for (const auto& [op, change] : at(members_, queue)) {
    if (change.agent == agent) next(direct, op) = change.is_direct;
  }
  auto found = windows_of(direct, true);
  const bool is_let_in = !scene.only || std::binary_search(scene.only->begin(), scene.only->end(), agent);
  if (!asks || !is_let_in) return found;
  const auto levels = by_levels(*asks, agent);
  if (levels.empty()) return found;
  for (auto& window : in_both(in_both(windows_of(direct, false), usable(*asks)), levels)) {
    found.push_back(std::move(window));
  }
  return found;
}

QueueVersion Course::version(int queue, const AskedVersion& asked) const {
  QueueVersion version{.in_force = asked.in_force, .eligible = {}};
  for (const int agent : candidates(queue)) {
    for (auto& window : windows(queue, *asked.asks, agent)) version.eligible.push_back({std::move(window), 1, agent});
  }
  return version;
}

}  // namespace interlock
