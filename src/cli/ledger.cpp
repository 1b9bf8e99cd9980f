#include "cli/ledger.hpp"

#include <algorithm>

#include "adapters/journal/known_runs.hpp"
#include "adapters/journal/sqlite_journal.hpp"
#include "adapters/journal/state_directory.hpp"
#include "base/text.hpp"

namespace interlock {
namespace {

Result<std::string> journal_file(Context& context, const std::string& state) {
  const auto& wanted = context.options.journal;
  if (!wanted.starts_with("postgresql:")) return wanted.empty() ? journal_path(state) : wanted;
  return Problems{{.rule = "J1",
                   .message = "--journal takes a file: this version keeps no journal in PostgreSQL",
                   .hint = "--journal PATH, or leave it out"}};
}

}  // namespace

Result<Ledger> open_ledger(Context& context, bool creates) {
  auto state =
      state_directory(context.options.state_directory, context.environment.state_home, context.environment.home);
  if (!state) return state.problems();
  const auto path = journal_file(context, *state);
  if (!path) return path.problems();
  if (creates) {
    if (auto problems = prepare_directory(*state); has_errors(problems)) return problems;
  }
  auto journal = open_sqlite_journal(
      *path, {.in_flight = context.options.parallelism, .creates = creates, .redact = [&](const std::string& text) {
                return context.output.redacted(text);
              }});
  if (!journal) return journal.problems();
  return Ledger{*std::move(state), *std::move(journal)};
}

Result<std::vector<RunSummary>> all_runs(Ledger& ledger) {
  if (ledger.journal == nullptr) return std::vector<RunSummary>();
  auto runs = ledger.journal->runs();
  if (!runs) return runs;
  std::vector<std::string> known;
  for (const auto& run : *runs) known.push_back(run.head.run);
  if (auto problems = check_runs_known(ledger.state, known); has_errors(problems)) return problems;
  return runs;
}

Result<RunRecord> find_run(Context& context, Ledger& ledger, bool (*fits)(const RunSummary& run)) {
  const auto wanted = context.operands.empty() ? std::string() : context.operands.front();
  const auto runs = all_runs(ledger);
  if (!runs) return runs.problems();
  const auto* found = choose_run(*runs, wanted, context.options.tenant, fits);
  if (found == nullptr) return Problems{unknown_run(wanted, *runs)};
  return ledger.journal->record(found->head.run);
}

std::string state_in_words(const RunSummary& run) {
  const auto count = [&](Standing standing) { return run.tally[static_cast<std::size_t>(standing)]; };
  auto text = std::to_string(count(Standing::done)) + " of " +
              plural(static_cast<std::size_t>(run.head.steps), "step") + " done";
  for (const auto standing : {Standing::held, Standing::failed, Standing::unknown}) {
    if (count(standing) > 0)
      text += ", " + std::to_string(count(standing)) + " " + std::string(standing_name(standing));
  }
  if (!run.end) return text + "; it runs, or was killed";
  if (run.end->signal != 0) return text + "; interrupted";
  return text + "; exit " + std::to_string(static_cast<int>(run.end->exit));
}

}  // namespace interlock
