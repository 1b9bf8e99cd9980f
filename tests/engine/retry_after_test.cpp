#include "engine/retry_after.hpp"

#include <gtest/gtest.h>

#include "support/names.hpp"

namespace interlock {
namespace {

using std::chrono::seconds;

struct DateCase {
  const char* name;
  std::string text;
  std::string wall;  // empty: no date
};

class HttpDate : public ::testing::TestWithParam<DateCase> {};

TEST_P(HttpDate, Reads) {
  const auto date = parse_http_date(GetParam().text, *parse_wall("2026-11-22T00:00:00Z"));
  EXPECT_EQ(date ? format_wall(*date) : "", GetParam().wall);
}

// The examples of RFC 9110 5.6.7, and what is near them but no date.
INSTANTIATE_TEST_SUITE_P(
    RetryAfter, HttpDate,
    ::testing::Values(
        DateCase{"fixed_form", "Sun, 06 Nov 1994 08:49:37 GMT", "1994-11-06T08:49:37Z"},
        DateCase{"obsolete_form", "Sunday, 06-Nov-94 08:49:37 GMT", "1994-11-06T08:49:37Z"},
        DateCase{"asctime_form", "Sun Nov  6 08:49:37 1994", "1994-11-06T08:49:37Z"},
        DateCase{"asctime_with_two_digits", "Tue Nov 16 08:49:37 1994", "1994-11-16T08:49:37Z"},
        DateCase{"two_digit_year_fifty_years_ahead", "Sunday, 06-Nov-76 08:49:37 GMT", "2076-11-06T08:49:37Z"},
        DateCase{"two_digit_year_further_ahead_is_past", "Sunday, 06-Nov-77 08:49:37 GMT", "1977-11-06T08:49:37Z"},
        DateCase{"leap_second", "Sat, 31 Dec 2016 23:59:60 GMT", "2017-01-01T00:00:00Z"},
        DateCase{"blanks_around", " Sun, 06 Nov 1994 08:49:37 GMT\t", "1994-11-06T08:49:37Z"},
        DateCase{"no_such_day", "Mon, 30 Feb 2026 08:49:37 GMT", ""},
        DateCase{"no_such_hour", "Sun, 06 Nov 1994 24:00:00 GMT", ""},
        DateCase{"another_zone", "Sun, 06 Nov 1994 08:49:37 CET", ""},
        DateCase{"text_behind_it", "Sun, 06 Nov 1994 08:49:37 GMT x", ""},
        DateCase{"no_name_of_a_day", "Xyz, 06 Nov 1994 08:49:37 GMT", ""},
        DateCase{"cut_short", "Sun, 06 Nov 1994 08:4", ""}, DateCase{"empty", "", ""}),
    testing::row_name);

struct WaitCase {
  const char* name;
  Headers headers;
  std::optional<seconds> wait;
};

class RetryAfter : public ::testing::TestWithParam<WaitCase> {};

TEST_P(RetryAfter, Demands) {
  EXPECT_EQ(retry_after(GetParam().headers, *parse_wall("2026-11-22T12:00:00Z")), GetParam().wait);
}

constexpr auto kNothing = std::nullopt;
constexpr const char* kInAnHour = "Sun, 22 Nov 2026 13:00:00 GMT";
const std::pair<std::string, std::string> kDateAheadOfUs{"Date", "Sun, 22 Nov 2026 12:50:00 GMT"};

// F7, F8, F9.
INSTANTIATE_TEST_SUITE_P(
    RetryAfter, RetryAfter,
    ::testing::Values(
        WaitCase{"missing", {{"Content-Type", "text/html"}}, kNothing},
        WaitCase{"zero", {{"Retry-After", "0"}}, seconds(0)}, WaitCase{"one", {{"Retry-After", "1"}}, seconds(1)},
        WaitCase{"an_hour_in_another_case", {{"retry-AFTER", " 3600 "}}, seconds(3600)},
        WaitCase{"date_measured_by_our_clock", {{"Retry-After", kInAnHour}}, seconds(3600)},
        WaitCase{"date_measured_by_the_answers_own_date", {kDateAheadOfUs, {"Retry-After", kInAnHour}}, seconds(600)},
        WaitCase{"broken_own_date_is_not_used", {{"Date", "noon"}, {"Retry-After", kInAnHour}}, seconds(3600)},
        WaitCase{"date_in_the_obsolete_form", {{"Retry-After", "Sunday, 22-Nov-26 12:00:30 GMT"}}, seconds(30)},
        WaitCase{"date_in_the_asctime_form", {{"Retry-After", "Sun Nov 22 12:00:30 2026"}}, seconds(30)},
        WaitCase{"date_in_the_past", {{"Retry-After", "Sun, 22 Nov 2026 11:00:00 GMT"}}, seconds(0)},
        WaitCase{"negative", {{"Retry-After", "-1"}}, kNothing},
        WaitCase{"fraction", {{"Retry-After", "30.5"}}, kNothing},
        WaitCase{"exponent", {{"Retry-After", "1e12"}}, kNothing},
        WaitCase{"plus_sign", {{"Retry-After", "+5"}}, kNothing}, WaitCase{"empty", {{"Retry-After", ""}}, kNothing},
        WaitCase{"words", {{"Retry-After", "soon"}}, kNothing},
        WaitCase{"huge_is_cut_to_ten_years", {{"Retry-After", "99999999999999999999999"}}, seconds(3660LL * 86'400)},
        WaitCase{"two_fields_the_later", {{"Retry-After", "5"}, {"Retry-After", "60"}}, seconds(60)},
        WaitCase{"two_fields_the_later_first", {{"Retry-After", kInAnHour}, {"Retry-After", "60"}}, seconds(3600)},
        WaitCase{"two_fields_one_broken", {{"Retry-After", "5"}, {"Retry-After", "x"}}, seconds(5)}),
    testing::row_name);

}  // namespace
}  // namespace interlock
