// Levels of skills as exact numbers. The published API has two decimals, so they are counted in hundredths.
#pragma once

#include <optional>
#include <string>

#include "base/value.hpp"

namespace interlock {

/// Hundredths of a level: 2.5 is 250. Nothing where the value is no number with at most two decimals up to 5.
std::optional<int> hundredths(const Value& level);
/// The inverse: a whole number where it is one, else a decimal.
Value level_value(int hundredths);
std::string level_text(int hundredths);  // "2", "2.5"

}  // namespace interlock
