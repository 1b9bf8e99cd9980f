#include "engine/reconcile.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "codec/json.hpp"

namespace interlock {
namespace {

Value or_null(const std::optional<Value>& value) {
  if (!value) return Null();
  return *value;
}

Value or_null(const std::string& text) {
  if (text.empty()) return Null();
  return text;
}

Value counted(int number) {
  if (number == 0) return Null();
  return number;
}

Value place_of(const Place& source) {
  if (!source) return Null();
  return Map{
      {"column", std::int64_t{source.column}}, {"file", source.file_name()}, {"line", std::int64_t{source.line}}};
}

/// The steps that were not done since this one was not, by whatever way they wait for it.
List dependants(const Plan& plan, const std::string& step, const std::set<std::string>& undone) {
  std::set<std::string> lost{step};
  List found;
  for (const auto& other : plan.steps) {  // a step stands behind all that it waits for
    const bool waits =
        std::any_of(other.after.begin(), other.after.end(), [&](const auto& id) { return lost.contains(id); });
    if (!waits || !undone.contains(other.id)) continue;
    lost.insert(other.id);
    found.emplace_back(Map{{"object", discreet(other)}, {"step", other.id}});
  }
  return found;
}

std::string next_step(const Step* step) {
  const auto decide = "decide which value holds, write it into the manifest, then: interlock plan";
  if (step == nullptr || !step->source) return decide;
  return "at " + to_string(step->source) + " " + decide;
}

const FieldEdit* wanted(const Step* step, const std::string& path) {
  if (step == nullptr) return nullptr;
  const auto found =
      std::find_if(step->edits.begin(), step->edits.end(), [&](const FieldEdit& edit) { return edit.path == path; });
  return found != step->edits.end() ? &*found : nullptr;
}

Map common(const Plan& plan, const Settled& settled, const Step* step, const std::set<std::string>& undone) {
  const auto& outcome = settled.outcome;
  const auto held = plan.ids.find(outcome.address);
  const auto id = step != nullptr ? step->object_id.value : held != plan.ids.end() ? held->second.value : std::string();
  const auto shown = step != nullptr ? discreet(*step) : discreet(outcome.address, {id}, !id.empty());
  const auto change = outcome.last_change.value_or(LastChange());
  return {{"attempts", counted(settled.attempts)},
          {"dependants_held", dependants(plan, outcome.step, undone)},
          {"id", or_null(id)},
          {"kind", info(outcome.address.kind).name},
          {"name", shown.substr(shown.find('/') + 1)},
          {"next_step", next_step(step)},
          {"reason", outcome.reason},
          {"source", place_of(step != nullptr ? step->source : Place())},
          {"step", or_null(outcome.step)},
          {"when", or_null(change.at ? format_wall(*change.at) : std::string())},
          {"who", or_null(change.by)}};
}

}  // namespace

std::string reconciliation(const Plan& plan, std::span<const Settled> outcomes) {
  std::map<std::string, const Step*> steps;
  for (const auto& step : plan.steps) steps.emplace(step.id, &step);
  std::set<std::string> undone;
  for (const auto& one : outcomes) {
    if (one.outcome.standing != Standing::done) undone.insert(one.outcome.step);
  }
  std::string lines;
  for (const auto& settled : outcomes) {
    if (settled.outcome.standing != Standing::held) continue;
    const auto found = steps.find(settled.outcome.step);
    const auto* step = found != steps.end() ? found->second : nullptr;
    auto theirs = settled.outcome.theirs;
    if (theirs.empty()) theirs.emplace_back();
    for (const auto& edit : theirs) {
      auto line = common(plan, settled, step, undone);
      const auto* ours = wanted(step, edit.path);
      line.set("field", or_null(edit.path));
      line.set("found", or_null(edit.after));
      line.set("value_at_plan", or_null(edit.before));
      line.set("wanted", or_null(ours != nullptr ? ours->after : std::nullopt));
      lines += write_json(line) + "\n";
    }
  }
  return lines;
}

}  // namespace interlock
