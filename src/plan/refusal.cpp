#include "plan/refusal.hpp"

#include <algorithm>
#include <deque>
#include <map>

#include "base/pointer.hpp"
#include "base/text.hpp"
#include "codec/json.hpp"
#include "plan/lowering.hpp"
#include "plan/routing.hpp"
#include "plan/stage.hpp"
#include "safety/course.hpp"
#include "safety/playthrough.hpp"

namespace interlock {
namespace {

constexpr std::size_t kMostUnits = 40;
constexpr std::size_t kNamed = 4;  // changes in a message
constexpr std::size_t kEdits = 3;  // of one change

/// What happens to one object, or not at all.
struct Unit {
  Address address;
  std::vector<std::size_t> drafts{};
  std::set<std::string> queues{};  // of which it can change who is eligible
};

/// The skill group of a queue's name states what the queue asks for, and changes with it.
Address unit_address(const Step& step, const LiveState& live, const std::vector<KeyedStep>& drafts) {
  const Address queue{Kind::queue, step.address.name};
  if (step.address.kind != Kind::skill_group || requirement_group(queue) != step.address) return step.address;
  const bool has_queue =
      live.find(queue) != nullptr ||
      std::any_of(drafts.begin(), drafts.end(), [&](const KeyedStep& draft) { return draft.step.address == queue; });
  return has_queue ? queue : step.address;
}

std::vector<Unit> units_of(const std::vector<KeyedStep>& drafts, const LiveState& live, const OrderContext& context) {
  const auto stage = stage_of(context.routing, context.api, steps_of(drafts), context.ids);
  const auto touched = queues_touched(stage.scene, stage.ops());
  std::map<Address, Unit> units;
  for (std::size_t i = 0; i < drafts.size(); ++i) {
    const auto address = unit_address(drafts[i].step, live, drafts);
    auto& unit = units.try_emplace(address, Unit{address}).first->second;
    unit.drafts.push_back(i);
    for (const int queue : touched[i]) unit.queues.insert(stage.queues[static_cast<std::size_t>(queue)]);
  }
  std::vector<Unit> result;
  for (auto& [address, unit] : units) result.push_back(std::move(unit));
  return result;
}

bool share(const std::set<std::string>& a, const std::set<std::string>& b) {
  return std::any_of(a.begin(), a.end(), [&](const auto& name) { return b.contains(name); });
}

/// Those that change the queues, and the queues that they change.
std::vector<Unit> touching(const std::vector<Unit>& units, std::set<std::string>& queues) {
  std::vector<Unit> found;
  std::copy_if(units.begin(), units.end(), std::back_inserter(found),
               [&](const Unit& unit) { return share(unit.queues, queues); });
  for (const auto& unit : found) queues.insert(unit.queues.begin(), unit.queues.end());
  return found;
}

/// Whether some of the units can be ordered without the others.
class Trials {
 public:
  Trials(const std::vector<Unit>& units, const std::vector<KeyedStep>& drafts, const LiveState& live,
         const OrderContext& context)
      : units_(units), drafts_(drafts), live_(live), context_(context) {
    part_.api = context.api;
    part_.ids = context.ids;
    part_.steps = steps_of(chosen(std::vector<bool>(units.size(), true)));
    std::set<std::string> queues;
    for (const auto& unit : units) queues.insert(unit.queues.begin(), unit.queues.end());
    part_.routing = context.routing;
    std::erase_if(part_.routing.queues, [&](const auto& queue) { return !queues.contains(queue.first); });
    keep_candidates(part_);
    for (const auto& touched : context.touched) {
      if (queues.contains(touched.queue->address.name)) touched_.push_back(touched);
    }
  }

  bool conflict(const std::vector<bool>& taken) {
    const auto some = chosen(taken);
    const auto touched = touched_by(steps_of(some));
    const OrderContext order{part_.routing, part_.ids, part_.api, touched, context_.allowed, context_.batches};
    const auto steps = ordered_steps(some, live_, order);
    Problems problems;
    return !prove(steps, {part_.routing, part_.ids, part_.api, touched, context_.allowed}, problems).refused.empty();
  }

