#include "base/time.hpp"

#include <array>
#include <charconv>
#include <cstdint>
#include <cstdio>

namespace interlock {
namespace {

struct Unit {
  std::string_view name;
  std::int64_t millis;
};
constexpr std::array kUnits{Unit{"d", 86'400'000}, Unit{"h", 3'600'000}, Unit{"m", 60'000}, Unit{"s", 1'000},
                            Unit{"ms", 1}};
constexpr std::int64_t kLongest = 10LL * 366 * 86'400'000;

/// The number of `width` digits at the front, removed with the separator behind it; nothing where the form differs.
std::optional<int> take_number(std::string_view& text, std::size_t width, std::string_view separator) {
  int number = 0;
  if (text.size() < width + separator.size()) return std::nullopt;
  for (const char c : text.substr(0, width)) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + (c - '0');
  }
  text.remove_prefix(width);
  if (!text.starts_with(separator)) return std::nullopt;
  text.remove_prefix(separator.size());
  return number;
}

/// A fraction of a second at the front, removed: ".250". What is less than a millisecond counts for nothing.
std::optional<Millis> take_fraction(std::string_view& text) {
  if (!text.starts_with('.')) return Millis(0);
  const auto digits = text.substr(1, text.find_first_not_of("0123456789", 1) - 1);
  if (digits.empty()) return std::nullopt;
  text.remove_prefix(1 + digits.size());
  auto three = std::string(digits.substr(0, 3));
  three.resize(3, '0');
  return Millis(std::stoi(three));
}

/// "2026-12-01T02:10:00" at the front, removed; nothing where there is none, or no such day or time of day.
std::optional<Wall> take_date_and_time(std::string_view& text) {
  const auto year = take_number(text, 4, "-");
  const auto month = year ? take_number(text, 2, "-") : std::nullopt;
  const auto day = month ? take_number(text, 2, "T") : std::nullopt;
  const auto hour = day ? take_number(text, 2, ":") : std::nullopt;
  const auto minute = hour ? take_number(text, 2, ":") : std::nullopt;
  const auto second = minute ? take_number(text, 2, "") : std::nullopt;
  const auto fraction = second ? take_fraction(text) : std::nullopt;
  if (!fraction || *hour > 23 || *minute > 59 || *second > 59) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok()) return std::nullopt;
  return Wall(std::chrono::sys_days(date)) + std::chrono::hours(*hour) + std::chrono::minutes(*minute) +
         std::chrono::seconds(*second) + *fraction;
}

}  // namespace

std::optional<Millis> parse_duration(std::string_view text) {
  std::int64_t count = 0;
  const auto* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, count);
  if (error != std::errc{} || count < 0) return std::nullopt;
  const std::string_view unit(rest, static_cast<std::size_t>(end - rest));
  for (const auto& known : kUnits) {
    if (known.name != unit) continue;
    if (count > kLongest / known.millis) return std::nullopt;
    return Millis(count * known.millis);
  }
  return std::nullopt;
}

std::string format_duration(Millis duration) {
  if (duration.count() == 0) return "0s";
  for (const auto& unit : kUnits) {
    if (duration.count() % unit.millis == 0) {
      return std::to_string(duration.count() / unit.millis) + std::string(unit.name);
    }
  }
  return std::to_string(duration.count()) + "ms";
}

std::optional<Wall> parse_wall(std::string_view text) {
  const auto time = take_date_and_time(text);
  return text == "Z" ? time : std::nullopt;
}

std::optional<Wall> parse_moment(std::string_view text) {
  const auto local = take_date_and_time(text);
  if (!local || text == "Z") return local;
  const bool is_ahead = text.starts_with('+');
  if (!is_ahead && !text.starts_with('-')) return std::nullopt;
  text.remove_prefix(1);
  const auto hours = take_number(text, 2, ":");
  const auto minutes = hours ? take_number(text, 2, "") : std::nullopt;
  if (!minutes || !text.empty() || *hours > 23 || *minutes > 59) return std::nullopt;
  const auto offset = std::chrono::hours(*hours) + std::chrono::minutes(*minutes);
  return is_ahead ? *local - offset : *local + offset;
}

std::string format_wall(Wall time) {
  const auto days = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(days);
  const std::chrono::hh_mm_ss clock(std::chrono::floor<std::chrono::seconds>(time - days));
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02dZ", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                static_cast<int>(clock.seconds().count()));
  return text.data();
}

}  // namespace interlock
