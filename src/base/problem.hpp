// What is wrong, where, and what to do about it (bad-input.md G1-G10); and the exit codes of cli.md.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/value.hpp"

namespace interlock {

/// Exit codes of cli.md. A problem carries the code that it leads to.
enum class Exit : int {
  success = 0,
  internal = 1,
  changes = 2,
  invalid = 3,
  refused = 4,
  stale = 5,
  authentication = 6,
  unavailable = 7,
  partial = 8,
  locked = 9,
  corrupt = 10,
  io = 11,
  interrupted = 130,
  terminated = 143,
};

/// Of two codes the one that a run ends with: 3 wins over all (G10), then the order of faults.md.
Exit graver(Exit a, Exit b);

enum class Severity { error, warning };

struct Related {
  Place where;
  std::string message;  // "first defined here"
};

struct Problem {
  std::string rule;  // the row of the catalogues: "B7", "SEC42"
  Exit exit = Exit::invalid;
  Severity severity = Severity::error;
  Place where{};
  std::string message{};  // one line, the value as found; not yet made safe to show: the renderer does that
  std::string hint{};     // one line, what to type; may be empty
  std::vector<Related> related{};
};
using Problems = std::vector<Problem>;

void append(Problems& problems, const Problems& more);
bool has_errors(std::span<const Problem> problems);
Exit exit_of(std::span<const Problem> problems);  // the gravest among the errors; success without one
/// By place, then rule, then message; each once (G5).
void sort_unique(Problems& problems);

}  // namespace interlock
