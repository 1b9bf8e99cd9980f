#include "plan/stage.hpp"

#include <algorithm>

#include "base/pointer.hpp"
#include "model/level.hpp"
#include "plan/routing_after.hpp"

namespace interlock {
namespace {

/// Small numbers for names, in the order in which they come.
class Numbers {
 public:
  int of(const std::string& name) {
    const auto [found, is_new] = numbers_.try_emplace(name, static_cast<int>(names_.size()));
    if (is_new) names_.push_back(name);
    return found->second;
  }
  std::optional<int> find(const std::string& name) const {
    const auto found = numbers_.find(name);
    return found != numbers_.end() ? std::optional(found->second) : std::nullopt;
  }
  std::vector<std::string> names() && { return std::move(names_); }

 private:
  std::map<std::string, int> numbers_;
  std::vector<std::string> names_;
};

/// The edits below a field, as edits of a map that holds only that.
std::vector<FieldEdit> edits_below(const Step& step, std::string_view prefix) {
  std::vector<FieldEdit> edits;
  std::copy_if(step.edits.begin(), step.edits.end(), std::back_inserter(edits),
               [&](const FieldEdit& edit) { return edit.path.starts_with(prefix); });
  return edits;
}

constexpr std::string_view kRequires = "/requires";
constexpr std::string_view kLevels = "/levels/";
constexpr std::string_view kMembers = "/members/";

class Builder {
 public:
  Builder(const Routing& routing, Api api, std::span<const Step> steps, const std::map<Address, ResourceId>& ids)
      : routing_(routing), api_(api), ids_(ids) {
    for (const auto& [name, queue] : routing.queues) add_skills(queue.asks.value_or(Map()));
    for (const auto& step : steps) {
      for (const auto& edit : edits_below(step, kRequires)) add_skills(edit);
    }
    add_agents();
    for (const auto& [name, queue] : routing.queues) add_queue(name, queue);
    for (const auto& step : steps) stage_.drafts.push_back(draft(step));
  }

  Stage built() && {
    stage_.scene.usable.resize(static_cast<std::size_t>(usable_));
    stage_.agents = std::move(agents_).names();
    stage_.queues = std::move(queues_).names();
    return std::move(stage_);
  }

 private:
  void add_skill(const std::string& name) {
    const int number = skills_.of(name);
    if (number < usable_) return;
    const auto found = routing_.skills.find(name);
    stage_.scene.usable.push_back(found != routing_.skills.end() && found->second);
    ++usable_;
  }
  void add_skills(const Map& asks) {
    for (const auto [key, value] : asks) add_skill(key.name);
  }
  void add_skills(const FieldEdit& edit) {
    const auto segments = pointer_segments(edit.path);
    if (segments.size() > 1) return add_skill(segments[1]);
    if (edit.after && edit.after->is<Map>()) add_skills(*edit.after->as<Map>());
  }

  int add_profile(const std::string& name, const Map& levels) {
    const int number = profiles_.of(name);
    if (number < static_cast<int>(stage_.scene.profiles.size())) return number;
    HeldLevels held;
    for (const auto [key, value] : levels) {
      const auto skill = skills_.find(key.name);
      const auto level = hundredths(value);
      if (skill && level) held.push_back({*skill, *level});
    }
    std::sort(held.begin(), held.end());
    stage_.scene.profiles.push_back(std::move(held));
    stage_.scene.sizes.push_back(0);
    return number;
  }
  static std::string shared_name(const std::string& profile) { return "profile/" + profile; }
  static std::string personal_name(const std::string& id) { return "user/" + id; }

  void add_agents() {
    for (const auto& [name, levels] : routing_.profiles) add_profile(shared_name(name), levels);
    for (const auto& [id, agent] : routing_.agents) {
      agents_.of(id);
      Profiles profiles{add_profile(personal_name(id), agent.levels), {}};
      if (routing_.profiles.contains(agent.shared)) profiles.shared = profiles_.find(shared_name(agent.shared));
      stage_.scene.agents.push_back(profiles);
    }
  }

  std::vector<int> numbers_of(const std::vector<std::string>& ids) const {
    std::vector<int> numbers;
    for (const auto& id : ids) {
      if (const auto number = agents_.find(id)) numbers.push_back(*number);
    }
    std::sort(numbers.begin(), numbers.end());
    return numbers;
  }

  void add_queue(const std::string& name, const RoutedQueue& queue) {
    queues_.of(name);
    now_[name] = queue;
    SceneQueue scene{.exists = queue.exists, .asks = asked(queue)};
    if (queue.members && api_ == Api::guide) scene.only = numbers_of(*queue.members);
    if (queue.members && api_ == Api::published) scene.direct = numbers_of(*queue.members);
    stage_.scene.queues.push_back(std::move(scene));
  }

  /// Nobody serves a queue of the published API by requirements that are not stated.
  std::optional<Asked> asked(const RoutedQueue& queue) const {
    const bool is_nobody = api_ == Api::published && (!queue.is_attached || queue.asks.value_or(Map()).empty());
    if (is_nobody) return std::nullopt;
    Asked asks;
    for (const auto [key, value] : queue.asks.value_or(Map())) {
      const auto* level = value.find("level");
      const auto* max = value.find("max");
      asks.push_back({.skill = *skills_.find(key.name),
                      .level = level != nullptr ? hundredths(*level).value_or(0) : 0,
                      .max = max != nullptr ? hundredths(*max) : std::nullopt});
    }
    return asks;
  }

