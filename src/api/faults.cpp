#include "api/faults.hpp"

#include <cmath>

namespace interlock {

std::optional<std::int64_t> whole(const Value& value) {
  if (const auto* number = value.as<std::int64_t>()) return *number;
  const auto* decimal = value.as<Decimal>();
  if (decimal == nullptr) return std::nullopt;
  constexpr double kLargest = 1e9;  // far above every level, far below what a double cannot hold
  const double number = decimal->number();
  if (!(std::abs(number) <= kLargest) || number != std::floor(number)) return std::nullopt;
  return static_cast<std::int64_t>(number);
}

Problem fault(std::string rule, Exit exit, const std::string& endpoint, const std::string& at, std::string what) {
  return {.rule = std::move(rule),
          .exit = exit,
          .where = whole_file(endpoint),
          .message = (at.empty() ? std::string("the answer") : at) + ": " + std::move(what)};
}

Problem wrong(const std::string& endpoint, const std::string& at, const Value* found, std::string_view wanted) {
  const auto what = found == nullptr ? std::string("missing") : std::string(type_name(*found));
  return fault("B57", Exit::unavailable, endpoint, at, what + " where a " + std::string(wanted) + " belongs");
}

}  // namespace interlock
