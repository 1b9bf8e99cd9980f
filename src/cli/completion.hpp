// Completions of the shells, made from the tables of commands and flags.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace interlock {

struct Shell {
  std::string_view name;
  std::string (*completion)();  // a script that the shell sources
};
std::span<const Shell> shells();

}  // namespace interlock
