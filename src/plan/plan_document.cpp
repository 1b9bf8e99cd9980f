// Plan -> plan file. The keys are those of cli.md; what one writes here, read_plan.cpp reads.
#include "plan/plan_document.hpp"

#include "base/digest.hpp"
#include "codec/json.hpp"
#include "model/level.hpp"

namespace interlock {
namespace {

Value step_value(const Step& step) {
  List after;
  for (const auto& id : step.after) after.emplace_back(id);
  Map value{{"id", step.id},
            {"verb", verb_name(step.verb)},
            {"address", to_string(step.address)},
            {"object_id", step.object_id.value.empty() ? Value(Null{}) : Value(step.object_id.value)},
            {"phase", phase_name(step.phase)},
            {"after", std::move(after)},
            {"guard", Map{{"kind", guard_name(step.guard.kind)}, {"value", step.guard.value}}},
            {"edits", list_of(step.edits, edit_value)},
            {"source", place_value(step.source)},
            {"reason", step.reason}};
  if (step.is_consequence) value.set("consequence", true);
  return value;
}

Value coverage_value(const Coverage& queue) {
  return Map{{"queue", to_string(queue.queue)},
             {"before", queue.before},
             {"after", queue.after},
             {"never_below", queue.never_below}};
}

Value capacity_value(const Capacity& capacity) {
  return Map{{"agents", capacity.agents}, {"levels", level_value(capacity.levels)}};
}

Value facts_value(const Plan& plan) {
  Map ids;
  for (const auto& [address, id] : plan.ids) ids.set(to_string(address), id.value);
  return Map{{"ids", std::move(ids)},
             {"coverage", list_of(plan.coverage, coverage_value)},
             {"capacity", list_of(plan.capacity, skill_capacity_value)}};
}

Map document_without_digest(const Plan& plan) {
  List allowed;
  for (const auto& what : plan.allowed) allowed.emplace_back(what);
  const auto& sum = plan.summary;
  return Map{
      {"format_version", "1.0"},
      {"kind", "plan"},
      {"tenant", plan.tenant},
      {"organization", plan.organization},
      {"api", api_name(plan.api)},
      {"created", format_wall(plan.created)},
      {"expires", plan.expires ? Value(format_wall(*plan.expires)) : Value(Null{})},
      {"manifest_digest", plan.manifest_digest},
      {"allowed", std::move(allowed)},
      {"steps", list_of(plan.steps, step_value)},
      {"held", list_of(plan.held, held_value)},
      {"ignored", list_of(plan.ignored, ignored_value)},
      {"facts", facts_value(plan)},
      {"certificate", Null{}},  // the order is expand, switch, contract by construction; it is not certified
      {"estimate", Map{{"requests", plan.estimate.requests}, {"seconds", plan.estimate.seconds}}},
      {"summary",
       Map{{"create", sum.create}, {"update", sum.update}, {"delete", sum.remove}, {"unchanged", sum.unchanged}}}};
}

}  // namespace

Value place_value(const Place& place) {
  if (!place) return Null{};
  return Map{{"file", place.file_name()}, {"line", std::int64_t{place.line}}, {"column", std::int64_t{place.column}}};
}

Value side_value(const std::optional<Value>& side) { return side ? *side : Value(Null{}); }

Value edit_value(const FieldEdit& edit) {
  Map value{{"path", edit.path}, {"before", side_value(edit.before)}, {"after", side_value(edit.after)}};
  if (edit.is_drift) value.set("drift", true);
  return value;
}

Value held_value(const Held& held) {
  return Map{{"address", to_string(held.address)},
             {"path", held.path},
             {"base", side_value(held.base)},
             {"live", side_value(held.live)},
             {"source", place_value(held.source)}};
}

Value ignored_value(const Ignored& ignored) {
  return Map{{"address", to_string(ignored.address)}, {"reason", ignored.reason}, {"until", ignored.until}};
}

Value skill_capacity_value(const SkillCapacity& skill) {
  return Map{{"skill", to_string(skill.skill)},
             {"before", capacity_value(skill.before)},
             {"after", capacity_value(skill.after)}};
}

std::string plan_digest(const Plan& plan) { return sha256(write_json(Value(document_without_digest(plan)))); }

Value plan_document(const Plan& plan) {
  auto document = document_without_digest(plan);
  document.set("digest", sha256(write_json(Value(document))));
  return document;
}

}  // namespace interlock
