#include "model/level.hpp"

#include <cmath>

namespace interlock {
namespace {

constexpr int kOne = 100;
constexpr int kHighest = 5 * kOne;

}  // namespace

std::optional<int> hundredths(const Value& level) {
  if (const auto* whole = level.as<std::int64_t>()) {
    if (*whole < 0 || *whole > kHighest / kOne) return std::nullopt;
    return static_cast<int>(*whole) * kOne;
  }
  const auto* decimal = level.as<Decimal>();
  if (decimal == nullptr) return std::nullopt;
  const double exact = decimal->number() * kOne;
  const double rounded = std::round(exact);
  constexpr double kNoise = 1e-6;  // of a double that holds a number of two decimals
  if (!(std::abs(exact - rounded) < kNoise) || rounded < 0 || rounded > kHighest) return std::nullopt;
  return static_cast<int>(rounded);
}

Value level_value(int hundredths) {
  if (hundredths % kOne == 0) return Value(std::int64_t{hundredths / kOne});
  return Value(Decimal{level_text(hundredths)});
}

std::string level_text(int hundredths) {
  auto text = std::to_string(hundredths / kOne);
  const int rest = hundredths % kOne;
  if (rest == 0) return text;
  text += rest < 10 ? ".0" : ".";
  return text + std::to_string(rest % 10 == 0 ? rest / 10 : rest);
}

}  // namespace interlock
