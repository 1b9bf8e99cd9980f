// Where the tool keeps what outlives a command: the journal, and a directory for each run (SEC24, SEC45).
#pragma once

#include <string>

#include "base/result.hpp"

namespace interlock {

/// --state-dir, else $XDG_STATE_HOME/interlock, else ~/.local/state/interlock; each as it was given, or empty. Nothing
/// where none is known. XDG wants an absolute path and has any other ignored.
Result<std::string> state_directory(const std::string& flag, const std::string& xdg_state_home,
                                    const std::string& home);

/// Creates what is missing with mode 700; refuses one that others may enter (B73).
Problems prepare_directory(const std::string& path);

/// STATE/runs/RUN, created; RUN is one that the tool made.
Result<std::string> run_directory(const std::string& state, const std::string& run);

inline std::string journal_path(const std::string& state) { return state + "/journal.db"; }

}  // namespace interlock
