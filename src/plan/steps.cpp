#include "plan/steps.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <tuple>

#include "base/pointer.hpp"
#include "diff/diff.hpp"
#include "model/level.hpp"

namespace interlock {
namespace {

/// Why a step stands in its phase: one sentence a row, for people. The first row that fits says it.
struct Reason {
  Phase phase;
  Verb verb;
  std::string_view text;
  std::optional<Kind> kind{};
};
constexpr std::array kReasons{
    Reason{Phase::prepare, Verb::create, "created before anything refers to it"},
    Reason{Phase::prepare, Verb::update, "updated before anything depends on it"},
    Reason{Phase::expand, Verb::update, "what joins a queue joins before it changes", Kind::queue},
    Reason{Phase::expand, Verb::update, "levels are granted before a queue asks for them"},
    Reason{Phase::switching, Verb::create, "created once agents can serve it"},
    Reason{Phase::switching, Verb::update, "levels are granted and taken away in one request", Kind::user},
    Reason{Phase::switching, Verb::update, "levels are granted and taken away in one request", Kind::profile},
    Reason{Phase::switching, Verb::update, "changes once everything it needs is in place"},
    Reason{Phase::switching, Verb::remove, "removed before its agents change"},
    Reason{Phase::contract, Verb::update, "what leaves a queue leaves when it has changed", Kind::queue},
    Reason{Phase::contract, Verb::update, "levels are taken away when no queue asks for them any more"},
    Reason{Phase::remove, Verb::update, "disabled when nothing refers to it any more"},
    Reason{Phase::remove, Verb::remove, "deleted when nothing refers to it any more"},
};

std::string reason(Phase phase, Verb verb, Kind kind) {
  const auto row = std::find_if(kReasons.begin(), kReasons.end(), [&](const Reason& r) {
    return r.phase == phase && r.verb == verb && r.kind.value_or(kind) == kind;
  });
  return row != kReasons.end() ? std::string(row->text) : std::string();
}

bool disables(const std::vector<FieldEdit>& edits) {
  return std::any_of(edits.begin(), edits.end(),
                     [](const FieldEdit& edit) { return edit.path == "/enabled" && edit.after == Value(false); });
}

Step step(Verb verb, Phase phase, const Address& address, std::vector<FieldEdit> edits, const Place& source) {
  return {.verb = verb, .address = address, .phase = phase, .edits = std::move(edits), .source = source};
}

std::optional<int> level_in(const std::optional<Value>& side) { return side ? hundredths(*side) : std::nullopt; }

/// Levels that only rise belong before the queues, levels that only fall behind them.
Phase phase_of_levels(const std::vector<FieldEdit>& edits) {
  bool rises = false, falls = false;
  for (const auto& edit : edits) {
    if (!edit.path.starts_with("/levels/")) continue;
    (level_in(edit.before) < level_in(edit.after) ? rises : falls) = true;
  }
  return rises == falls ? Phase::switching : rises ? Phase::expand : Phase::contract;
}

/// The phase of a change that is written at once. What others refer to is made first and removed last; a queue, and on
/// the guide API everything that is only updated, stands between the levels that it needs and those that it lets go.
Phase phase_of(const Create& change) { return change.address.kind == Kind::queue ? Phase::switching : Phase::prepare; }
Phase phase_of(const Update& change) {
  if (is_profile(change.address.kind)) return phase_of_levels(change.edits);
  if (change.address.kind != Kind::skill) return Phase::switching;
  return disables(change.edits) ? Phase::remove : Phase::prepare;
}
Phase phase_of(const Delete& change) { return change.address.kind == Kind::queue ? Phase::switching : Phase::remove; }

/// Who joins a queue joins before it changes, and who leaves it leaves afterwards, like levels.
Phase phase_of(const Portion& part, Kind kind, Phase whole) {
  if (is_profile(kind)) return phase_of_levels(part.edits);
  if (kind != Kind::queue || !part.is_own) return whole;
  return part.takes_away ? Phase::contract : Phase::expand;
}

class StepMaker {
 public:
  StepMaker(std::span<const Batch> batches, const Targets& targets) : batches_(batches), targets_(targets) {}

  void operator()(const Create& change) {
    add(step(Verb::create, phase_of(change), change.address, change.edits, change.source));
  }
  void operator()(const Update& change) {
    add(step(Verb::update, phase_of(change), change.address, change.edits, change.source), change);
  }
  void operator()(const Delete& change) {
    add(step(Verb::remove, phase_of(change), change.address, change.edits, change.source), change);
  }

  std::vector<Step> steps;

 private:
  template <class Change>
  void add(Step whole, const Change& change) {
    whole.object_id = change.id;
    whole.is_consequence = change.is_consequence;
    add(std::move(whole));
  }
  void add(Step whole) {
    for (auto& part : requests_of(whole, batches_, is_exact(whole.address))) steps.push_back(std::move(part));
  }
  bool is_exact(const Address& address) const {
    const auto target = targets_.find(address);
    return target != targets_.end() && target->second.entry != nullptr && target->second.entry->is_exact();
  }

