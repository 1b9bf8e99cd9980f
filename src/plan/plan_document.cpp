// Plan -> plan file. The keys are those of cli.md; what one writes here, read_plan.cpp reads.
#include "base/digest.hpp"
#include "codec/json.hpp"
#include "plan/plan.hpp"

namespace interlock {
namespace {

Value place_value(const Place& place) {
  if (!place) return Null{};
  return Map{{"file", place.file_name()}, {"line", std::int64_t{place.line}}, {"column", std::int64_t{place.column}}};
}

Value side_value(const std::optional<Value>& side) { return side ? *side : Value(Null{}); }

Value step_value(const Step& step) {
  List after, edits;
  for (const auto& id : step.after) after.emplace_back(id);
  for (const auto& edit : step.edits) {
    edits.emplace_back(
        Map{{"path", edit.path}, {"before", side_value(edit.before)}, {"after", side_value(edit.after)}});
  }
  return Map{{"id", step.id},
             {"verb", verb_name(step.verb)},
             {"address", to_string(step.address)},
             {"object_id", step.object_id.value.empty() ? Value(Null{}) : Value(step.object_id.value)},
             {"phase", phase_name(step.phase)},
             {"after", std::move(after)},
             {"guard", Map{{"kind", guard_name(step.guard.kind)}, {"value", step.guard.value}}},
             {"edits", std::move(edits)},
             {"source", place_value(step.source)},
             {"reason", step.reason}};
}

Value facts_value(const Plan& plan) {
  Map ids;
  for (const auto& [address, id] : plan.ids) ids.set(to_string(address), id.value);
  List coverage;
  for (const auto& queue : plan.coverage) {
    coverage.emplace_back(Map{{"queue", to_string(queue.queue)},
                              {"before", queue.before},
                              {"after", queue.after},
                              {"never_below", queue.never_below}});
  }
  return Map{{"ids", std::move(ids)}, {"coverage", std::move(coverage)}};
}

Map document_without_digest(const Plan& plan) {
  List allowed, steps;
  for (const auto& what : plan.allowed) allowed.emplace_back(what);
  for (const auto& step : plan.steps) steps.push_back(step_value(step));
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
      {"steps", std::move(steps)},
      {"facts", facts_value(plan)},
      {"certificate", Null{}},  // the order is expand, switch, contract by construction; it is not certified
      {"estimate", Map{{"requests", plan.estimate.requests}, {"seconds", plan.estimate.seconds}}},
      {"summary",
       Map{{"create", sum.create}, {"update", sum.update}, {"delete", sum.remove}, {"unchanged", sum.unchanged}}}};
}

}  // namespace

std::string plan_digest(const Plan& plan) { return sha256(write_json(Value(document_without_digest(plan)))); }

Value plan_document(const Plan& plan) {
  auto document = document_without_digest(plan);
  document.set("digest", sha256(write_json(Value(document))));
  return document;
}

}  // namespace interlock
