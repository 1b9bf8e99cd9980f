// Plan -> plan file. The keys are those of cli.md; what one writes here, read_plan.cpp reads.
#include "plan/plan_document.hpp"

#include "base/digest.hpp"
#include "codec/json.hpp"
#include "model/allowance.hpp"
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

Value agent_value(const RoutedAgent& agent) {
  Map value{{"levels", agent.levels}};
  if (!agent.shared.empty()) value.set("shared", agent.shared);
  return value;
}

List texts(const std::vector<std::string>& items) {
  List list;
  for (const auto& item : items) list.emplace_back(item);
  return list;
}

Value queue_value(const RoutedQueue& queue, Api api) {
  Map value{{"floor", queue.floor}};
  if (!queue.exists) value.set("exists", false);
  if (queue.members) value.set("members", texts(*queue.members));
  if (!queue.assumes.empty()) value.set("assumes", texts(queue.assumes));
  if (api == Api::guide) {
    value.set("requires", queue.asks.value_or(Map()));
  } else if (queue.asks) {
    value.set("group", Map{{"attached", queue.is_attached}, {"requires", *queue.asks}});
  }
  return value;
}

template <class Items, class Write>
Map map_of(const Items& items, const Write& write) {
  Map map;
  for (const auto& [key, item] : items) map.set(key, write(item));
  return map;
}

Value routing_value(const Routing& routing, Api api) {
  Map sizes;
  for (const auto& [address, size] : routing.sizes) sizes.set(to_string(address), size);
  return Map{{"limit", routing.limit},
             {"skills", map_of(routing.skills, [](bool enabled) { return Value(enabled); })},
             {"profiles", map_of(routing.profiles, [](const Map& levels) { return Value(levels); })},
             {"agents", map_of(routing.agents, agent_value)},
             {"sizes", std::move(sizes)},
             {"queues", map_of(routing.queues, [&](const RoutedQueue& queue) { return queue_value(queue, api); })}};
}

Value text_or_null(const std::string& text) { return text.empty() ? Value(Null{}) : Value(text); }

Value witness_value(const CertifiedVersion& version) {
  if (!version.agent.empty()) return Map{{"user", version.agent}};
  if (!version.step.empty()) return Map{{"step", version.step}};
  return Null{};
}

Value version_value(const CertifiedVersion& version) {
  return Map{{"from", text_or_null(version.from)},
             {"until", text_or_null(version.until)},
             {"never_below", version.never_below},
             {"witness", witness_value(version)}};
}

Value certified_value(const CertifiedQueue& queue) {
  return Map{{"queue", to_string(queue.queue)},
             {"before", queue.before},
             {"after", queue.after},
             {"never_below", queue.never_below},
             {"versions", list_of(queue.versions, version_value)}};
}

Value facts_value(const Plan& plan) {
  Map ids;
  for (const auto& [address, id] : plan.ids) ids.set(to_string(address), id.value);
  return Map{{"ids", std::move(ids)},
             {"coverage", list_of(plan.coverage, coverage_value)},
             {"capacity", list_of(plan.capacity, skill_capacity_value)},
             {"routing", routing_value(plan.routing, plan.api)}};
}

/// Of what was allowed, what the proof needs.
List proof_allowances(const Plan& plan) {
  List found;
  for (const auto& what : plan.allowed) {
    const auto allowance = parse_allowance(what);
    if (allowance && is_of_proof(allowance->permit)) found.emplace_back(what);
  }
  return found;
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
      {"scope", Map{{"only", texts(plan.scope.only)}, {"except", texts(plan.scope.except)}}},
      {"allowed", std::move(allowed)},
      {"steps", list_of(plan.steps, step_value)},
      {"held", list_of(plan.held, held_value)},
      {"ignored", list_of(plan.ignored, ignored_value)},
      {"facts", facts_value(plan)},
      {"certificate", Map{{"queues", list_of(plan.certificate, certified_value)}, {"allowed", proof_allowances(plan)}}},
      {"estimate", estimate_document(plan.estimate)},
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

/// An older plan tells no quotas, and its digest covers what it tells.
Value estimate_document(const Estimate& estimate) {
  Map document{{"requests", estimate.requests}, {"seconds", estimate.seconds}};
  if (estimate.buckets.empty()) return document;
  Map buckets;
  for (const auto& [bucket, requests] : estimate.buckets) buckets.set(bucket_name(bucket), requests);
  document.set("buckets", std::move(buckets));
  return document;
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
