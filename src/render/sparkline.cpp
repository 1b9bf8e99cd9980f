#include "render/sparkline.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace interlock::render {
namespace {

constexpr std::array<std::string_view, 8> kBlocks{"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};

using Numbers = std::vector<std::optional<int>>;

/// The lowest number of each of at most `columns` runs of about the same length.
Numbers lowest_of_runs(const Numbers& numbers, std::size_t columns) {
  if (numbers.size() <= columns) return numbers;
  Numbers lowest(columns);
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    auto& number = lowest[i * columns / numbers.size()];
    if (numbers[i] && (!number || *numbers[i] < *number)) number = numbers[i];
  }
  return lowest;
}

}  // namespace

std::string sparkline(const Numbers& numbers, std::size_t columns) {
  const auto shown = lowest_of_runs(numbers, std::max<std::size_t>(columns, 1));
  std::optional<int> lowest, highest;
  for (const auto& number : shown) {
    if (number && (!lowest || *number < *lowest)) lowest = number;
    if (number && (!highest || *number > *highest)) highest = number;
  }
  std::string line;
  for (const auto& number : shown) {
    if (!number) {
      line += ' ';
    } else {
      // In 64 bits: counts may be any. A number above the lowest never looks like it.
      const auto height = std::int64_t{*number} - *lowest;
      const auto range = std::int64_t{*highest} - *lowest;
      const auto top = static_cast<std::int64_t>(kBlocks.size() - 1);
      line += kBlocks[static_cast<std::size_t>(range == 0 ? top : (height * top + range - 1) / range)];
    }
  }
  return line;
}

}  // namespace interlock::render
