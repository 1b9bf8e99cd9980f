#include "every_state.hpp"

#include <algorithm>
#include <limits>

namespace interlock::checker::testing {
namespace {

State bit(int op) { return State{1} << op; }

/// Everything that can name a skill: as the step that would write it.
std::vector<Op> holders(bool is_published) {
  std::vector<Op> all;
  for (int profile = 0; profile <= kAgents; ++profile) all.push_back({.what = What::profile, .index = profile});
  for (int queue = 0; queue <= kQueues; ++queue) {
    all.push_back({.what = is_published ? What::group : What::queue, .index = queue});
  }
  return all;
}

bool names(const World& world, const Op& holder, int skill) {
  if (holder.what == What::profile) return slot(slot(world.levels, holder.index), skill) != 0;
  const auto& queue = slot(world.queues, holder.index);
  const bool is_there = holder.what == What::group ? queue.has_group : queue.exists;
  return is_there && slot(queue.needs, skill).min != 0;
}

bool names_anew(const RandomEdit& edit, int skill) {
  if (edit.index != skill) return false;
  if (edit.field == Field::level) return edit.before == 0 && edit.after != 0;
  return edit.field == Field::need && edit.need_before.min == 0 && edit.need_after.min != 0;
}

bool is_about(const RandomEdit& edit, int skill) {
  return edit.index == skill && (edit.field == Field::level || edit.field == Field::need);
}

bool writes(const Op& op, const Op& holder) { return op.what == holder.what && op.index == holder.index; }

}  // namespace

EveryState::EveryState(const RandomPlan& plan) : plan_(plan) {
  const auto count = static_cast<int>(plan.ops.size());
  for (State state = 0; state < bit(count); ++state) {
    World world = plan.start;
    bool is_possible = true;
    for (int op = 0; op < count; ++op) {
      if ((state & bit(op)) == 0) continue;
      for (const int earlier : slot(plan.ops, op).after) is_possible = is_possible && (state & bit(earlier)) != 0;
      take(world, slot(plan.ops, op));
    }
    if (!is_possible) continue;
    states_.push_back(state);
    worlds_.push_back(world);
  }
}

State EveryState::closure(State steps) const {
  for (int op = static_cast<int>(plan_.ops.size()) - 1; op >= 0; --op) {
    if ((steps & bit(op)) == 0) continue;
    for (const int earlier : slot(plan_.ops, op).after) steps |= bit(earlier);
  }
  return steps;
}

int EveryState::agents(std::size_t index, int queue) const {
  int count = 0;
  for (int agent = 0; agent < kAgents; ++agent) {
    count += is_eligible(worlds_[index], plan_.is_published, queue, agent) ? 1 : 0;
  }
  return count;
}

bool EveryState::is_within(State state, int from, int until) const {
  const bool is_open = from < 0 || (state & bit(from)) != 0;
  return is_open && (until >= static_cast<int>(plan_.ops.size()) || (state & bit(until)) == 0);
}

int EveryState::fewest(int queue, int from, int until) const {
  int fewest = std::numeric_limits<int>::max();
  for (std::size_t i = 0; i < states_.size(); ++i) {
    if (is_within(states_[i], from, until)) fewest = std::min(fewest, agents(i, queue));
  }
  return fewest;
}

bool EveryState::is_throughout(int queue, int agent, int from, int until) const {
  for (std::size_t i = 0; i < states_.size(); ++i) {
    if (is_within(states_[i], from, until) && !is_eligible(worlds_[i], plan_.is_published, queue, agent)) return false;
  }
  return true;
}

int EveryState::promised(int queue) const {
  const int before = agents(0, queue);
  const int after = agents(states_.size() - 1, queue);
  if (before == 0 || after == 0 || !slot(last().queues, queue).exists) return 0;
  return std::min({before, after, std::max(1, slot(plan_.floors, queue))});
}

bool EveryState::breaks_coverage() const {
  for (int queue = 0; queue < kQueues; ++queue) {
    if (fewest(queue, -1, std::numeric_limits<int>::max()) < promised(queue)) return true;
  }
  return false;
}

bool EveryState::breaks_precision() const {
  for (int queue = 0; queue < kQueues; ++queue) {
    for (int agent = 0; agent < kAgents; ++agent) {
      if (is_eligible(plan_.start, plan_.is_published, queue, agent)) continue;
      if (is_eligible(last(), plan_.is_published, queue, agent)) continue;
      for (const auto& world : worlds_) {
        if (is_eligible(world, plan_.is_published, queue, agent)) return true;
      }
    }
  }
  return false;
}

bool EveryState::breaks_limits() const {
  for (const auto& world : worlds_) {
    for (int profile = 0; profile <= kAgents; ++profile) {
      if (size_of(world, profile) > std::max(kLimit, size_of(plan_.start, profile))) return true;
    }
  }
  return false;
}

bool EveryState::names_what_is_gone(std::size_t index, const Op& holder, int skill) const {
  if (!names(worlds_[index], holder, skill)) return false;
  bool is_written = false;  // some step is about the two
  bool is_new = false;      // one that is in made the holder name the skill
  bool comes = false;       // the skill is made or switched on by a step
  for (std::size_t i = 0; i < plan_.ops.size(); ++i) {
    const auto& op = plan_.ops[i];
    if (op.what == What::skill && op.index == skill) {
      comes = comes || op.verb == Verb::create || (op.verb == Verb::update && op.edits.front().after != 0);
    }
    if (!writes(op, holder)) continue;
    is_written = is_written || op.verb == Verb::remove;
    for (const auto& edit : op.edits) {
      is_written = is_written || is_about(edit, skill);
      is_new = is_new || ((states_[index] >> i & 1) != 0 && names_anew(edit, skill));
    }
  }
  const auto first = slot(plan_.start.skills, skill);
  const auto now = slot(worlds_[index].skills, skill);
  if (comes) return now != SkillState::enabled && (is_new || !names(plan_.start, holder, skill));
  if (now == SkillState::missing) return first != SkillState::missing;
  return now == SkillState::disabled && first == SkillState::enabled && is_written;
}

bool EveryState::breaks_references() const {
  for (const auto& holder : holders(plan_.is_published)) {
    for (int skill = 0; skill < kSkills; ++skill) {
      for (std::size_t i = 0; i < states_.size(); ++i) {
        if (names_what_is_gone(i, holder, skill)) return true;
      }
    }
  }
  return false;
}

}  // namespace interlock::checker::testing
