#include "simulation/oracles.hpp"

#include <array>

#include "simulation/judgements.hpp"

namespace interlock::simulation {
namespace {

constexpr std::array kOracles{
    Oracle{"O1", "interim invariants hold in every state", judge_invariants},
    Oracle{"O2", "only planned fields of planned objects changed", judge_changes},
    Oracle{"O3", "each create happened once", judge_creates},
    Oracle{"O4", "healed, it is done in two applies, and then nothing is left", judge_convergence},
    Oracle{"O5", "what is said to be done is true", judge_done},
    Oracle{"O5", "each write was announced in the journal, which says what the report says", judge_journal},
    Oracle{"O6", "no request before a deadline, no window above a limit, retries inside the budget", judge_traffic},
    Oracle{"O7", "exit code and lists tell the truth, and what was read is whole", judge_report},
    Oracle{"O8", "no secret in what is told", judge_secrets},
    Oracle{"O10", "the monitor has nothing to object to", judge_monitor},
    Oracle{"O11", "no foreign edit is undone", judge_foreign_edits},
    Oracle{"O12", "the run ends, in bounded time and requests", judge_bounds},
};

}  // namespace

std::span<const Oracle> oracles() { return kOracles; }

Violations judged(const Record& record) {
  Violations violations;
  for (const auto& oracle : kOracles) oracle.judge(record, violations);
  return violations;
}

}  // namespace interlock::simulation
