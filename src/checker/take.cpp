// What steps change in a centre. One row for each kind and field that matters to routing.
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "checker/centre.hpp"
#include "checker/fields.hpp"

namespace interlock::checker {
namespace {

/// A step that is being carried out.
struct Taking {
  Centre& centre;
  const Document& document;
  const Step& step;
  Problems& problems;
  Touched touched{};

  void unclear(const std::string& what) { problems.push_back(malformed(told(step) + ' ' + what)); }
  Reader reader() const { return Reader(problems, std::string(step.id)); }
};

bool keeps(const Taking& taking) { return taking.step.verb != Verb::remove; }

// Levels

Levels* levels_of(Centre& centre, const Step& step) {
  if (step.kind == "profile") return &centre.profiles[std::string(step.name)];
  const auto agent = centre.agents.find(step.object_id);
  return agent != centre.agents.end() ? &agent->second.levels : nullptr;
}

/// Whether the profile held the skill before the edit: what an earlier step or the facts say, else what the edit says.
bool was_held(const Taking& taking, const Edit& edit, const Levels* levels) {
  const auto object = taking.step.object();
  const auto known = taking.centre.known.find(object);
  if (known != taking.centre.known.end() && known->second.contains(edit.path[1])) {
    return taking.centre.held[object].contains(edit.path[1]);
  }
  return edit.before != nullptr || (levels != nullptr && levels->contains(edit.path[1]));
}

void count_level(Taking& taking, const Edit& edit, const Levels* levels) {
  const auto object = taking.step.object();
  const auto size = taking.centre.sizes.find(object);
  if (size == taking.centre.sizes.end()) {
    if (taking.step.verb != Verb::create) return taking.unclear("changes a profile whose size no fact tells");
    taking.centre.sizes[object] = 0;
  }
  const bool was = was_held(taking, edit, levels);
  taking.centre.sizes[object] += int{edit.after != nullptr} - int{was};
  taking.centre.known[object].insert(edit.path[1]);
  if (edit.after != nullptr) {
    taking.centre.held[object].insert(edit.path[1]);
  } else {
    taking.centre.held[object].erase(edit.path[1]);
  }
}

void set_level(Taking& taking, const Edit& edit) {
  if (edit.path.size() != 2) return taking.unclear("changes levels as a whole, which this check cannot judge");
  auto* levels = levels_of(taking.centre, taking.step);
  count_level(taking, edit, levels);
  if (levels == nullptr) return;  // nobody who is eligible for a queue of the facts
  if (edit.after != nullptr) {
    (*levels)[edit.path[1]] = taking.reader().hundredths(*edit.after);
  } else {
    levels->erase(edit.path[1]);
  }
  taking.touched.levels.emplace_back(taking.step.object(), edit.path[1]);
}

// What queues ask

void set_whole_range(const Taking& taking, const Edit& edit, Requires& needed) {
  if (edit.after == nullptr) {
    needed.erase(edit.path[1]);
    return;
  }
  const auto reader = taking.reader();
  const auto* map = reader.map(*edit.after);
  if (map == nullptr) return;
  Range range;
  if (const auto* level = map->find("level")) range.level = reader.hundredths(*level);
  const auto* max = map->find("max");
  if (max != nullptr && !max->is<Null>()) range.max = reader.hundredths(*max);
  needed[edit.path[1]] = range;
}

void set_bound(const Taking& taking, const Edit& edit, Range& range) {
  std::optional<int> bound;
  if (edit.after != nullptr) bound = taking.reader().hundredths(*edit.after);
  if (edit.path[2] == "max") {
    range.max = bound;
  } else {
    range.level = bound.value_or(0);
  }
}

void set_range(Taking& taking, const Edit& edit, Requires& needed) {
  if (edit.path.size() == 2) return set_whole_range(taking, edit, needed);
  const bool is_bound = edit.path.size() == 3 && (edit.path[2] == "level" || edit.path[2] == "max");
  if (!is_bound) return taking.unclear("changes what is required in a way that this check cannot judge");
  set_bound(taking, edit, needed[edit.path[1]]);
}

/// The queue of the step's name, if it is one of the facts. Its skill group may outlive it.
Queue* known_queue(Taking& taking) {
  const auto found = taking.centre.queues.find(taking.step.name);
  return found != taking.centre.queues.end() ? &found->second : nullptr;
}

/// That queue, if it is still there.
Queue* queue_of(Taking& taking) {
  auto* queue = known_queue(taking);
  return queue != nullptr && !queue->is_gone ? queue : nullptr;
}

void touch_ask(Taking& taking) { taking.touched.asks.emplace_back(taking.step.name); }

void set_queue_range(Taking& taking, const Edit& edit) {
  auto* queue = queue_of(taking);
  if (queue == nullptr || !keeps(taking)) return;
  if (taking.centre.is_published) return taking.unclear("changes what is required beside the queue's skill group");
  set_range(taking, edit, queue->needed);
  touch_ask(taking);
}

void set_group_range(Taking& taking, const Edit& edit) {
  auto* queue = known_queue(taking);
  if (queue == nullptr || !keeps(taking)) return;
  set_range(taking, edit, queue->group.needed);
  touch_ask(taking);
}

void set_conditions(Taking& taking, const Edit& edit) {
  auto* queue = known_queue(taking);
  if (queue == nullptr || !keeps(taking)) return;
  queue->group.is_legible = edit.after == nullptr;
  touch_ask(taking);
}

void attach(Taking& taking, const Edit& edit) {
  auto* queue = queue_of(taking);
  if (queue == nullptr || !keeps(taking)) return;
  if (edit.path.size() != 2) return taking.unclear("changes the groups as a whole, which this check cannot judge");
  if (edit.path[1] != "skill_group/" + std::string(taking.step.name)) return;  // nobody is counted for it
  queue->group.is_attached = edit.after != nullptr;
  touch_ask(taking);
}

// Members

void set_member(Taking& taking, const Edit& edit) {
  auto* queue = queue_of(taking);
  if (queue == nullptr || !keeps(taking)) return;
  if (edit.path.size() != 2) return taking.unclear("changes the members as a whole, which this check cannot judge");
  const auto* id = taking.document.ids != nullptr ? taking.document.ids->find("user/" + edit.path[1]) : nullptr;
  const auto* text = id != nullptr ? id->as<std::string>() : nullptr;
  if (text == nullptr) return taking.unclear("changes a member whose id no fact tells");
  if (edit.after != nullptr) {
    queue->members.insert(*text);
  } else {
    queue->members.erase(*text);
  }
  taking.touched.memberships.emplace_back(std::string(taking.step.name), *text);
}

// Skills

void enable(Taking& taking, const Edit& edit) {
  if (!keeps(taking)) return;
  taking.centre.skills[std::string(taking.step.name)] = edit.after == nullptr || taking.reader().flag(*edit.after);
}

// What comes and goes as a whole

void change_skill(Taking& taking) {
  if (taking.step.verb == Verb::create) taking.centre.skills[std::string(taking.step.name)] = true;
  if (taking.step.verb == Verb::remove) taking.centre.skills.erase(std::string(taking.step.name));
  taking.touched.skills.emplace_back(taking.step.name);
}

void change_queue(Taking& taking) {
  auto* queue = queue_of(taking);
  if (queue == nullptr || taking.step.verb != Verb::remove) return;
  queue->is_gone = true;
  touch_ask(taking);
}

void change_group(Taking& taking) {
  auto* queue = known_queue(taking);
  if (queue == nullptr || taking.step.verb == Verb::update) return;
  // A group that comes is attached by the queue's own step, a group that goes is not attached any more.
  queue->group = {};
  touch_ask(taking);
}

struct FieldRow {
  std::string_view kind;
  std::string_view field;
  void (*set)(Taking&, const Edit&);
};
constexpr std::array kFields{
    FieldRow{"user", "levels", set_level},
    FieldRow{"profile", "levels", set_level},
    FieldRow{"skill", "enabled", enable},
    FieldRow{"queue", "requires", set_queue_range},
    FieldRow{"queue", "member_groups", attach},
    FieldRow{"queue", "members", set_member},
    FieldRow{"skill_group", "requires", set_group_range},
    FieldRow{"skill_group", "skill_conditions", set_conditions},
};

struct KindRow {
  std::string_view kind;
  void (*change)(Taking&);
};
constexpr std::array kKinds{
    KindRow{"skill", change_skill},
    KindRow{"queue", change_queue},
    KindRow{"skill_group", change_group},
};

const FieldRow* row_of(const Step& step, const Edit& edit) {
  const auto found = std::find_if(kFields.begin(), kFields.end(), [&](const auto& row) {
    return row.kind == step.kind && !edit.path.empty() && edit.path.front() == row.field;
  });
  return found != kFields.end() ? &*found : nullptr;
}

}  // namespace

Ask ask_of(const Centre& centre, const Queue& queue) {
  if (queue.is_gone) return {.is_gone = true};
  if (!centre.is_published) return {.by_levels = true, .needed = queue.needed};
  const auto& group = queue.group;
  if (!group.is_attached || !group.is_legible || group.needed.empty()) return {};
  return {.by_levels = true, .needed = group.needed};
}

Touched take(Centre& centre, const Document& document, const Step& step, Problems& problems) {
  Taking taking{centre, document, step, problems};
  for (const auto& row : kKinds) {
    if (row.kind == step.kind) row.change(taking);
  }
  for (const auto& edit : step.edits) {
    const auto* row = row_of(step, edit);
    if (row == nullptr) continue;
    if (edit.path.size() < 2 && row->set != enable && row->set != set_conditions) {
      taking.unclear("changes " + quoted(edit.path.front()) + " as a whole, which this check cannot judge");
      continue;
    }
    row->set(taking, edit);
  }
  return std::move(taking.touched);
}

bool touches_routing(const Step& step) {
  const bool has_field = std::any_of(step.edits.begin(), step.edits.end(),
                                     [&](const auto& edit) { return row_of(step, edit) != nullptr; });
  const bool takes_away = step.verb == Verb::remove && std::any_of(kKinds.begin(), kKinds.end(), [&](const auto& row) {
                            return row.kind == step.kind;
                          });
  return has_field || takes_away;
}

}  // namespace interlock::checker
