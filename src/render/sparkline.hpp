#pragma once

#include <optional>
#include <string>
#include <vector>

namespace interlock::render {

/// One block a number, from the lowest number to the highest; a blank where there is none. More numbers than `columns`
/// share a block in runs, and the block shows the lowest of its run: a dip is never hidden.
std::string sparkline(const std::vector<std::optional<int>>& numbers, std::size_t columns);

}  // namespace interlock::render
