// A command line as values, or everything that is wrong with it (B41-B44, B52).
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "cli/commands.hpp"

namespace interlock {

struct Arguments {
  const Command* command = nullptr;  // null: nothing was asked for
  std::vector<std::string> operands{};
  Options options{};
};

/// `words` are those behind the program's name.
Result<Arguments> parse_arguments(std::span<const std::string> words);

}  // namespace interlock
