// What the directories of runs say that the journal should know.
#pragma once

#include <span>
#include <string>

#include "base/problem.hpp"

namespace interlock {

/// B69, F73: a run has left a directory, and the journal does not know it: the journal is an older copy, or was copied
/// without its write-ahead log.
Problems check_runs_known(const std::string& state, std::span<const std::string> runs);

}  // namespace interlock