 private:
  std::vector<KeyedStep> chosen(const std::vector<bool>& taken) const {
    std::vector<std::size_t> numbers;
    for (std::size_t i = 0; i < units_.size(); ++i) {
      if (taken[i]) numbers.insert(numbers.end(), units_[i].drafts.begin(), units_[i].drafts.end());
    }
    std::sort(numbers.begin(), numbers.end());  // their own order keeps every reference
    std::vector<KeyedStep> some;
    for (const auto number : numbers) some.push_back(drafts_[number]);
    return some;
  }

  /// The queues with the agents that they have before and after these steps alone.
  std::vector<Touched> touched_by(const std::vector<Step>& steps) {
    const auto stage = stage_of(part_.routing, part_.api, steps, part_.ids);
    const auto ops = stage.ops();
    const Course course(stage.scene, ops);
    std::map<std::string, int> numbers;
    for (std::size_t i = 0; i < stage.queues.size(); ++i) numbers.emplace(stage.queues[i], static_cast<int>(i));
    std::vector<Touched> touched;
    for (auto one : touched_) {
      const auto number = numbers.find(one.queue->address.name);
      if (number == numbers.end()) continue;
      one.queue = as_left_by(*one.queue, steps);
      one.before = static_cast<int>(course.before(number->second).size());
      one.after = static_cast<int>(course.after(number->second).size());
      touched.push_back(one);
    }
    return touched;
  }

  /// A queue that the whole plan removes stays where that step is not taken.
  const RosterQueue* as_left_by(const RosterQueue& queue, const std::vector<Step>& steps) {
    const bool goes = std::any_of(steps.begin(), steps.end(), [&](const Step& step) {
      return step.address == queue.address && step.verb == Verb::remove;
    });
    if (queue.after || goes) return &queue;
    auto& staying = staying_.emplace_back(queue);
    staying.after = queue.before;
    return &staying;
  }

