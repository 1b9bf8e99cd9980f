#include "adapters/terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

namespace interlock {

bool is_terminal(Stream stream) { return isatty(static_cast<int>(stream)) == 1; }

std::optional<std::pair<std::size_t, std::size_t>> terminal_size(Stream stream) {
  winsize size{};
  if (ioctl(static_cast<int>(stream), TIOCGWINSZ, &size) != 0 || size.ws_row == 0) return std::nullopt;
  return std::pair<std::size_t, std::size_t>(size.ws_row, size.ws_col);
}

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
