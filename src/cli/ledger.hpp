// The journal of this machine, as a command opens it.
#pragma once

#include <memory>
#include <string>

#include "cli/context.hpp"
#include "engine/journal.hpp"

namespace interlock {

struct Ledger {
  std::string state{};                      // the state directory
  std::unique_ptr<JournalStore> journal{};  // null where there is none and none was to be created
};

/// --state-dir and --journal, else what the environment says. B69, B70, B73, J1.
Result<Ledger> open_ledger(Context& context, bool creates);

/// Every run, the newest first. A run that only its directory knows of is B69, F73: the journal is an older one.
Result<std::vector<RunSummary>> all_runs(Ledger& ledger);

/// The run that the first operand names, else the newest one for which `fits` is true. Without one, B86: exit 3 with
/// the runs that are known.
Result<RunRecord> find_run(Context& context, Ledger& ledger, bool (*fits)(const RunSummary& run));

/// "3 of 58 steps done, interrupted"
std::string state_in_words(const RunSummary& run);

}  // namespace interlock
