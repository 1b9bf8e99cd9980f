// One plan on one tenant, from the lock to the records that it leaves: what apply, resume and undo have in common.
#pragma once

#include <map>
#include <string>

#include "cli/session.hpp"
#include "engine/executor.hpp"

namespace interlock {

struct Undertaking {
  Plan plan{};
  Value document{};                      // the plan as its file says it: what its proof is held to
  std::string undoes{};                  // the run that this takes back, or empty
  std::string resumes{};                 // the run that this goes on with, or empty
  std::map<std::string, Prior> prior{};  // what the journal knows of that, by step
};

/// Executes the plan: takes the lock of its organisation (exit 9), writes journal and audit log, and leaves report and
/// list for reconciliation in the run's directory. A plan without steps leaves nothing.
Exit execute(Context& context, Session& session, const Undertaking& undertaking, Problems problems);

/// Everything that stands between a plan at hand and its first write - tenant, organisation, permissions, what its
/// names meant, the agents on whom a queue hangs alone - then executes it.
Exit carry_out(Context& context, const Undertaking& undertaking, Problems problems);

}  // namespace interlock
