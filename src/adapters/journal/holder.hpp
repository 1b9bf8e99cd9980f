// Processes as holders of locks.
#pragma once

#include <string>

#include "engine/lock.hpp"

namespace interlock {

/// This process, for the user whose name is given; empty: the system's name of the user.
LockHolder this_process();
/// Whether the holder still runs, as far as it can be told from here.
Liveness liveness_now(const LockHolder& holder);

/// When a process began, as /proc says in the text of its `stat`; empty for one that has ended.
std::string start_in(const std::string& stat);

}  // namespace interlock
