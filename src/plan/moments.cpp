#include "plan/moments.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "base/pointer.hpp"
#include "diff/diff.hpp"
#include "plan/lowering.hpp"
#include "plan/versions.hpp"

namespace interlock {
namespace {

std::size_t at(Op op) { return static_cast<std::size_t>(op); }

bool edits_below(const Step& step, std::string_view path) {
  return std::any_of(step.edits.begin(), step.edits.end(),
                     [&](const FieldEdit& edit) { return edit.path.starts_with(path); });
}

/// The steps between two versions of a chain, as the opening and the end of a run [first, end).
Window run(const std::vector<Op>& ops, std::size_t first, std::size_t end) {
  Window window;
  if (first > 0) window.from.push_back(ops[first - 1]);
  if (end <= ops.size()) window.until.push_back(ops[end - 1]);
  return window;
}

/// The runs of versions for which something is so.
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

std::vector<Window> in_both(const std::vector<Window>& a, const std::vector<Window>& b) {
  std::vector<Window> found;
  for (const auto& one : a) {
    for (const auto& other : b) found.push_back(both(one, other));
  }
  return found;
}

/// Whether a skill is there and enabled after a step on it, from whether it was before.
bool is_usable_after(const Step& step, bool was) {
  if (step.verb != Verb::update) return step.verb == Verb::create;
  for (const auto& edit : step.edits) {
    if (edit.path == "/enabled") return edit.after != Value(false);
  }
  return was;
}

/// The requirements as they ask for levels; whether the skills can be used is a matter of time.
std::vector<Requirement> of_levels(std::vector<Requirement> requirements, const Roster& roster) {
  for (auto& requirement : requirements) requirement.usable = !roster.skill_name(requirement.skill).empty();
  return requirements;
}

}  // namespace

Moments::Moments(const std::vector<Step>& steps, const Roster& roster, const LiveState& live)
    : steps_(steps), roster_(roster), live_(live), order_(steps.size()) {
  std::map<std::string_view, Op> numbers;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    for (const auto& earlier : steps[i].after) order_[i].push_back(numbers.at(earlier));
    numbers.emplace(steps[i].id, static_cast<Op>(i));
    ops_[steps[i].address].push_back(static_cast<Op>(i));
  }
}

Moments::Chain Moments::chain(const Address& profile) const {
  const auto* object = live_.find(profile);
  Map fields{{"levels", Value(levels_of(object != nullptr ? &object->fields : nullptr))}};
  Chain chain{{levels_of(&fields)}, {}};
  const auto found = ops_.find(profile);
  if (found == ops_.end()) return chain;
  for (const auto op : found->second) {
    std::vector<FieldEdit> edits;
    for (const auto& edit : steps_[at(op)].edits) {
      if (edit.path.starts_with("/levels")) edits.push_back(edit);
    }
    if (edits.empty()) continue;
    fields = edited(std::move(fields), edits);
    chain.versions.push_back(levels_of(&fields));
    chain.ops.push_back(op);
  }
  return chain;
}

const Moments::Held& Moments::held(const Agent& agent) {
  const auto [found, is_new] = held_.try_emplace(&agent);
  auto& held = found->second;
  if (!is_new) return held;
  const auto personal = chain(agent.user->address);
  const auto shared = chain({Kind::profile, shared_profile_of(agent.user->fields)});
  for (const auto& own : personal.versions) {
    held.levels.emplace_back();
    for (const auto& common : shared.versions) held.levels.back().push_back(roster_.held(own, common));
  }
  held.personal = personal.ops;
  held.shared = shared.ops;
  return held;
}

/// The agent's levels meet the requirements in boxes of personal by shared versions. Those that follow one another with
/// the same personal versions are one.
std::vector<Window> Moments::windows(const Agent& agent, const std::vector<Requirement>& requirements) {
  struct Box {
    std::pair<std::size_t, std::size_t> personal, shared;
  };
  const auto& held = this->held(agent);
  std::vector<Box> boxes;
  for (std::size_t j = 0; j <= held.shared.size(); ++j) {
    const auto is_met = [&](std::size_t i) { return meets(held.levels[i][j], requirements); };
    for (const auto& personal : runs(held.levels.size(), is_met)) {
      const auto before = std::find_if(boxes.begin(), boxes.end(), [&](const Box& box) {
        return box.personal == personal && box.shared.second == j;
      });
      if (before != boxes.end()) before->shared.second = j + 1;
      if (before == boxes.end()) boxes.push_back({personal, {j, j + 1}});
    }
  }
  std::vector<Window> found;
  for (const auto& [personal, shared] : boxes) {
    found.push_back(
        both(run(held.personal, personal.first, personal.second), run(held.shared, shared.first, shared.second)));
  }
  return found;
}

