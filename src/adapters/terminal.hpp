// The terminal, where there is one.
#pragma once

#include <optional>
#include <string>

namespace interlock {

enum class Stream : int { in = 0, out = 1, people = 2 };

bool is_terminal(Stream stream);

/// One line from standard input without its break; nothing at its end, or when a signal came first.
std::optional<std::string> read_line();

}  // namespace interlock
