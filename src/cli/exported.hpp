// A tenant as its export says it, for the commands that need one.
#pragma once

#include "cli/globs.hpp"
#include "cli/session.hpp"
#include "engine/export.hpp"

namespace interlock {

/// Names of people are no suggestion (SEC19).
Choice choice_of(const LiveState& live);

/// Reads the task's tenant. B92 where --only or --except match nothing that it has.
Result<Export> export_now(Context& context, Session& session, const Task& task, Problems& problems);

}  // namespace interlock