  Draft draft(const Step& step) {
    if (!is_profile(step.address.kind)) return {{effects(step)}, false};
    std::vector<Effects> parts;
    for (const auto& edit : step.edits) parts.push_back(level_effects(step, edit));
    const bool is_divisible = std::all_of(step.edits.begin(), step.edits.end(),
                                          [](const FieldEdit& edit) { return edit.path.starts_with(kLevels); });
    if (is_divisible && !parts.empty()) return {std::move(parts), true};
    Effects all;
    for (auto& part : parts) all.insert(all.end(), part.begin(), part.end());
    return {{std::move(all)}, false};
  }

  /// The profile of a step that changes levels; that of somebody who is no agent counts for its size alone.
  int profile_of(const Step& step) {
    const auto name =
        step.address.kind == Kind::user ? personal_name(step.object_id.value) : shared_name(step.address.name);
    const int number = add_profile(name, Map());
    const auto size = routing_.sizes.find(step.address);
    if (size != routing_.sizes.end() && sized_.try_emplace(number, true).second) {
      stage_.scene.sizes[static_cast<std::size_t>(number)] = size->second;
    }
    return number;
  }

  Effects level_effects(const Step& step, const FieldEdit& edit) {
    if (!edit.path.starts_with(kLevels)) return {};
    const int profile = profile_of(step);
    Effects effects;
    const auto skill = skills_.find(pointer_segments(edit.path).back());
    if (skill) effects.push_back(SetLevel{profile, *skill, edit.after ? hundredths(*edit.after) : std::nullopt});
    if (edit.before.has_value() != edit.after.has_value()) effects.push_back(Resize{profile, edit.after ? 1 : -1});
    return effects;
  }

  Effects effects(const Step& step) {
    switch (step.address.kind) {
      case Kind::skill:
        return skill_effects(step);
      case Kind::queue:
        return queue_effects(step);
      case Kind::skill_group:
        return group_effects(step);
      default:
        return {};
    }
  }

  Effects skill_effects(const Step& step) const {
    const auto skill = skills_.find(step.address.name);
    if (!skill) return {};
    const auto enabled = std::find_if(step.edits.begin(), step.edits.end(),
                                      [](const FieldEdit& edit) { return edit.path == "/enabled"; });
    if (step.verb == Verb::remove) return {SetUsable{*skill, false}};
    if (enabled != step.edits.end()) return {SetUsable{*skill, enabled->after != Value(false)}};
    return step.verb == Verb::create ? Effects{SetUsable{*skill, true}} : Effects{};
  }

  Effects queue_effects(const Step& step) {
    const auto& name = step.address.name;
    const auto known = queues_.find(name);
    if (!known && step.verb != Verb::create) return {};
    Effects effects;
    if (step.verb == Verb::create) {
      if (!known) stage_.scene.queues.push_back({.exists = false, .asks = asked(now_[name])});
      effects.push_back(SetExists{queues_.of(name), true});
    }
    const int queue = queues_.of(name);
    if (step.verb == Verb::remove) return {SetExists{queue, false}};
    add_asked(effects, queue, step);
    add_members(effects, queue, step);
    return effects;
  }

  void add_asked(Effects& effects, int queue, const Step& step) {
    auto& now = now_[step.address.name];
    const auto before = asked(now);
    take_in(now, step, api_, ids_);
    if (asked(now) != before) effects.push_back(SetAsked{queue, asked(now)});
  }

  void add_members(Effects& effects, int queue, const Step& step) const {
    for (const auto& edit : edits_below(step, kMembers)) {
      const auto id = ids_.find({Kind::user, pointer_segments(edit.path)[1]});
      const auto agent = id != ids_.end() ? agents_.find(id->second.value) : std::nullopt;
      if (agent && api_ == Api::published) effects.push_back(SetMember{queue, *agent, edit.after.has_value()});
    }
  }

  /// The skill group of a queue's name states what the queue asks for, also before the queue is there.
  Effects group_effects(const Step& step) {
    auto& now = now_[step.address.name];
    const auto before = asked(now);
    take_in(now, step, api_, ids_);
    const auto queue = queues_.find(step.address.name);
    return queue && asked(now) != before ? Effects{SetAsked{*queue, asked(now)}} : Effects{};
  }

  const Routing& routing_;
  Api api_;
  const std::map<Address, ResourceId>& ids_;
  Stage stage_;
  Numbers skills_, profiles_, agents_, queues_;
  int usable_ = 0;                          // skills that the scene has
  std::map<std::string, RoutedQueue> now_;  // queues as the steps change them, by name
  std::map<int, bool> sized_;
};

}  // namespace

std::vector<Effects> Stage::ops() const {
  std::vector<Effects> ops;
  for (const auto& draft : drafts) {
    auto& effects = ops.emplace_back();
    for (const auto& part : draft.parts) effects.insert(effects.end(), part.begin(), part.end());
  }
  return ops;
}

Stage stage_of(const Routing& routing, Api api, std::span<const Step> steps, const std::map<Address, ResourceId>& ids) {
  return Builder(routing, api, steps, ids).built();
}

}  // namespace interlock
