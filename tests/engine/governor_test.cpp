#include "engine/governor.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "support/names.hpp"

namespace interlock {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr Instant kStart{hours(1)};
constexpr Rate kPerMinute{300, Millis(60'000)};
constexpr Rate kPerSecond{8, Millis(1'000)};

/// Sends as fast as the quota lets, from `now` until `end`.
std::vector<Instant> saturate(Quota& quota, Instant now, Instant end) {
  std::vector<Instant> sent;
  for (now = quota.earliest(now); now < end; now = quota.earliest(now)) {
    quota.sent(now);
    sent.push_back(now);
  }
  return sent;
}

std::size_t most_in_a_window(const std::vector<Instant>& sent, Millis window) {
  std::size_t most = 0, first = 0;
  for (std::size_t last = 0; last < sent.size(); ++last) {
    while (sent[last] - sent[first] >= window) ++first;
    most = std::max(most, last - first + 1);
  }
  return most;
}

struct LoadCase {
  const char* name;
  Rate rate;
  double idle;  // the share of time in which nobody asks
};

class Load : public ::testing::TestWithParam<LoadCase> {};

TEST_P(Load, NeverPutsMoreThanTheLimitIntoAnyWindow) {
  const auto& [name, rate, idle] = GetParam();
  std::mt19937_64 random(7);
  std::bernoulli_distribution rests(idle);
  std::uniform_int_distribution<int> rest(0, 20'000);
  Quota quota(rate);
  std::vector<Instant> sent;
  for (auto now = kStart; now < kStart + hours(3);) {
    if (rests(random)) now += Millis(rest(random));
    now = quota.earliest(now);
    quota.sent(now);
    sent.push_back(now);
  }
  EXPECT_LE(most_in_a_window(sent, rate.window), static_cast<std::size_t>(rate.requests));
  EXPECT_GT(sent.size(), 100u);
}

// R5: the hard cap, for loads that save up a burst and for loads that never do.
INSTANTIATE_TEST_SUITE_P(Quota, Load,
                         ::testing::Values(LoadCase{"minute_quota_in_bursts", kPerMinute, 0.01},
                                           LoadCase{"minute_quota_with_many_rests", kPerMinute, 0.3},
                                           LoadCase{"minute_quota_saturated", kPerMinute, 0},
                                           LoadCase{"second_quota_in_bursts", kPerSecond, 0.05},
                                           LoadCase{"second_quota_saturated", kPerSecond, 0},
                                           LoadCase{"one_a_second", {1, Millis(1'000)}, 0.1},
                                           LoadCase{"one_a_minute", {1, Millis(60'000)}, 0.1},
                                           LoadCase{"more_than_one_a_millisecond", {2'000, Millis(1'000)}, 0.1}),
                         testing::row_name);

struct UseCase {
  const char* name;
  Rate rate;
};

class Use : public ::testing::TestWithParam<UseCase> {};

TEST_P(Use, IsNineTenthsOfTheQuotaWhenSaturated) {
  Quota quota(GetParam().rate);
  const auto sent = saturate(quota, kStart, kStart + hours(1));
  const auto allowed = static_cast<double>(GetParam().rate.requests * (hours(1) / GetParam().rate.window));
  EXPECT_GE(static_cast<double>(sent.size()), 0.9 * allowed);
}

INSTANTIATE_TEST_SUITE_P(Quota, Use,
                         ::testing::Values(UseCase{"minute_quota", kPerMinute}, UseCase{"second_quota", kPerSecond},
                                           UseCase{"five_a_second", {5, Millis(1'000)}}),
                         testing::row_name);

TEST(Quota, LetsABurstOfAHundredThroughAMinuteQuota) {
  Quota quota(kPerMinute);
  EXPECT_EQ(saturate(quota, kStart, kStart + Millis(1)).size(), 100u);  // job E1: 50 schedules with their reads
}

TEST(Quota, SpacesWhatFollowsTheBurst) {
  Quota quota(kPerMinute);
  saturate(quota, kStart, kStart + Millis(1));
  EXPECT_EQ(quota.earliest(kStart), kStart + Millis(200));
}

TEST(Quota, HalvesOnceForAllThatWasOnItsWay) {
  Quota quota(kPerSecond);
  quota.throttled(kStart, kStart + Millis(30));
  quota.throttled(kStart + Millis(5), kStart + Millis(40));
  EXPECT_EQ(saturate(quota, kStart + seconds(1), kStart + seconds(2)).size(), 4u);
}

TEST(Quota, HalvesAgainForWhatLeftAfterwards) {
  Quota quota(kPerSecond);
  quota.throttled(kStart, kStart);
  quota.throttled(kStart + Millis(1), kStart + Millis(2));
  EXPECT_EQ(saturate(quota, kStart + seconds(1), kStart + seconds(2)).size(), 2u);
}

TEST(Quota, FallsNoLowerThanOneInFiveSeconds) {
  Quota quota(kPerSecond);
  for (int i = 0; i < 50; ++i) quota.throttled(kStart + Millis(i), kStart + Millis(i));
  const auto sent = saturate(quota, kStart + Millis(100), kStart + seconds(9));
  EXPECT_EQ(sent.size(), 2u);
}

TEST(Quota, RaisesTheRateInQuietTimesUpToItsSetting) {
  Quota quota(kPerSecond);
  quota.throttled(kStart, kStart);
  // 1.05^14 = 1.98, 1.05^15 = 2.08
  EXPECT_EQ(saturate(quota, kStart + seconds(145), kStart + seconds(146)).size(), 7u);
  EXPECT_EQ(saturate(quota, kStart + minutes(5), kStart + minutes(5) + seconds(1)).size(), 8u);
}

TEST(Quota, SendsNothingBeforeADeadlineThatOnlyGrows) {
  Quota quota(kPerMinute);
  quota.close_until(kStart + seconds(30));
  quota.close_until(kStart + seconds(10));
  EXPECT_EQ(quota.earliest(kStart), kStart + seconds(30));
}

TEST(Quota, OpensWithoutABurst) {
  Quota quota(kPerMinute);
  quota.close_until(kStart + seconds(30));
  const auto opened = kStart + seconds(30);
  EXPECT_EQ(saturate(quota, opened, opened + seconds(1)).size(), 5u);  // one each 200 ms
}

TEST(Governor, AsksEveryBucketOfACall) {
  Governor governor({});
  const std::array write{Bucket::token, Bucket::routing, Bucket::queues};
  const std::array read{Bucket::token, Bucket::routing};
  for (int i = 0; i < 5; ++i) governor.sent(write, kStart);
  EXPECT_EQ(governor.earliest(write, kStart), kStart + Millis(1'050));  // five queue writes a second
  EXPECT_EQ(governor.earliest(read, kStart), kStart + Millis(625));     // eight requests a second, one after the other
}

// A pipeline's next command knows nothing of what the last one sent in the second before.
TEST(Quota, ByTheSecondStartsWithoutABurst) {
  Quota quota(kPerSecond);
  const auto sent = saturate(quota, kStart, kStart + seconds(1));
  ASSERT_EQ(sent.size(), 8u);
  EXPECT_EQ(sent[1], kStart + Millis(125));
}

TEST(Governor, TakesTheRatesOfTheSettings) {
  Governor governor({{Bucket::routing, Rate{1, Millis(1'000)}}});
  const std::array read{Bucket::token, Bucket::routing};
  governor.sent(read, kStart);
  EXPECT_EQ(governor.earliest(read, kStart), kStart + Millis(1'050));
}

// R4 and R5 in random load: several buckets, refusals and deadlines.
TEST(Governor, HoldsEveryLimitAndDeadlineOverSimulatedHours) {
  std::mt19937_64 random(11);
  Governor governor({});
  std::array<std::vector<Instant>, kBucketCount> sent;
  std::array<Instant, kBucketCount> deadline{};
  const std::array<std::vector<Bucket>, 4> calls{{{Bucket::token},
                                                  {Bucket::token, Bucket::routing},
                                                  {Bucket::token, Bucket::routing, Bucket::queues},
                                                  {Bucket::token, Bucket::architect}}};
  int early = 0;
  for (auto now = kStart; now < kStart + hours(5);) {
    const auto& buckets = calls[random() % calls.size()];
    now = governor.earliest(buckets, now);
    governor.sent(buckets, now);
    for (const auto bucket : buckets) {
      const auto index = static_cast<std::size_t>(bucket);
      if (now < deadline[index]) ++early;
      sent[index].push_back(now);
    }
    if (random() % 500 == 0) {
      const auto blamed = buckets.back();
      auto& until = deadline[static_cast<std::size_t>(blamed)];
      until = std::max(until, now + Millis(random() % 60'000));
      governor.quota(blamed).throttled(now, now);
      governor.quota(blamed).close_until(until);
    }
  }
  EXPECT_EQ(early, 0);
  for (std::size_t bucket = 0; bucket < kBucketCount; ++bucket) {
    const auto rate = default_rate(static_cast<Bucket>(bucket));
    EXPECT_LE(most_in_a_window(sent[bucket], rate.window), static_cast<std::size_t>(rate.requests)) << bucket;
    EXPECT_GT(sent[bucket].size(), 1'000u) << bucket;
  }
}

TEST(OtherClients, LeaveLessForUs) {
  Quota quota(kPerMinute);
  quota.sent(kStart);
  quota.observed(200, kStart, kStart);
  // With the first: 91 of ours, 199 of theirs, and room for 10 more of theirs.
  EXPECT_EQ(saturate(quota, kStart, kStart + seconds(30)).size(), 90u);
}

// What left after the request that the answer is to is not yet counted in it.
TEST(OtherClients, AreNotTakenForWhatIsOnItsWay) {
  Quota quota(kPerMinute);
  quota.sent(kStart);
  for (int i = 0; i < 10; ++i) quota.sent(kStart + Millis(1));
  quota.observed(200, kStart, kStart + Millis(2));
  EXPECT_EQ(saturate(quota, kStart + Millis(2), kStart + seconds(30)).size(), 80u);
}

TEST(OtherClients, WhoFillTheQuotaAreAskedAfterOnceASecond) {
  Quota quota(kPerMinute);
  quota.observed(300, kStart, kStart);
  const auto sent = saturate(quota, kStart, kStart + seconds(10));
  ASSERT_EQ(sent.size(), 9u);
  EXPECT_EQ(sent.front(), kStart + seconds(1));
}

TEST(OtherClients, AreForgottenWithTheirWindow) {
  Quota quota(kPerMinute);
  quota.observed(300, kStart, kStart);
  EXPECT_EQ(quota.earliest(kStart + minutes(1)), kStart + minutes(1));
}

TEST(OtherClients, NeverGiveMoreThanTheSettings) {
  Quota quota(kPerMinute);
  quota.observed(-5, kStart, kStart);
  EXPECT_LE(most_in_a_window(saturate(quota, kStart, kStart + minutes(3)), kPerMinute.window), 300u);
}

// A pipeline plans, applies and plans again, each time as a new process that knows nothing of the one before.
TEST(OtherClients, OfOnePipelineKeepTheQuotaTogether) {
  std::vector<Instant> all;
  auto now = kStart;
  for (int process = 0; process < 5; ++process) {
    Quota quota(kPerMinute);
    for (int request = 0; request < 120; ++request) {
      now = quota.earliest(now);
      quota.sent(now);
      all.push_back(now);
      const auto since = std::lower_bound(all.begin(), all.end(), now - Millis(59'999));
      quota.observed(static_cast<int>(all.end() - since), now, now);
    }
  }
  EXPECT_LE(most_in_a_window(all, kPerMinute.window), 300u);
}

}  // namespace
}  // namespace interlock
