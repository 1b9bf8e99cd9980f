#include "cli/commands.hpp"
#include "cli/ledger.hpp"
#include "cli/undertaking.hpp"
#include "engine/resume.hpp"
#include "plan/estimate.hpp"
#include "plan/inverse.hpp"

namespace interlock::command {
namespace {

bool has_changed_something(const RunSummary& run) {
  return run.tally[static_cast<std::size_t>(Standing::done)] > 0 ||
         run.tally[static_cast<std::size_t>(Standing::unknown)] > 0;
}

}  // namespace

Exit undo(Context& context) {
  auto ledger = open_ledger(context, false);
  if (!ledger) return conclude(context, ledger.problems());
  const auto record = find_run(context, *ledger, has_changed_something);
  if (!record) return conclude(context, record.problems());
  const auto& head = record->summary.head;
  const auto plan = read_plan(record->plan, "plan of " + head.run);
  if (!plan) return conclude(context, plan.problems());
  const auto batches = binding(plan->api).batches;
  auto inverse = inverse_of(*plan, taken_by(*record, *plan), batches);
  inverse.estimate = estimate(inverse.steps, {.api = plan->api, .batches = batches});
  inverse.created = std::chrono::floor<std::chrono::seconds>(SystemClock().wall());
  say(context, "run " + head.run + ": " + state_in_words(record->summary));
  const auto render = [&](const Format& format, const Problems& problems, const Style& style) {
    return format.plan(inverse, problems, style);
  };
  ledger->journal.reset();
  if (!context.options.yes) return conclude(context, {}, render);
  context.output.people(render(*find_format("text"), {}, people_style(context)));
  return carry_out(context, {.plan = inverse, .document = plan_document(inverse), .undoes = head.run}, {});
}

}  // namespace interlock::command
