#include "support/small_scope.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

namespace interlock::testing {
namespace {

constexpr int kNone = 0;  // what is asked of a skill, or held of it

/// What a queue asks of one skill: nothing, at least a level, or a level between two.
struct Range {
  int low = kNone, high = kNone;
  friend auto operator<=>(const Range&, const Range&) = default;
};
/// What a queue asks for, by skill.
struct Asks {
  bool is_nobody = false;  // nobody serves by levels
  std::vector<Range> ranges{};
  friend auto operator<=>(const Asks&, const Asks&) = default;
};
struct QueueChange {
  Asks before{}, after{};
  friend auto operator<=>(const QueueChange&, const QueueChange&) = default;
};
/// A skill before and after.
struct Use {
  bool before = true, after = true;
  friend auto operator<=>(const Use&, const Use&) = default;
};
/// What all scenes of a group have.
struct Group {
  std::vector<QueueChange> queues{};
  std::vector<Use> skills{};
  friend auto operator<=>(const Group&, const Group&) = default;
};

using Levels = std::vector<int>;  // by skill
struct LevelsChange {
  Levels before{}, after{};
};
struct AgentChange {
  LevelsChange levels{};
  bool is_sharing = false;
  bool is_let_in = true;  // each queue restricted to some agents has this one among them
  bool direct_before = false, direct_after = false;
};

/// All ways to choose one of each list.
template <class Item>
std::vector<std::vector<Item>> product(const std::vector<std::vector<Item>>& lists) {
  std::vector<std::vector<Item>> found{{}};
  for (const auto& list : lists) {
    std::vector<std::vector<Item>> longer;
    for (const auto& begun : found) {
      for (const auto& item : list) {
        longer.push_back(begun);
        longer.back().push_back(item);
      }
    }
    found = std::move(longer);
  }
  return found;
}

template <class Item>
std::vector<Item> repeated(int count, const Item& item) {
  return std::vector<Item>(static_cast<std::size_t>(count), item);
}

template <class Item>
std::vector<Item> pick(const std::vector<Item>& items, const std::vector<int>& places) {
  std::vector<Item> picked;
  for (const int place : places) picked.push_back(items[static_cast<std::size_t>(place)]);
  return picked;
}

std::vector<Range> ranges_of(const Scope& scope) {
  std::vector<Range> ranges{{}};
  for (int low = 1; low <= scope.highest; ++low) {
    ranges.push_back({low, kNone});
    for (int high = low; scope.with_max && high < scope.highest; ++high) ranges.push_back({low, high});
  }
  return ranges;
}

std::vector<QueueChange> queue_changes(const Scope& scope) {
  const auto ranges = ranges_of(scope);
  std::vector<Asks> asks;
  for (auto& some : product(repeated(scope.skills, ranges))) asks.push_back({false, std::move(some)});
  if (scope.with_direct) asks.push_back({true, repeated(scope.skills, Range())});
  std::vector<QueueChange> changes;
  for (const auto& before : asks) {
    for (const auto& after : asks) changes.push_back({before, after});
  }
  return changes;
}

std::vector<Use> uses_of(const Scope& scope) {
  if (!scope.with_unusable) return {{}};
  return {{true, true}, {true, false}, {false, true}, {false, false}};
}

/// By skill: the levels at which the group's requirements begin to hold, or cease to.
std::vector<std::set<int>> borders_of(const Group& group) {
  std::vector<std::set<int>> borders(group.skills.size());
  for (const auto& queue : group.queues) {
    for (const auto* asks : {&queue.before, &queue.after}) {
      for (std::size_t skill = 0; skill < borders.size(); ++skill) {
        const auto& [low, high] = asks->ranges[skill];
        if (low == kNone) continue;
        borders[skill].insert(low);
        if (high != kNone) borders[skill].insert(high + 1);
      }
    }
  }
  return borders;
}

/// Whether each level that something asks for is told apart from the one below, so that no smaller one would do.
bool is_compact(const Group& group) {
  for (const auto& borders : borders_of(group)) {
    if (!borders.empty() && *borders.rbegin() != static_cast<int>(borders.size())) return false;
  }
  return true;
}

/// The first of those that are the same but for the names of queues and skills.
bool is_first(const Group& group) {
  if (!std::is_sorted(group.queues.begin(), group.queues.end())) return false;
  std::vector<int> places(group.skills.size());
  std::iota(places.begin(), places.end(), 0);
  while (std::next_permutation(places.begin(), places.end())) {
    Group renamed{group.queues, pick(group.skills, places)};
    for (auto& queue : renamed.queues) {
      queue.before.ranges = pick(queue.before.ranges, places);
      queue.after.ranges = pick(queue.after.ranges, places);
    }
    std::sort(renamed.queues.begin(), renamed.queues.end());
    if (renamed < group) return false;
  }
  return true;
}

std::vector<LevelsChange> levels_changes(const Group& group) {
  std::vector<std::vector<int>> choices;
  for (const auto& borders : borders_of(group)) {
    choices.emplace_back(borders.size() + 1);
    std::iota(choices.back().begin(), choices.back().end(), kNone);
  }
  const auto all = product(choices);
  std::vector<LevelsChange> changes;
  for (const auto& before : all) {
    for (const auto& after : all) changes.push_back({before, after});
  }
  return changes;
}

std::vector<bool> either(bool is_wanted) { return is_wanted ? std::vector{false, true} : std::vector{false}; }

std::vector<AgentChange> agent_changes(const Group& group, const Scope& scope) {
  std::vector<AgentChange> changes;
  for (const auto& levels : levels_changes(group)) {
    for (const bool is_sharing : either(scope.with_shared)) {
      for (const bool is_kept_out : either(scope.with_only)) {
        for (const bool before : either(scope.with_direct)) {
          for (const bool after : either(scope.with_direct)) {
            changes.push_back({levels, is_sharing, !is_kept_out, before, after});
          }
        }
      }
    }
  }
  return changes;
}

/// A scene and the drafts of its changes.
class Builder {
 public:
  Builder(const Group& group, const std::vector<const AgentChange*>& agents, const LevelsChange* shared)
      : group_(group), agents_(agents) {
    for (const auto& skill : group.skills) made_.scene.usable.push_back(skill.before);
    for (const auto* agent : agents) add_agent(*agent);
    if (shared != nullptr) share(*shared);
    for (const auto& queue : group.queues) add_queue(queue);
    for (std::size_t i = 0; i < agents.size(); ++i) change_levels(static_cast<int>(i), agents[i]->levels);
    if (shared != nullptr) change_levels(static_cast<int>(agents.size()), *shared);
    for (std::size_t i = 0; i < group.skills.size(); ++i) change_skill(static_cast<int>(i));
    for (std::size_t i = 0; i < group.queues.size(); ++i) change_queue(static_cast<int>(i));
  }
  Changing made() && { return std::move(made_); }

