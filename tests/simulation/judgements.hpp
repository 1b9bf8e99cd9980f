// The judgements behind the oracles' numbers.
#pragma once

#include "simulation/oracles.hpp"

namespace interlock::simulation {

void judge_invariants(const Record& record, Violations& violations);
void judge_changes(const Record& record, Violations& violations);
void judge_creates(const Record& record, Violations& violations);
void judge_convergence(const Record& record, Violations& violations);
void judge_done(const Record& record, Violations& violations);
void judge_journal(const Record& record, Violations& violations);
void judge_traffic(const Record& record, Violations& violations);
void judge_report(const Record& record, Violations& violations);
void judge_secrets(const Record& record, Violations& violations);
void judge_foreign_edits(const Record& record, Violations& violations);
void judge_monitor(const Record& record, Violations& violations);
void judge_bounds(const Record& record, Violations& violations);

}  // namespace interlock::simulation
