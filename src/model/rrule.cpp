#include "model/rrule.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <set>
#include <utility>

#include "base/characters.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "model/local_time.hpp"

namespace interlock {
namespace {

/// What the value of a part is.
enum class Form { frequency, number, list, days, day, until };

struct Part {
  std::string_view name;
  Form form;
  std::string_view wanted;
  int lowest = 0, highest = 0;
  bool is_signed = false;  // negative numbers count from the end
};
constexpr std::array kParts{
    Part{"FREQ", Form::frequency, "no frequency"},
    Part{"BYDAY", Form::days, "no list of weekdays", 1, 53, true},
    Part{"BYHOUR", Form::list, "no list of hours", 0, 23},
    Part{"BYMINUTE", Form::list, "no list of minutes", 0, 59},
    Part{"BYMONTH", Form::list, "no list of months", 1, 12},
    Part{"BYMONTHDAY", Form::list, "no list of days of a month", 1, 31, true},
    Part{"BYSECOND", Form::list, "no list of seconds", 0, 60},
    Part{"BYSETPOS", Form::list, "no list of positions", 1, 366, true},
    Part{"BYWEEKNO", Form::list, "no list of weeks", 1, 53, true},
    Part{"BYYEARDAY", Form::list, "no list of days of a year", 1, 366, true},
    Part{"COUNT", Form::number, "no count from 1", 1, 999'999'999},
    Part{"INTERVAL", Form::number, "no interval from 1", 1, 999'999'999},
    Part{"UNTIL", Form::until, "no date like 20261231 or 20261231T235959Z"},
    Part{"WKST", Form::day, "no weekday"},
};
constexpr std::array<std::string_view, 7> kFrequencies{"YEARLY", "MONTHLY",  "WEEKLY",  "DAILY",
                                                       "HOURLY", "MINUTELY", "SECONDLY"};
/// What holds where the part is left out.
constexpr std::array<std::string_view, 2> kImplied{"INTERVAL=1", "WKST=MO"};

using Parsed = std::optional<std::string>;

std::string upper_case(std::string_view text) {
  std::string upper(text);
  for (auto& c : upper) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return upper;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (std::size_t begin = 0; begin <= text.size();) {
    const auto end = std::min(text.find(separator, begin), text.size());
    parts.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

std::optional<int> number_of(std::string_view text, const Part& part) {
  if (part.is_signed && text.starts_with('+')) text.remove_prefix(1);
  const bool is_negative = part.is_signed && text.starts_with('-');
  if (is_negative) text.remove_prefix(1);
  int number = 0;
  if (text.empty() || text.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
  const auto* end = text.data() + text.size();
  if (std::from_chars(text.data(), end, number).ec != std::errc{}) return std::nullopt;
  if (number < part.lowest || number > part.highest) return std::nullopt;
  return is_negative ? -number : number;
}

std::optional<std::size_t> weekday_index(std::string_view text) {
  const auto found = std::find(std::begin(kWeekdays), std::end(kWeekdays), text);
  if (found == std::end(kWeekdays)) return std::nullopt;
  return static_cast<std::size_t>(found - std::begin(kWeekdays));
}

Parsed number(std::string_view value, const Part& part) {
  const auto parsed = number_of(value, part);
  return parsed ? Parsed(std::to_string(*parsed)) : std::nullopt;
}

Parsed numbers(std::string_view value, const Part& part) {
  std::set<int> sorted;
  for (const auto element : split(value, ',')) {
    const auto parsed = number_of(element, part);
    if (!parsed) return std::nullopt;
    sorted.insert(*parsed);
  }
  std::vector<std::string> texts;
  for (const auto element : sorted) texts.push_back(std::to_string(element));
  return join(texts, ",");
}

/// "MO" of every week is 0 and Monday; "-1FR" is the last Friday.
Parsed days(std::string_view value, const Part& part) {
  std::set<std::pair<int, std::size_t>> sorted;
  for (const auto element : split(value, ',')) {
    const auto digits = element.substr(0, element.size() < 2 ? 0 : element.size() - 2);
    const auto day = weekday_index(element.substr(digits.size()));
    const auto which = digits.empty() ? std::optional(0) : number_of(digits, part);
    if (!day || !which) return std::nullopt;
    sorted.emplace(*which, *day);
  }
  std::vector<std::string> texts;
  for (const auto& [which, day] : sorted) {
    texts.push_back((which == 0 ? "" : std::to_string(which)) + std::string(kWeekdays[day]));
  }
  return join(texts, ",");
}

Parsed until(std::string_view value) {
  const std::string date(value.substr(0, 8));
  auto time = std::string(value.substr(std::min(value.size(), std::size_t{8})));
  if (date.size() < 8) return std::nullopt;
  if (time.ends_with('Z')) time.pop_back();
  if (time.empty()) time = value.size() == 8 ? "T000000" : "";
  if (time.size() != 7) return std::nullopt;
  const auto spread = date.substr(0, 4) + "-" + date.substr(4, 2) + "-" + date.substr(6) + time.substr(0, 3) + ":" +
                      time.substr(3, 2) + ":" + time.substr(5) + "Z";
  return parse_wall(spread) ? Parsed(value) : std::nullopt;
}

Parsed value_of(const Part& part, std::string_view value) {
  switch (part.form) {
    case Form::frequency:
      return std::find(kFrequencies.begin(), kFrequencies.end(), value) != kFrequencies.end() ? Parsed(value)
                                                                                              : std::nullopt;
    case Form::number:
      return number(value, part);
    case Form::list:
      return numbers(value, part);
    case Form::days:
      return days(value, part);
    case Form::day:
      return weekday_index(value) ? Parsed(value) : std::nullopt;
    case Form::until:
      return until(value);
  }
  return std::nullopt;
}

using Values = std::map<std::string_view, std::string>;  // of the parts that were read, by name

/// Adds the part; returns what is wrong with it.
std::string add_part(std::string_view written, Values& values) {
  const auto equals = std::min(written.find('='), written.size());
  const auto name = written.substr(0, equals);
  const auto part = std::find_if(kParts.begin(), kParts.end(), [&](const Part& row) { return row.name == name; });
  if (part == kParts.end() || equals == written.size()) return quoted(written) + " is no part of a rule";
  auto value = value_of(*part, written.substr(equals + 1));
  if (!value) return quoted(written) + " is " + std::string(part->wanted);
  if (!values.emplace(part->name, *std::move(value)).second) return quoted(name) + " comes twice";
  return {};
}

std::string written(const Values& values) {
  auto text = "FREQ=" + values.at("FREQ");
  for (const auto& [name, value] : values) {
    const auto part = std::string(name) + "=" + value;
    if (name == "FREQ" || std::find(kImplied.begin(), kImplied.end(), part) != kImplied.end()) continue;
    text += ";" + part;
  }
  return text;
}

}  // namespace

Rrule read_rrule(std::string_view text) {
  const auto upper = upper_case(without_outer_blanks(text));
  std::string_view rule = upper;
  if (rule.starts_with("RRULE:")) rule.remove_prefix(6);
  if (rule.ends_with(';')) rule.remove_suffix(1);
  if (rule.empty()) return upper.empty() ? Rrule{} : Rrule{{}, "'FREQ' is missing"};
  Values values;
  for (const auto part : split(rule, ';')) {
    if (auto fault = add_part(part, values); !fault.empty()) return {{}, std::move(fault)};
  }
  if (!values.contains("FREQ")) return {{}, "'FREQ' is missing"};
  if (values.contains("COUNT") && values.contains("UNTIL")) return {{}, "'COUNT' stands beside 'UNTIL'"};
  return {written(values), {}};
}

std::optional<std::string> canonical_rrule(std::string_view text) {
  auto rule = read_rrule(text);
  if (!rule.fault.empty()) return std::nullopt;
  return std::move(rule.text);
}

std::vector<std::size_t> rrule_weekdays(std::string_view canonical) {
  std::set<std::size_t> found;
  for (auto part : split(canonical, ';')) {
    if (!part.starts_with("BYDAY=")) continue;
    part.remove_prefix(6);
    for (const auto day : split(part, ',')) {
      if (const auto index = weekday_index(day.substr(day.size() < 2 ? 0 : day.size() - 2))) found.insert(*index);
    }
  }
  return {found.begin(), found.end()};
}

}  // namespace interlock
