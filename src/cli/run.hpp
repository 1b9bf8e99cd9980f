// One run of the tool: words in, exit code out.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>

#include "cli/context.hpp"

namespace interlock {

using LineReader = std::function<std::optional<std::string>()>;

Exit run(std::span<const std::string> words, const Environment& environment, Output& output,
         const LineReader& read_line);

}  // namespace interlock
