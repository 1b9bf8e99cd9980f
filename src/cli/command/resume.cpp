#include "engine/resume.hpp"
#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/ledger.hpp"
#include "cli/undertaking.hpp"
#include "codec/json.hpp"

namespace interlock::command {

Exit resume(Context& context) {
  auto ledger = open_ledger(context, false);
  if (!ledger) return conclude(context, ledger.problems());
  const auto record = find_run(context, *ledger, is_open);
  if (!record) return conclude(context, record.problems());
  const auto& head = record->summary.head;
  auto plan = read_plan(record->plan, "plan of " + head.run);
  if (!plan) return conclude(context, plan.problems());
  plan->expires.reset();  // it was in time when the run began
  say(context, "run " + head.run + ": " + state_in_words(record->summary));
  for (const auto& intent : record->in_doubt) {
    say(context, "in doubt: " + intent.step + " (" + quoted(to_string(intent.address)) + ")");
  }
  ledger->journal.reset();
  const auto document = parse_json(record->plan, "plan of " + head.run);
  if (!document) return conclude(context, document.problems());
  return carry_out(
      context, {.plan = *std::move(plan), .document = *document, .resumes = head.run, .prior = prior_of(*record)}, {});
}

}  // namespace interlock::command
