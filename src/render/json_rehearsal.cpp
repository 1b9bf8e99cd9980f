#include <utility>

#include "codec/json.hpp"
#include "plan/plan_document.hpp"
#include "render/formats.hpp"

namespace interlock::render {
namespace {

Value count_value(const std::optional<int>& agents) { return agents ? Value(*agents) : Value(Null{}); }
Value text_or_null(const std::string& text) { return text.empty() ? Value(Null{}) : Value(text); }

Value step_value(const RehearsedStep& row) {
  return Map{{"step", row.step.id},
             {"verb", verb_name(row.step.verb)},
             {"address", discreet(row.step)},
             {"phase", phase_name(row.step.phase)},
             {"standing", standing_name(row.outcome.standing)},
             {"reason", text_or_null(row.outcome.reason)},
             {"writes", row.writes}};
}

Value queue_value(const QueueCurve& queue, const Rehearsal& rehearsal) {
  const auto worst = queue.worst();
  return Map{{"queue", to_string(queue.queue)},
             {"before", count_value(queue.before)},
             {"after", count_value(queue.after)},
             {"lowest", count_value(queue.agents[worst])},
             {"lowest_after_step", worst == 0 ? Value(Null{}) : Value(rehearsal.steps.at(worst - 1).step.id)},
             {"promised", count_value(queue.promised)},
             {"curve", list_of(queue.agents, count_value)}};
}

Value breach_value(const RehearsalBreach& breach) {
  return Map{{"invariant", breach.invariant},
             {"step", text_or_null(breach.step)},
             {"object", breach.object},
             {"message", breach.message},
             {"source", place_value(breach.source)}};
}

}  // namespace

std::string rehearsal_json(const Rehearsal& rehearsal, const Style&) {
  List queues;
  for (const auto& queue : rehearsal.queues) queues.push_back(queue_value(queue, rehearsal));
  return write_json_pretty(Map{{"format_version", "1.0"},
                               {"kind", "rehearsal"},
                               {"plan_digest", rehearsal.plan_digest},
                               {"order", rehearsal.order},
                               {"steps", list_of(rehearsal.steps, step_value)},
                               {"queues", std::move(queues)},
                               {"breaches", list_of(rehearsal.breaches, breach_value)}});
}

}  // namespace interlock::render
