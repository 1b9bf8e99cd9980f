#include "engine/retry_after.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace interlock {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::int64_t kLongestSeconds = 10LL * 366 * 86'400;

constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr std::array<std::string_view, 7> kDays{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
constexpr std::array<std::string_view, 7> kLongDays{"Monday", "Tuesday",  "Wednesday", "Thursday",
                                                    "Friday", "Saturday", "Sunday"};

// A letter is a field, any other character is itself: w and W a short and a long name of the day, d and D the day of
// the month with a zero and with a blank in front, m the month, y and Y the year in two and four digits, h, i, s the
// time.
constexpr std::array<std::string_view, 3> kForms{
    "w, d m Y h:i:s GMT",  // Sun, 06 Nov 1994 08:49:37 GMT
    "W, d-m-y h:i:s GMT",  // Sunday, 06-Nov-94 08:49:37 GMT
    "w m D h:i:s Y",       // Sun Nov  6 08:49:37 1994
};

struct Fields {
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0;
  bool short_year = false;
};

bool take_digits(std::string_view& text, std::size_t width, int& number) {
  if (text.size() < width) return false;
  number = 0;
  for (const char c : text.substr(0, width)) {
    if (c < '0' || c > '9') return false;
    number = number * 10 + (c - '0');
  }
  text.remove_prefix(width);
  return true;
}

template <std::size_t N>
bool take_name(std::string_view& text, const std::array<std::string_view, N>& names, int& number) {
  for (std::size_t i = 0; i < N; ++i) {
    if (!text.starts_with(names[i])) continue;
    text.remove_prefix(names[i].size());
    number = static_cast<int>(i) + 1;
    return true;
  }
  return false;
}

bool take_text(std::string_view& text, std::string_view expected) {
  if (!text.starts_with(expected)) return false;
  text.remove_prefix(expected.size());
  return true;
}

bool take_field(char field, std::string_view& text, Fields& fields) {
  int weekday = 0;  // says nothing that the date does not; a wrong one is no reason to come back too early
  switch (field) {
    case 'w':
      return take_name(text, kDays, weekday);
    case 'W':
      return take_name(text, kLongDays, weekday);
    case 'd':
      return take_digits(text, 2, fields.day);
    case 'D':
      return take_digits(text, take_text(text, " ") ? 1 : 2, fields.day);
    case 'm':
      return take_name(text, kMonths, fields.month);
    case 'Y':
      return take_digits(text, 4, fields.year);
    case 'y':
      return fields.short_year = true, take_digits(text, 2, fields.year);
    case 'h':
      return take_digits(text, 2, fields.hour);
    case 'i':
      return take_digits(text, 2, fields.minute);
    case 's':
      return take_digits(text, 2, fields.second);
    default:
      return take_text(text, {&field, 1});
  }
}

std::optional<Fields> match(std::string_view form, std::string_view text) {
  Fields fields;
  for (const char field : form) {
    if (!take_field(field, text, fields)) return std::nullopt;
  }
  if (!text.empty()) return std::nullopt;
  return fields;
}

int full_year(int two_digits, Wall near) {
  const int now = static_cast<int>(std::chrono::year_month_day(std::chrono::floor<days>(near)).year());
  const int year = now - now % 100 + two_digits;
  if (year > now + 50) return year - 100;
  return year < now - 49 ? year + 100 : year;
}

std::optional<Wall> moment(Fields fields, Wall near) {
  if (fields.short_year) fields.year = full_year(fields.year, near);
  const std::chrono::year_month_day date{std::chrono::year(fields.year),
                                         std::chrono::month(static_cast<unsigned>(fields.month)),
                                         std::chrono::day(static_cast<unsigned>(fields.day))};
  const bool is_time = fields.hour < 24 && fields.minute < 60 && fields.second <= 60;  // 60: a leap second
  if (!date.ok() || !is_time) return std::nullopt;
  return Wall(std::chrono::sys_days(date)) + hours(fields.hour) + minutes(fields.minute) + seconds(fields.second);
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlanks = " \t";
  const auto first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

std::optional<Millis> whole_seconds(std::string_view text) {
  std::int64_t count = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    count = std::min(count * 10 + (c - '0'), kLongestSeconds);
  }
  if (text.empty()) return std::nullopt;
  return Millis(count * 1'000);
}

std::optional<Millis> wait_of(std::string_view text, Wall sent) {
  if (const auto wait = whole_seconds(text)) return wait;
  const auto date = parse_http_date(text, sent);
  if (!date) return std::nullopt;
  return std::clamp(Millis(*date - sent), Millis(0), Millis(kLongestSeconds * 1'000));
}

}  // namespace

std::optional<Wall> parse_http_date(std::string_view text, Wall near) {
  for (const auto form : kForms) {
    if (const auto fields = match(form, trimmed(text))) return moment(*fields, near);
  }
  return std::nullopt;
}

std::optional<Millis> retry_after(const Headers& headers, Wall wall) {
  const auto* date = find_header(headers, "date");
  const auto sent = (date != nullptr ? parse_http_date(*date, wall) : std::nullopt).value_or(wall);
  std::optional<Millis> longest;
  for (const auto& [name, value] : headers) {
    if (!same_without_case(name, "retry-after")) continue;
    if (const auto wait = wait_of(trimmed(value), sent)) longest = std::max(longest.value_or(Millis(0)), *wait);
  }
  return longest;
}

}  // namespace interlock