std::vector<Window> Moments::usable(const Address& skill) const {
  const auto* object = live_.find(skill);
  std::vector<bool> is_usable{interlock::is_usable(object != nullptr ? &object->fields : nullptr)};
  const auto found = ops_.find(skill);
  const auto ops = found != ops_.end() ? found->second : std::vector<Op>();
  for (const auto op : ops) is_usable.push_back(is_usable_after(steps_[at(op)], is_usable.back()));
  std::vector<Window> windows;
  for (const auto& [first, end] : runs(is_usable.size(), [&](std::size_t i) { return is_usable[i]; })) {
    windows.push_back(run(ops, first, end));
  }
  return windows;
}

std::vector<Window> Moments::usable(const std::vector<Requirement>& requirements) const {
  std::vector<Window> windows{Window()};
  for (const auto& requirement : requirements) {
    if (requirement.usable) windows = in_both(windows, usable({Kind::skill, roster_.skill_name(requirement.skill)}));
  }
  return windows;
}

/// The step that puts the new requirements in force: on the published API the one that attaches or detaches the skill
/// group, else the one that changes it.
std::vector<Op> Moments::switches(const RosterQueue& queue) const {
  const auto group = requirement_group(queue.address);
  const std::pair<Address, std::string> places[] = {{queue.address, "/requires"},
                                                    {queue.address, pointer({"member_groups", membership(group)})},
                                                    {group, "/requires"}};
  for (const auto& [address, path] : places) {
    const auto found = ops_.find(address);
    if (found == ops_.end()) continue;
    for (const auto op : found->second) {
      if (edits_below(steps_[at(op)], path)) return {op};
    }
  }
  return {};
}

void Moments::add_everybody(QueueVersion& version, const RosterQueue& queue,
                            const std::vector<Requirement>& requirements) {
  const auto wanted = of_levels(requirements, roster_);
  add_by_levels(version, queue, wanted);
  add_direct(version, queue, wanted);
}

void Moments::add_by_levels(QueueVersion& version, const RosterQueue& queue, const std::vector<Requirement>& wanted) {
  const auto times = usable(wanted);
  const auto steady = static_cast<int>(roster_.steady(queue, wanted).size());
  for (const auto& time : times) {
    if (steady > 0) version.eligible.push_back({time, steady});
  }
  for (const auto* agent : roster_.changing(queue)) {
    for (auto& window : in_both(times, windows(*agent, wanted))) version.eligible.push_back({std::move(window)});
  }
}

/// When the members are direct ones, and serve whatever they hold.
std::map<std::string, Window> Moments::memberships(const RosterQueue& queue) const {
  std::map<std::string, Window> windows;
  for (const auto& user : queue.direct_before) windows.emplace(user, Window());
  for (const auto& user : queue.direct_after) windows.emplace(user, Window());
  const auto found = ops_.find(queue.address);
  for (const auto op : found != ops_.end() ? found->second : std::vector<Op>()) {
    for (const auto& edit : steps_[at(op)].edits) {
      const auto segments = pointer_segments(edit.path);
      const auto window = segments.size() == 2 && segments[0] == "members" ? windows.find(segments[1]) : windows.end();
      if (window == windows.end()) continue;
      (edit.after ? window->second.from : window->second.until).push_back(op);
    }
  }
  return windows;
}

/// Who joins or leaves can serve by levels before and afterwards.
void Moments::add_direct(QueueVersion& version, const RosterQueue& queue, const std::vector<Requirement>& wanted) {
  for (const auto& [user, member] : memberships(queue)) {
    version.eligible.push_back({member});
    std::vector<Window> apart;
    if (!member.from.empty()) apart.push_back({.until = member.from});
    if (!member.until.empty()) apart.push_back({.from = member.until});
    for (auto& window : in_both(in_both(apart, usable(wanted)), windows(*roster_.find(user), wanted))) {
      version.eligible.push_back({std::move(window)});
    }
  }
}

std::vector<QueueVersion> Moments::versions(const RosterQueue& queue) {
  const auto ops = switches(queue);
  std::vector<QueueVersion> versions{{.in_force = {.until = ops}}};
  add_everybody(versions.back(), queue, *queue.before);
  if (!ops.empty()) {
    versions.push_back({.in_force = {.from = ops}});
    add_everybody(versions.back(), queue, *queue.after);
  }
  return versions;
}

}  // namespace interlock
