// Dates with a time of day and without a zone: what a clock on the wall shows.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace interlock {

/// "2026-01-05T08:00", with or without seconds and fractions of them -> "2026-01-05T08:00:00", or with ".250" where
/// milliseconds are left: texts that sort as the times do. Nothing for another form, for a zone, for a day that does
/// not exist, and for the years 0 and 9999, which stand for "never" elsewhere.
std::optional<std::string> canonical_local_time(std::string_view text);

/// In the order of a week that begins on Monday.
inline constexpr std::string_view kWeekdays[] = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"};

/// The index in kWeekdays of a canonical local time.
std::size_t weekday_of(std::string_view local_time);

/// "2026-01-06": the date of a canonical local time, so many days later.
std::string date_after(std::string_view local_time, std::size_t days);

}  // namespace interlock
