// A tenant as its export says it, for the commands that need one.
#pragma once

#include "cli/session.hpp"
#include "engine/export.hpp"

namespace interlock {

/// Reads the task's tenant. B92 where --only or --except match nothing that it has.
Result<Export> export_now(Context& context, Session& session, const Task& task, Problems& problems);

}  // namespace interlock
