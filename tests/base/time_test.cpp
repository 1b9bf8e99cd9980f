#include "base/time.hpp"

#include <gtest/gtest.h>

#include "support/names.hpp"

namespace interlock {
namespace {

struct DurationCase {
  const char* name;
  const char* text;
  std::optional<long> millis;
};

class Duration : public ::testing::TestWithParam<DurationCase> {};

TEST_P(Duration, Parses) {
  const auto parsed = parse_duration(GetParam().text);
  ASSERT_EQ(parsed.has_value(), GetParam().millis.has_value());
  if (parsed) {
    EXPECT_EQ(parsed->count(), *GetParam().millis);
  }
}

INSTANTIATE_TEST_SUITE_P(Time, Duration,
                         ::testing::Values(DurationCase{"milliseconds", "500ms", 500},
                                           DurationCase{"seconds", "2s", 2'000},
                                           DurationCase{"hours", "24h", 86'400'000},
                                           DurationCase{"days", "7d", 604'800'000}, DurationCase{"zero", "0s", 0},
                                           DurationCase{"no_unit", "5", {}}, DurationCase{"unknown_unit", "5y", {}},
                                           DurationCase{"negative", "-5s", {}}, DurationCase{"fraction", "1.5s", {}},
                                           DurationCase{"blank", "5 s", {}}, DurationCase{"too_long", "99999999d", {}},
                                           DurationCase{"empty", "", {}}),
                         testing::row_name);

struct WallCase {
  const char* name;
  const char* text;
  bool is_valid;
};

class WallTime : public ::testing::TestWithParam<WallCase> {};

TEST_P(WallTime, RoundTrips) {
  const auto parsed = parse_wall(GetParam().text);
  ASSERT_EQ(parsed.has_value(), GetParam().is_valid);
  if (parsed) {
    EXPECT_EQ(format_wall(*parsed), GetParam().text);
  }
}

INSTANTIATE_TEST_SUITE_P(Time, WallTime,
                         ::testing::Values(WallCase{"utc", "2026-12-01T02:10:00Z", true},
                                           WallCase{"leap_day", "2028-02-29T00:00:00Z", true},
                                           WallCase{"empty_fraction", "2026-12-01T02:10:00.Z", false},
                                           WallCase{"fraction_of_words", "2026-12-01T02:10:00.5sZ", false},
                                           WallCase{"no_such_day", "2026-02-29T00:00:00Z", false},
                                           WallCase{"no_zone", "2026-12-01T02:10:00", false},
                                           WallCase{"offset", "2026-12-01T02:10:00+01:00", false},
                                           WallCase{"hour_24", "2026-12-01T24:00:00Z", false},
                                           WallCase{"words", "tomorrow", false}),
                         testing::row_name);

TEST(WallTime, KeepsMillisecondsOfAFraction) {
  const auto whole = *parse_wall("2026-12-01T02:10:00Z");
  EXPECT_EQ(parse_wall("2026-12-01T02:10:00.5Z"), whole + Millis(500));
  EXPECT_EQ(parse_wall("2026-12-01T02:10:00.007Z"), whole + Millis(7));
  EXPECT_EQ(parse_wall("2026-12-01T02:10:00.0079999999Z"), whole + Millis(7));
}

TEST(FormatDuration, TakesTheLargestUnit) {
  EXPECT_EQ(format_duration(Millis(90'000)), "90s");
  EXPECT_EQ(format_duration(Millis(300'000)), "5m");
  EXPECT_EQ(format_duration(Millis(1'500)), "1500ms");
}

struct MomentCase {
  const char* name;
  const char* text;
  const char* utc;  // empty: refused
};

class Moment : public ::testing::TestWithParam<MomentCase> {};

TEST_P(Moment, IsInUtc) {
  const auto parsed = parse_moment(GetParam().text);
  EXPECT_EQ(parsed ? format_wall(*parsed) : "", GetParam().utc);
}

INSTANTIATE_TEST_SUITE_P(
    Time, Moment,
    ::testing::Values(MomentCase{"utc", "2026-12-01T02:10:00Z", "2026-12-01T02:10:00Z"},
                      MomentCase{"ahead_of_utc", "2026-12-01T10:10:00+08:00", "2026-12-01T02:10:00Z"},
                      MomentCase{"behind_utc", "2026-11-30T20:40:00-05:30", "2026-12-01T02:10:00Z"},
                      MomentCase{"over_the_end_of_the_year", "2026-12-31T23:30:00-01:00", "2027-01-01T00:30:00Z"},
                      MomentCase{"no_zone", "2026-12-01T02:10:00", ""},
                      MomentCase{"zone_by_name", "2026-12-01T02:10:00 Europe/Berlin", ""},
                      MomentCase{"offset_without_colon", "2026-12-01T02:10:00+0100", ""},
                      MomentCase{"offset_of_hours_alone", "2026-12-01T02:10:00+01", ""},
                      MomentCase{"offset_of_a_day", "2026-12-01T02:10:00+24:00", ""},
                      MomentCase{"offset_of_sixty_minutes", "2026-12-01T02:10:00+01:60", ""},
                      MomentCase{"more_behind_the_offset", "2026-12-01T02:10:00+01:00Z", ""},
                      MomentCase{"no_such_day", "2026-02-30T02:10:00Z", ""},
                      MomentCase{"no_time_of_day", "2026-12-01Z", ""}, MomentCase{"words", "next Tuesday", ""},
                      MomentCase{"empty", "", ""}),
    testing::row_name);

}  // namespace
}  // namespace interlock
