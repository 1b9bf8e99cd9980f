// Texts that have a normal form of their own.
#include "model/text_form.hpp"

#include <gtest/gtest.h>

#include <string>

#include "model/local_time.hpp"
#include "model/rrule.hpp"
#include "support/names.hpp"

namespace interlock {
namespace {

struct TextFormCase {
  const char* name;
  TextForm form;
  const char* written;
  const char* canonical;
};

class Form : public ::testing::TestWithParam<TextFormCase> {};

TEST_P(Form, IsCanonical) {
  const auto canonical = canonical_text(GetParam().form, GetParam().written);
  EXPECT_EQ(canonical.value_or("none"), GetParam().canonical);
  EXPECT_EQ(canonical_text(GetParam().form, canonical.value_or(GetParam().written)), canonical);
}

constexpr auto kTime = TextForm::local_time;
INSTANTIATE_TEST_SUITE_P(
    LocalTime, Form,
    ::testing::Values(TextFormCase{"to_minutes", kTime, "2026-01-05T08:00", "2026-01-05T08:00:00"},
                      TextFormCase{"to_seconds", kTime, "2026-01-05T08:00:30", "2026-01-05T08:00:30"},
                      TextFormCase{"zero_milliseconds", kTime, "2026-01-05T08:00:00.000", "2026-01-05T08:00:00"},
                      TextFormCase{"six_digits_of_a_second", kTime, "2026-01-05T08:00:00.250000",
                                   "2026-01-05T08:00:00.250"},
                      TextFormCase{"one_digit_of_a_second", kTime, "2026-01-05T08:00:00.5", "2026-01-05T08:00:00.500"},
                      TextFormCase{"leap_day", kTime, "2028-02-29T00:00", "2028-02-29T00:00:00"},
                      TextFormCase{"no_leap_day", kTime, "2026-02-29T00:00", "none"},
                      TextFormCase{"day_without_a_time", kTime, "2026-01-05", "none"},
                      TextFormCase{"hour_24", kTime, "2026-01-05T24:00", "none"},
                      TextFormCase{"in_a_zone", kTime, "2026-01-05T08:00:00Z", "none"},
                      TextFormCase{"with_an_offset", kTime, "2026-01-05T08:00:00+08:00", "none"},
                      TextFormCase{"fraction_without_digits", kTime, "2026-01-05T08:00:00.", "none"},
                      TextFormCase{"fraction_in_a_zone", kTime, "2026-01-05T08:00:00.5Z", "none"},
                      TextFormCase{"blank_for_the_t", kTime, "2026-01-05 08:00", "none"},
                      TextFormCase{"year_0", kTime, "0000-01-05T08:00", "none"},
                      TextFormCase{"year_9999", kTime, "9999-12-31T23:59", "none"},
                      TextFormCase{"empty", kTime, "", "none"}),
    testing::row_name);

constexpr auto kRule = TextForm::rrule;
INSTANTIATE_TEST_SUITE_P(
    Rrule, Form,
    ::testing::Values(
        TextFormCase{"no_recurrence", kRule, "", ""},
        TextFormCase{"what_holds_anyway_goes", kRule, "FREQ=WEEKLY;INTERVAL=1;WKST=MO;BYDAY=MO",
                     "FREQ=WEEKLY;BYDAY=MO"},
        TextFormCase{"prefix_and_lower_case", kRule, "rrule:freq=daily;interval=2", "FREQ=DAILY;INTERVAL=2"},
        TextFormCase{"parts_in_order", kRule, "UNTIL=20261231;BYMONTH=12;FREQ=YEARLY",
                     "FREQ=YEARLY;BYMONTH=12;UNTIL=20261231"},
        TextFormCase{"weekdays_in_order", kRule, "FREQ=WEEKLY;BYDAY=SU,FR,MO,FR", "FREQ=WEEKLY;BYDAY=MO,FR,SU"},
        TextFormCase{"weekdays_of_a_month", kRule, "FREQ=MONTHLY;BYDAY=+2FR,-1MO,1SU",
                     "FREQ=MONTHLY;BYDAY=-1MO,1SU,2FR"},
        TextFormCase{"numbers_in_order", kRule, "FREQ=MONTHLY;BYMONTHDAY=15,+1,-1,01",
                     "FREQ=MONTHLY;BYMONTHDAY=-1,1,15"},
        TextFormCase{"week_that_begins_on_sunday", kRule, "FREQ=WEEKLY;WKST=SU", "FREQ=WEEKLY;WKST=SU"},
        TextFormCase{"blanks_and_a_last_semicolon", kRule, " FREQ=DAILY;\n", "FREQ=DAILY"},
        TextFormCase{"moment_as_end", kRule, "FREQ=DAILY;UNTIL=20261231T235959Z", "FREQ=DAILY;UNTIL=20261231T235959Z"}),
    testing::row_name);

INSTANTIATE_TEST_SUITE_P(
    Zone, Form,
    ::testing::Values(TextFormCase{"of_a_city", TextForm::time_zone, "Asia/Singapore", "Asia/Singapore"},
                      TextFormCase{"of_two_slashes", TextForm::time_zone, "America/Argentina/Ushuaia",
                                   "America/Argentina/Ushuaia"},
                      TextFormCase{"with_a_sign", TextForm::time_zone, "Etc/GMT+8", "Etc/GMT+8"},
                      TextFormCase{"none", TextForm::time_zone, "", ""},
                      TextFormCase{"of_no_city", TextForm::time_zone, "Asia/Singapur", "none"},
                      TextFormCase{"part_of_one", TextForm::time_zone, "Asia/Singap", "none"},
                      TextFormCase{"two", TextForm::time_zone, "Asia/Tokyo Asia/Seoul", "none"},
                      TextFormCase{"with_a_blank", TextForm::time_zone, "Asia/Kuala Lumpur", "none"},
                      TextFormCase{"offset", TextForm::time_zone, "+08:00", "none"}),
    testing::row_name);

constexpr auto kPhone = TextForm::phone_number;
INSTANTIATE_TEST_SUITE_P(Phone, Form,
                         ::testing::Values(TextFormCase{"of_a_country", kPhone, "+6531234567", "+6531234567"},
                                           TextFormCase{"of_seven_digits", kPhone, "+2904123", "+2904123"},
                                           TextFormCase{"of_six_digits", kPhone, "+290412", "none"},
                                           TextFormCase{"of_16_digits", kPhone, "+1234567890123456", "none"},
                                           TextFormCase{"without_a_plus", kPhone, "6531234567", "none"},
                                           TextFormCase{"with_blanks", kPhone, "+65 3123 4567", "none"},
                                           TextFormCase{"of_country_0", kPhone, "+0531234567", "none"}),
                         testing::row_name);

struct Fault {
  const char* name;
  const char* rule;
  const char* fault;
};

class RruleFault : public ::testing::TestWithParam<Fault> {};

TEST_P(RruleFault, NamesThePart) {
  EXPECT_EQ(read_rrule(GetParam().rule).fault, GetParam().fault);
  EXPECT_FALSE(canonical_rrule(GetParam().rule));
}

INSTANTIATE_TEST_SUITE_P(
    Rrule, RruleFault,
    ::testing::Values(Fault{"no_frequency", "BYDAY=MO", "'FREQ' is missing"},
                      Fault{"prefix_alone", "RRULE:", "'FREQ' is missing"},
                      Fault{"unknown_frequency", "FREQ=OFTEN", "'FREQ=OFTEN' is no frequency"},
                      Fault{"unknown_part", "FREQ=DAILY;BYWEEK=1", "'BYWEEK=1' is no part of a rule"},
                      Fault{"part_without_a_value", "FREQ=DAILY;COUNT", "'COUNT' is no part of a rule"},
                      Fault{"part_twice", "FREQ=DAILY;FREQ=DAILY", "'FREQ' comes twice"},
                      Fault{"two_ends", "FREQ=DAILY;COUNT=2;UNTIL=20261231", "'COUNT' stands beside 'UNTIL'"},
                      Fault{"interval_of_nothing", "FREQ=DAILY;INTERVAL=0", "'INTERVAL=0' is no interval from 1"},
                      Fault{"unknown_weekday", "FREQ=WEEKLY;BYDAY=MO,XX", "'BYDAY=MO,XX' is no list of weekdays"},
                      Fault{"weekday_54", "FREQ=YEARLY;BYDAY=54MO", "'BYDAY=54MO' is no list of weekdays"},
                      Fault{"empty_element", "FREQ=WEEKLY;BYDAY=MO,", "'BYDAY=MO,' is no list of weekdays"},
                      Fault{"month_13", "FREQ=YEARLY;BYMONTH=13", "'BYMONTH=13' is no list of months"},
                      Fault{"negative_month", "FREQ=YEARLY;BYMONTH=-1", "'BYMONTH=-1' is no list of months"},
                      Fault{"day_of_no_month", "FREQ=DAILY;UNTIL=20260230",
                            "'UNTIL=20260230' is no date like 20261231 or 20261231T235959Z"},
                      Fault{"number_beyond_all", "FREQ=DAILY;COUNT=99999999999",
                            "'COUNT=99999999999' is no count from 1"}),
    testing::row_name);

TEST(RruleWeekdays, AreThoseOfByday) {
  EXPECT_EQ(rrule_weekdays("FREQ=WEEKLY;BYDAY=MO,FR"), (std::vector<std::size_t>{0, 4}));
  EXPECT_EQ(rrule_weekdays("FREQ=MONTHLY;BYDAY=-1FR,1MO,2FR"), (std::vector<std::size_t>{0, 4}));
  EXPECT_TRUE(rrule_weekdays("FREQ=DAILY").empty());
}

TEST(LocalTime, HasAWeekdayAndDaysAfterIt) {
  EXPECT_EQ(kWeekdays[weekday_of("2026-01-05T08:00:00")], "MO");
  EXPECT_EQ(kWeekdays[weekday_of("2026-01-04T23:59:59.999")], "SU");
  EXPECT_EQ(date_after("2026-12-31T08:00:00", 1), "2027-01-01");
}

}  // namespace
}  // namespace interlock
