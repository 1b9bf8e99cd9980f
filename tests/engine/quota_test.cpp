// How long an apply takes under the platform's quotas, in fake time: the requests that it needs, divided by the quota,
// are the floor. INTERLOCK_WRITES says how many writes; the figures of tests/bench/quota_bench.cpp are for 2,000.
#include <gtest/gtest.h>

#include "support/environment.hpp"
#include "support/pressure.hpp"

namespace interlock {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;
using testing::apply_under;
using testing::TotalOutage;

int writes_wanted() { return testing::number_from("INTERLOCK_WRITES", 400); }

class Quota : public ::testing::TestWithParam<Api> {};

TEST_P(Quota, IsUsedToTheFull) {
  const int writes = writes_wanted();
  const auto relief = apply_under(GetParam(), {.writes = writes});
  EXPECT_EQ(relief.undone, "");
  EXPECT_EQ(relief.writes, writes);
  EXPECT_EQ(relief.throttled, 0);
  EXPECT_LE(relief.most_in_window, 300);
  EXPECT_LE(relief.seconds, relief.floor() * 1.05);
  EXPECT_LE(relief.requests, (GetParam() == Api::guide ? 2 : 3) * writes + 10);
}

TEST_P(Quota, IsSharedWithANeighbourWhoUsesHalfOfIt) {
  const auto relief = apply_under(GetParam(), {.writes = writes_wanted(), .neighbour = Rate{150, minutes(1)}});
  EXPECT_EQ(relief.undone, "");
  EXPECT_GE(relief.use(), 0.9);
  EXPECT_EQ(relief.early, 0);
}

// F10, F11: whatever the answer is, and however long the platform asks to wait.
TEST_P(Quota, IsHardlyTouchedInATotalOutage) {
  const std::vector<Outcome> answers{Response{503, {}, "{}"}, Response{503, {{"Retry-After", "30"}}, "{}"},
                                     Response{429, {{"Retry-After", "10"}}, "{}"}, Failure{true, "connection reset"},
                                     Failure{false, "connection refused"}};
  const int needed = apply_under(GetParam(), {.writes = 200}).requests;
  for (const auto& answer : answers) {
    const auto relief = apply_under(GetParam(), {.writes = 200, .outage = TotalOutage{answer, seconds(5), minutes(4)}});
    EXPECT_EQ(relief.undone, "");
    EXPECT_EQ(relief.writes, 200);
    EXPECT_GT(relief.into_outage, 0);
    EXPECT_LE(relief.requests, needed * 1.10);
    EXPECT_EQ(relief.early, 0);
    EXPECT_LE(relief.most_in_window, 300);
  }
}

INSTANTIATE_TEST_SUITE_P(Apis, Quota, ::testing::Values(Api::guide, Api::published),
                         [](const auto& row) { return std::string(api_name(row.param)); });

}  // namespace
}  // namespace interlock
