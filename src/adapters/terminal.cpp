#include "adapters/terminal.hpp"

#include <unistd.h>

namespace interlock {

bool is_terminal(Stream stream) { return isatty(static_cast<int>(stream)) == 1; }

std::optional<std::string> read_line() {
  constexpr std::size_t kLongest = 4096;
  std::string line;
  for (char c = 0; line.size() < kLongest; line += c) {
    if (read(STDIN_FILENO, &c, 1) != 1) return std::nullopt;  // also a line that was begun: nobody confirmed it
    if (c == '\n') return line;
  }
  return std::nullopt;
}

}  // namespace interlock
