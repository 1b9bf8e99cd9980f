#include "plan/order.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <tuple>

#include "base/pointer.hpp"
#include "diff/diff.hpp"
#include "plan/edges.hpp"

namespace interlock {
namespace {

/// Why a step stands in its phase: one sentence a row, for people.
struct Reason {
  Phase phase;
  Verb verb;
  std::string_view text;
};
constexpr std::array kReasons{
    Reason{Phase::prepare, Verb::create, "created before anything refers to it"},
    Reason{Phase::prepare, Verb::update, "updated before anything depends on it"},
    Reason{Phase::expand, Verb::update, "levels are granted before a queue asks for them"},
    Reason{Phase::switching, Verb::create, "created once agents can serve it"},
    Reason{Phase::switching, Verb::update, "changes once everything it needs is in place"},
    Reason{Phase::switching, Verb::remove, "removed before its agents change"},
    Reason{Phase::contract, Verb::update, "levels are taken away when no queue asks for them any more"},
    Reason{Phase::remove, Verb::update, "disabled when nothing refers to it any more"},
    Reason{Phase::remove, Verb::remove, "deleted when nothing refers to it any more"},
};

std::string reason(Phase phase, Verb verb) {
  const auto row = std::find_if(kReasons.begin(), kReasons.end(),
                                [&](const Reason& r) { return r.phase == phase && r.verb == verb; });
  return row != kReasons.end() ? std::string(row->text) : std::string();
}

bool disables(const std::vector<FieldEdit>& edits) {
  return std::any_of(edits.begin(), edits.end(),
                     [](const FieldEdit& edit) { return edit.path == "/enabled" && edit.after == Value(false); });
}

Step step(Verb verb, Phase phase, const Address& address, std::vector<FieldEdit> edits, const Place& source) {
  return {.verb = verb,
          .address = address,
          .phase = phase,
          .edits = std::move(edits),
          .source = source,
          .reason = reason(phase, verb)};
}

std::vector<FieldEdit> level_edits(Kind kind, const Map& before, const Map& after) {
  const Map was{{"levels", Value(before)}};
  const Map now{{"levels", Value(after)}};
  return field_edits(kind, &was, &now);
}

void add_profile_steps(std::vector<Step>& steps, const Update& update, const LevelVersions& version) {
  const auto kind = update.address.kind;
  const auto add = [&](Phase phase, std::vector<FieldEdit> edits) {
    if (edits.empty()) return;
    steps.push_back(step(Verb::update, phase, update.address, std::move(edits), update.source));
    steps.back().object_id = update.id;
    steps.back().is_consequence = update.is_consequence;
  };
  add(Phase::expand, level_edits(kind, version.before, version.expanded));
  add(Phase::contract, level_edits(kind, version.expanded, version.after));
}

class StepMaker {
 public:
  explicit StepMaker(const std::map<Address, LevelVersions>& versions) : versions_(versions) {}

  void operator()(const Create& change) {
    const auto phase = change.address.kind == Kind::skill ? Phase::prepare : Phase::switching;
    steps.push_back(step(Verb::create, phase, change.address, change.edits, change.source));
  }
  void operator()(const Update& change) {
    if (const auto version = versions_.find(change.address); version != versions_.end()) {
      return add_profile_steps(steps, change, version->second);
    }
    const bool is_skill = change.address.kind == Kind::skill;
    const auto phase = !is_skill ? Phase::switching : disables(change.edits) ? Phase::remove : Phase::prepare;
    steps.push_back(step(Verb::update, phase, change.address, change.edits, change.source));
    steps.back().object_id = change.id;
    steps.back().is_consequence = change.is_consequence;
  }
  void operator()(const Delete& change) {
    const auto phase = change.address.kind == Kind::skill ? Phase::remove : Phase::switching;
    steps.push_back(step(Verb::remove, phase, change.address, change.edits, change.source));
    steps.back().object_id = change.id;
    steps.back().is_consequence = change.is_consequence;
  }

  std::vector<Step> steps;

 private:
  const std::map<Address, LevelVersions>& versions_;
};

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

/// The order of steps inside the plan; field order is sort order.
struct StepKey {
  Phase phase;
  int depth;  // parents first; what is removed, children first
  Address address;
  Verb verb;
  friend auto operator<=>(const StepKey&, const StepKey&) = default;
};

StepKey key_of(const Step& step, const LiveState& live, const Targets& targets) {
  const int above = step.address.kind == Kind::skill ? depth(step.address, live, targets) : 0;
  return {step.phase, step.phase == Phase::remove ? -above : above, step.address, step.verb};
}

void sort_steps(std::vector<Step>& steps, const LiveState& live, const Targets& targets) {
  std::vector<std::pair<StepKey, Step>> keyed;
  keyed.reserve(steps.size());
  for (auto& step : steps) keyed.emplace_back(key_of(step, live, targets), std::move(step));
  std::stable_sort(keyed.begin(), keyed.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  steps.clear();
  for (auto& [key, step] : keyed) steps.push_back(std::move(step));
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
  return object != nullptr ? object->guard : std::nullopt;
}

}  // namespace

std::vector<Step> ordered_steps(const std::vector<Change>& changes, const LiveState& live, const Targets& targets,
                                const std::map<Address, LevelVersions>& versions,
                                const std::vector<QueueOrder>& orders) {
  StepMaker maker(versions);
  for (const auto& change : changes) std::visit(maker, change);
  auto steps = std::move(maker.steps);
  sort_steps(steps, live, targets);
  for (std::size_t i = 0; i < steps.size(); ++i) {
    steps[i].id = "s" + std::to_string(i + 1);
    if (const auto guard = guard_of(steps[i], live)) steps[i].guard = *guard;
    explain_lists(steps[i], targets);
  }
  add_edges(steps, orders, live);
  return steps;
}

}  // namespace interlock
