// The terminal, where there is one.
#pragma once

#include <optional>
#include <string>
#include <utility>

namespace interlock {

enum class Stream : int { in = 0, out = 1, people = 2 };

bool is_terminal(Stream stream);

/// Rows and columns, where the stream is a terminal that says so.
std::optional<std::pair<std::size_t, std::size_t>> terminal_size(Stream stream);

/// One line from standard input without its break; nothing at its end, or when a signal came first.
std::optional<std::string> read_line();

}  // namespace interlock