 private:
  int add_profile(const Levels& levels) {
    HeldLevels held;
    for (std::size_t skill = 0; skill < levels.size(); ++skill) {
      if (levels[skill] != kNone) held.push_back({static_cast<int>(skill), levels[skill]});
    }
    made_.scene.sizes.push_back(static_cast<int>(held.size()));
    made_.scene.profiles.push_back(std::move(held));
    return static_cast<int>(made_.scene.profiles.size()) - 1;
  }
  void add_agent(const AgentChange& agent) { made_.scene.agents.push_back({add_profile(agent.levels.before), {}}); }
  void share(const LevelsChange& shared) {
    const int profile = add_profile(shared.before);
    for (std::size_t i = 0; i < agents_.size(); ++i) {
      if (agents_[i]->is_sharing) made_.scene.agents[i].shared = profile;
    }
  }

  static std::optional<Asked> asked(const Asks& asks) {
    if (asks.is_nobody) return std::nullopt;
    Asked asked;
    for (std::size_t skill = 0; skill < asks.ranges.size(); ++skill) {
      const auto& [low, high] = asks.ranges[skill];
      if (low != kNone)
        asked.push_back({.skill = static_cast<int>(skill),
                         .level = low,
                         .max = high != kNone ? std::optional(high) : std::nullopt});
    }
    return asked;
  }

  void add_queue(const QueueChange& change) {
    SceneQueue queue{.exists = true, .asks = asked(change.before)};
    std::vector<int> only;
    for (std::size_t i = 0; i < agents_.size(); ++i) {
      if (agents_[i]->direct_before) queue.direct.push_back(static_cast<int>(i));
      if (agents_[i]->is_let_in) only.push_back(static_cast<int>(i));
    }
    if (only.size() < agents_.size()) queue.only = only;
    made_.scene.queues.push_back(std::move(queue));
    made_.floors.push_back(1);
  }

  void add(std::vector<Effects> parts, bool is_divisible) {
    if (!parts.empty()) made_.drafts.push_back({std::move(parts), is_divisible});
  }