  const std::vector<Unit>& units_;
  const std::vector<KeyedStep>& drafts_;
  const LiveState& live_;
  const OrderContext& context_;
  Plan part_;  // what matters to the units
  std::vector<Touched> touched_;
  std::deque<RosterQueue> staying_;
};

/// What hangs together with the refused object, as far as that is few; else nothing.
std::vector<Unit> around(const Refused& refused, const std::vector<Unit>& units, std::set<std::string>& near) {
  if (refused.object.kind == Kind::queue) near.insert(refused.object.name);
  for (const auto& unit : units) {
    if (unit.address == refused.object) near.insert(unit.queues.begin(), unit.queues.end());
  }
  auto reached = near;
  const auto close = touching(units, reached);
  auto all = close;
  for (auto size = all.size() + 1; size != all.size() && all.size() <= kMostUnits;) {
    size = all.size();
    all = touching(units, reached);
  }
  if (all.size() <= kMostUnits) return all;
  return close.size() <= kMostUnits ? close : std::vector<Unit>{};
}

/// The numbers of the units, those first that the refusal is likely to be about: what is near the refused object, and
/// of that what is done in the state that shows it.
std::vector<std::size_t> by_distance(const std::vector<Unit>& units, const std::set<std::string>& near,
                                     const std::set<Address>& in_state) {
  std::vector<std::size_t> numbers;
  for (std::size_t i = 0; i < units.size(); ++i) numbers.push_back(i);
  const auto distance = [&](std::size_t i) {
    return std::pair(!share(units[i].queues, near), !in_state.contains(units[i].address));
  };
  std::stable_sort(numbers.begin(), numbers.end(), [&](auto a, auto b) { return distance(a) < distance(b); });
  return numbers;
}

/// Some units that conflict, as few of the nearest as that takes; nothing where all of them do not. That a few cannot
/// be ordered is seen much sooner than that many cannot.
std::vector<bool> conflicting(Trials& trials, const std::vector<std::size_t>& nearest) {
  std::vector<bool> taken(nearest.size(), false);
  for (std::size_t size = 0; size < nearest.size();) {
    for (const auto next = std::min(nearest.size(), size + size / 2 + 1); size < next; ++size)
      taken[nearest[size]] = true;
    if (trials.conflict(taken)) return taken;
  }
  return {};
}

/// Leaves out one unit after the other, until none can be left out any more. Few rounds: each but the last shrinks.
std::vector<bool> smallest(Trials& trials, const std::vector<std::size_t>& nearest) {
  auto taken = conflicting(trials, nearest);
  for (bool has_shrunk = !taken.empty(); has_shrunk;) {
    has_shrunk = false;
    for (auto next = nearest.rbegin(); next != nearest.rend(); ++next) {
      const auto number = *next;
      if (!taken[number]) continue;
      taken[number] = false;
      taken[number] = !trials.conflict(taken);
      has_shrunk = has_shrunk || !taken[number];
    }
  }
  return taken;
}

Step change_of(const Unit& unit, const std::vector<KeyedStep>& drafts) {
  auto change = drafts[unit.drafts.front()].step;
  change.address = unit.address;
  for (std::size_t i = 1; i < unit.drafts.size(); ++i) {
    const auto& edits = drafts[unit.drafts[i]].step.edits;
    change.edits.insert(change.edits.end(), edits.begin(), edits.end());
  }
  return change;
}

/// "4" of a level, "1 to 2" or "at least 4" of a range, "absent"
std::string side(const std::optional<Value>& value) {
  if (!value) return "absent";
  const auto* level = value->find("level");
  if (level == nullptr) return write_json(*value);
  const auto* max = value->find("max");
  return max != nullptr ? write_json(*level) + " to " + write_json(*max) : "at least " + write_json(*level);
}

/// "levels Billing 1 -> 4", of those that matter to the queues.
std::string edits_in_words(const Step& change, const std::set<std::string>& skills) {
  std::vector<std::string> matter, all;
  for (const auto& edit : change.edits) {
    const auto segments = pointer_segments(edit.path);
    all.push_back(join(segments, " ") + " " + side(edit.before) + " -> " + side(edit.after));
    if (segments.size() > 1 && skills.contains(segments[1])) matter.push_back(all.back());
  }
  auto& shown = matter.empty() ? all : matter;
  const auto more = shown.size() - std::min(kEdits, shown.size());
  shown.resize(shown.size() - more);
  return join(shown, ", ") + (more > 0 ? " and " + plural(more, "other") : "");
}

std::string in_words(const Step& change, const std::set<std::string>& skills) {
  const auto what = quoted(discreet(change));
  if (change.verb == Verb::create) return what + " is created";
  if (change.verb == Verb::remove) return what + " is deleted";
  return what + " " + edits_in_words(change, skills);
}

}  // namespace

Tangle tangle_of(const Refused& refused, const std::vector<Step>& steps, const std::vector<KeyedStep>& drafts,
                 const LiveState& live, const OrderContext& context) {
  std::set<std::string> near;
  const auto units = around(refused, units_of(drafts, live, context), near);
  Tangle tangle;
  std::set<Address> in_state;
  for (const auto op : refused.state) {
    in_state.insert(unit_address(steps[static_cast<std::size_t>(op)], live, drafts));
  }
  Trials trials(units, drafts, live, context);
  const auto taken = smallest(trials, by_distance(units, near, in_state));
  std::set<std::string> queues;
  for (std::size_t i = 0; i < taken.size(); ++i) {
    if (!taken[i]) continue;
    tangle.changes.push_back(change_of(units[i], drafts));
    queues.insert(units[i].queues.begin(), units[i].queues.end());
  }
  tangle.queues.assign(queues.begin(), queues.end());
  std::stable_partition(tangle.queues.begin(), tangle.queues.end(),
                        [&](const std::string& queue) { return queue == refused.object.name; });
  for (const auto& touched : context.touched) {
    if (queues.contains(touched.queue->address.name)) {
      tangle.skills.insert(touched.queue->skills.begin(), touched.queue->skills.end());
    }
  }
  return tangle;
}

void name_changes(const Tangle& tangle, Problem& refusal) {
  const auto& changes = tangle.changes;
  if (changes.empty()) return;
  std::vector<std::string> names;
  refusal.related.clear();
  for (const auto& change : changes) {
    if (names.size() < kNamed) names.push_back(quoted(discreet(change)));
    refusal.related.push_back({change.source, in_words(change, tangle.skills)});
  }
  const auto more = changes.size() - names.size();
  refusal.message += changes.size() == 1 ? "; this change cannot be ordered: " : "; these changes cannot be ordered: ";
  refusal.message += join(names, ", ") + (more > 0 ? " and " + plural(more, "other") : "");
}

}  // namespace interlock
