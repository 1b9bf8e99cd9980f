#include "adapters/journal/known_runs.hpp"

#include <algorithm>
#include <filesystem>
#include <vector>

#include "adapters/journal/state_directory.hpp"
#include "base/text.hpp"

namespace interlock {

Problems check_runs_known(const std::string& state, std::span<const std::string> runs) {
  std::error_code error;
  std::vector<std::string> unknown;
  for (std::filesystem::directory_iterator at(state + "/runs", error), end; !error && at != end; at.increment(error)) {
    const auto name = at->path().filename().string();
    if (std::find(runs.begin(), runs.end(), name) == runs.end()) unknown.push_back(name);
  }
  std::sort(unknown.begin(), unknown.end());
  Problems problems;  // `interlock::` since <filesystem> brings std::quoted
  for (const auto& name : unknown) {
    problems.push_back({.rule = "B69",
                        .exit = Exit::corrupt,
                        .where = whole_file(journal_path(state)),
                        .message = "the journal does not know run " + interlock::quoted(name) + ", which has left " +
                                   interlock::quoted(state + "/runs/" + name),
                        .hint = "restore the journal with its write-ahead log (journal.db-wal)"});
  }
  return problems;
}

}  // namespace interlock