  void change_levels(int profile, const LevelsChange& levels) {
    std::vector<Effects> parts;
    for (std::size_t skill = 0; skill < levels.before.size(); ++skill) {
      const int was = levels.before[skill], is = levels.after[skill];
      if (was == is) continue;
      Effects effects{SetLevel{profile, static_cast<int>(skill), is == kNone ? std::nullopt : std::optional(is)}};
      if ((was == kNone) != (is == kNone)) effects.push_back(Resize{profile, is == kNone ? -1 : 1});
      parts.push_back(std::move(effects));
    }
    add(std::move(parts), true);
  }
  void change_skill(int skill) {
    const auto& [before, after] = group_.skills[static_cast<std::size_t>(skill)];
    if (before != after) add({{SetUsable{skill, after}}}, false);
  }
  void change_queue(int queue) {
    for (std::size_t i = 0; i < agents_.size(); ++i) {
      const auto& agent = *agents_[i];
      if (agent.direct_before == agent.direct_after) continue;
      add({{SetMember{queue, static_cast<int>(i), agent.direct_after}}}, false);
    }
    const auto& [before, after] = group_.queues[static_cast<std::size_t>(queue)];
    if (before != after) add({{SetAsked{queue, asked(after)}}}, false);
  }

  const Group& group_;
  const std::vector<const AgentChange*>& agents_;
  Changing made_;
};

/// Calls `look` with so many of the items, each choice once whatever the order.
template <class Item, class Look>
void each_choice(const std::vector<Item>& items, std::size_t count, std::vector<const Item*>& chosen, std::size_t first,
                 const Look& look) {
  if (chosen.size() == count) return look();
  for (std::size_t i = first; i < items.size(); ++i) {
    chosen.push_back(&items[i]);
    each_choice(items, count, chosen, i, look);
    chosen.pop_back();
  }
}

}  // namespace

class SmallScope::Enumeration {
 public:
  explicit Enumeration(const Scope& scope) : scope_(scope) {
    const auto skills = product(repeated(scope.skills, uses_of(scope)));
    for (auto& queues : product(repeated(scope.queues, queue_changes(scope)))) {
      for (const auto& uses : skills) {
        Group group{queues, uses};
        if (is_compact(group) && is_first(group)) groups_.push_back(std::move(group));
      }
    }
  }

  std::int64_t groups() const { return static_cast<std::int64_t>(groups_.size()); }

  void each(std::int64_t number, const std::function<void(const Changing&, std::int64_t)>& look) const {
    const auto& group = groups_[static_cast<std::size_t>(number)];
    const auto options = agent_changes(group, scope_);
    const auto shared = scope_.with_shared ? levels_changes(group) : std::vector<LevelsChange>();
    std::vector<const AgentChange*> agents;
    std::int64_t scene = 0;
    each_choice(options, static_cast<std::size_t>(scope_.agents), agents, 0, [&] {
      if (shared.empty()) look(Builder(group, agents, nullptr).made(), scene++);
      for (const auto& levels : shared) look(Builder(group, agents, &levels).made(), scene++);
    });
  }

 private:
  Scope scope_;
  std::vector<Group> groups_;
};

const std::vector<Scope>& scopes() {
  static const std::vector<Scope> scopes{
      {.name = "minimums_0_1", .agents = 3, .queues = 2, .skills = 2, .highest = 1},
      {.name = "max", .agents = 2, .queues = 1, .skills = 2, .highest = 2, .with_max = true},
      {.name = "max_of_one_skill", .agents = 3, .queues = 2, .skills = 1, .highest = 3, .with_max = true},
      {.name = "direct_members", .agents = 2, .queues = 1, .skills = 2, .highest = 2, .with_direct = true},
      {.name = "restricted_members", .agents = 2, .queues = 1, .skills = 2, .highest = 2, .with_only = true},
      {.name = "disabled_skills", .agents = 2, .queues = 1, .skills = 2, .highest = 2, .with_unusable = true},
      {.name = "a_shared_profile", .agents = 2, .queues = 2, .skills = 2, .highest = 1, .with_shared = true},
      {.name = "a_third_skill", .agents = 2, .queues = 1, .skills = 3, .highest = 2},
      {.name = "minimums_0_2", .agents = 3, .queues = 2, .skills = 2, .highest = 2},
  };
  return scopes;
}

const Scope* find_scope(const std::string& name) {
  const auto found = std::find_if(scopes().begin(), scopes().end(), [&](const Scope& one) { return one.name == name; });
  return found != scopes().end() ? &*found : nullptr;
}

SmallScope::SmallScope(const Scope& scope) : enumeration_(std::make_unique<Enumeration>(scope)) {}
SmallScope::~SmallScope() = default;
std::int64_t SmallScope::groups() const { return enumeration_->groups(); }
void SmallScope::each(std::int64_t group, const std::function<void(const Changing&, std::int64_t)>& look) const {
  enumeration_->each(group, look);
}

}  // namespace interlock::testing
