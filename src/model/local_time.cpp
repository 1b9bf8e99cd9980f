#include "model/local_time.hpp"

#include <algorithm>

#include "base/time.hpp"

namespace interlock {
namespace {

constexpr std::string_view kToMinutes = "2026-01-05T08:00";
constexpr std::string_view kToSeconds = "2026-01-05T08:00:00";

/// The first three digits of a fraction of a second with its point, or nothing of a fraction that is none.
std::optional<std::string> milliseconds(std::string_view fraction) {
  if (fraction.empty()) return "";
  fraction.remove_prefix(1);
  if (fraction.empty() || fraction.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
  auto digits = std::string(fraction.substr(0, 3));
  digits.resize(3, '0');
  return digits == "000" ? "" : "." + digits;
}

std::chrono::sys_days day_of(std::string_view local_time) {
  const auto time = parse_wall(std::string(local_time.substr(0, kToSeconds.size())) + "Z");
  return std::chrono::floor<std::chrono::days>(time.value_or(Wall{}));
}

}  // namespace

std::optional<std::string> canonical_local_time(std::string_view text) {
  auto seconds = std::string(text.substr(0, kToSeconds.size()));
  if (seconds.size() == kToMinutes.size()) seconds += ":00";
  const auto fraction = text.substr(std::min(text.size(), kToSeconds.size()));
  if (!fraction.empty() && !fraction.starts_with('.')) return std::nullopt;
  const auto rest = milliseconds(fraction);
  if (!rest || seconds.starts_with("0000") || seconds.starts_with("9999") || !parse_wall(seconds + "Z")) {
    return std::nullopt;
  }
  return seconds + *rest;
}

std::size_t weekday_of(std::string_view local_time) {
  return std::chrono::weekday(day_of(local_time)).iso_encoding() - 1;
}

std::string date_after(std::string_view local_time, std::size_t days) {
  const auto day = day_of(local_time) + std::chrono::days(days);
  return format_wall(Wall(day)).substr(0, std::string_view("2026-01-05").size());
}

}  // namespace interlock
