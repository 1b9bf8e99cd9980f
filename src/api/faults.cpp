#include "api/faults.hpp"

#include <cmath>
#include <map>

#include "base/text.hpp"

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

std::optional<std::int64_t> count_of(const Value* value) {
  constexpr std::int64_t kMost = 1'000'000'000'000;
  const auto number = value != nullptr ? whole(*value) : std::nullopt;
  if (!number || *number < 0 || *number > kMost) return std::nullopt;
  return number;
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

Problems entity_faults(const List& entities, std::span<const std::string> keys, const std::string& endpoint) {
  Problems problems;
  std::map<std::string, std::size_t> rows;
  for (std::size_t i = 0; i < entities.size(); ++i) {
    const auto at = "/entities/" + std::to_string(i);
    const auto& key = keys[i];
    if (!entities[i].is<Map>()) {
      problems.push_back(wrong(endpoint, at, &entities[i], "map"));
    } else if (key.empty()) {
      problems.push_back(fault("B53", Exit::refused, endpoint, at + "/id", "no id: the object cannot be guarded"));
    } else if (const auto [row, is_new] = rows.emplace(key, i); !is_new) {
      const auto first = "/entities/" + std::to_string(row->second);
      problems.push_back(
          fault("B54", Exit::unavailable, endpoint, at + "/id", quoted(key) + " stands at " + first + " already"));
    }
  }
  return problems;
}

}  // namespace interlock