  std::span<const Batch> batches_;
  const Targets& targets_;
};

/// The fields that cannot go out with their object when it is created.
std::vector<Batch> later_batches(std::span<const Batch> batches) {
  std::vector<Batch> later;
  std::copy_if(batches.begin(), batches.end(), std::back_inserter(later), [](const Batch& b) { return !b.in_create; });
  return later;
}

/// Skills above this one, in the end state for what stays and in the live one for what goes. A cycle ends the count.
int depth(const Address& address, const LiveState& live, const Targets& targets) {
  std::set<std::string> seen;
  std::string name = address.name;
  for (int count = 0;; ++count) {
    const auto* end = end_fields({Kind::skill, name}, live, targets);
    const auto* object = live.find({Kind::skill, name});
    const auto* fields = end != nullptr ? end : object != nullptr ? &object->fields : nullptr;
    if (fields == nullptr || !seen.insert(name).second) return count;
    name = text_or(*fields, "parent");
  }
}

/// B83: of a list from which elements go, whether the manifest empties it or leaves them out; nothing for other edits.
std::string list_note(const FieldEdit& edit, const Resource& entry) {
  const auto segments = pointer_segments(edit.path);
  if (segments.size() != 2 || edit.after) return {};
  const auto* field = find_field(info(entry.address.kind).fields, segments[0]);
  const auto* named = field != nullptr && field->shape != Shape::levels ? entry.fields.find(field->name) : nullptr;
  const auto* list = named != nullptr ? named->as<Map>() : nullptr;
  if (list == nullptr) return {};
  return "; `" + std::string(field->name) + "` is " +
         (list->empty() ? "emptied" : "complete: what it does not list goes");
}

void explain_lists(Step& step, const Targets& targets) {
  const auto target = targets.find(step.address);
  if (target == targets.end() || target->second.entry == nullptr || step.verb != Verb::update) return;
  std::set<std::string> notes;
  for (const auto& edit : step.edits) notes.insert(list_note(edit, *target->second.entry));
  for (const auto& note : notes) step.reason += note;
}

std::optional<Guard> guard_of(const Step& step, const LiveState& live) {
  if (step.verb == Verb::create) return Guard{GuardKind::absence, {}};
  const auto* object = live.find(step.address);
  // What the plan itself creates is written on under its content.
  return object != nullptr ? object->guard : Guard{GuardKind::content, {}};
}

void finish(Step& step, const LiveState& live, const Targets& targets) {
  step.reason = reason(step.phase, step.verb, step.address.kind);
  if (const auto guard = guard_of(step, live)) step.guard = *guard;
  explain_lists(step, targets);
}

StepKey key_of(const Step& step, const LiveState& live, const Targets& targets) {
  const int above = step.address.kind == Kind::skill ? depth(step.address, live, targets) : 0;
  const int kind = static_cast<int>(step.address.kind);
  const bool goes = step.phase == Phase::remove;
  return {step.phase, goes ? -kind : kind, goes ? -above : above, step.address, step.verb};
}

}  // namespace

std::vector<Step> steps_of(std::span<const KeyedStep> keyed) {
  std::vector<Step> steps;
  steps.reserve(keyed.size());
  for (const auto& [key, step] : keyed) steps.push_back(step);
  return steps;
}

std::vector<Step> requests_of(const Step& whole, std::span<const Batch> batches, bool exact) {
  if (whole.verb == Verb::remove) return {whole};
  const auto kind = whole.address.kind;
  const bool comes = whole.verb == Verb::create;
  auto parts =
      portions(kind, whole.edits, comes ? later_batches(batches) : std::vector<Batch>(batches.begin(), batches.end()),
               exact && !comes);
  // Without a field of its own the object is made by its name alone.
  if (comes && (parts.empty() || parts.front().is_own)) parts.insert(parts.begin(), Portion{});
  std::vector<Step> steps;
  for (auto& part : parts) {
    auto& one = steps.emplace_back(whole);
    if (comes && part.is_own) one.verb = Verb::update;
    if (!comes) one.phase = phase_of(part, kind, whole.phase);
    one.edits = std::move(part.edits);
  }
  return steps;
}

std::vector<KeyedStep> draft_steps(const std::vector<Change>& changes, const LiveState& live, const Targets& targets,
                                   std::span<const Batch> batches) {
  StepMaker maker(batches, targets);
  for (const auto& change : changes) std::visit(maker, change);
  std::vector<KeyedStep> steps;
  for (auto& step : maker.steps) {
    finish(step, live, targets);
    steps.push_back({key_of(step, live, targets), std::move(step)});
  }
  std::stable_sort(steps.begin(), steps.end(), [](const auto& a, const auto& b) { return a.key < b.key; });
  return steps;
}

std::vector<KeyedStep> steps_for(const KeyedStep& whole, std::vector<FieldEdit> edits, std::span<const Batch> batches) {
  std::vector<KeyedStep> steps;
  for (auto& part : portions(whole.step.address.kind, edits, batches, false)) {
    auto& [key, step] = steps.emplace_back(whole);
    step.edits = std::move(part.edits);
    step.phase = key.phase = phase_of_levels(step.edits);
    step.reason = reason(step.phase, step.verb, step.address.kind);
  }
  return steps;
}

}  // namespace interlock
