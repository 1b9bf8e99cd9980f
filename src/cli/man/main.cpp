// Writes the man page for the installation; no part of the tool.
#include "cli/man_page.hpp"

#include <cstdio>

int main() {
  const auto text = interlock::man_page();
  return std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0 ? 0 : 1;
}
