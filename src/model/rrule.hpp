// Recurrence rules of iCalendar (RFC 5545, 3.3.10) in one form, so that two ways to write a rule are no difference.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace interlock {

struct Rrule {
  std::string text;   // canonical; empty where there is a fault, and of the empty rule: no recurrence
  std::string fault;  // what is wrong with it, "'BYDAY=XX' is no list of weekdays"; empty where nothing is
};

/// Upper case; without "RRULE:", blanks at the ends, and parts that say what holds without them (INTERVAL=1, WKST=MO);
/// FREQ first, the other parts by name; lists in the order of the calendar, each element once, without plus signs and
/// leading zeros.
Rrule read_rrule(std::string_view text);

/// The canonical text, or nothing where it is no rule.
std::optional<std::string> canonical_rrule(std::string_view text);

/// The weekdays that BYDAY of a canonical rule names, as indexes in kWeekdays, each once; empty without BYDAY.
std::vector<std::size_t> rrule_weekdays(std::string_view canonical);

}  // namespace interlock
