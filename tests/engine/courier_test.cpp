#include <gtest/gtest.h>

#include <algorithm>

#include "engine/breaker.hpp"
#include "support/courier_rig.hpp"
#include "support/names.hpp"

namespace interlock {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;
using testing::CourierRig;
using testing::json;
using testing::kCreates;
using testing::kReads;
using testing::lost;
using testing::not_sent;
using testing::script;
using testing::with_tokens;

struct CallCase {
  const char* name;
  Meaning meaning;
  std::vector<Outcome> outcomes;  // in turn, the last one for ever
  Answer::Kind kind;
  std::size_t requests;
  std::string why;
};

class OneCall : public ::testing::TestWithParam<CallCase> {};

TEST_P(OneCall, Ends) {
  const auto& row = GetParam();
  CourierRig rig(with_tokens(script(row.outcomes)));
  const auto ticket = rig.submit(row.meaning);
  rig.run();
  ASSERT_EQ(rig.answers.count(ticket), 1u);
  EXPECT_EQ(rig.answers.at(ticket).kind, row.kind);
  EXPECT_EQ(rig.sent_to("/").size(), row.requests);
  EXPECT_EQ(rig.answers.at(ticket).why, row.why);
  EXPECT_EQ(rig.doubled, 0);
}

constexpr auto kSets = Meaning::sets;

INSTANTIATE_TEST_SUITE_P(
    Courier, OneCall,
    ::testing::Values(
        CallCase{"success", kReads, {json(200)}, Answer::Kind::done, 1, ""},
        CallCase{
            "read_is_repeated_after_trouble", kReads, {json(503), json(500), json(200)}, Answer::Kind::done, 3, ""},
        CallCase{"read_is_repeated_after_a_lost_answer", kReads, {lost(), json(200)}, Answer::Kind::done, 2, ""},
        CallCase{"read_is_repeated_after_a_portal_page",
                 kReads,
                 {Response{200, {}, "<html>"}, json(200)},
                 Answer::Kind::done,
                 2,
                 ""},
        CallCase{"write_is_not_repeated_after_trouble", kSets, {json(503), json(200)}, Answer::Kind::unknown, 1, "503"},
        CallCase{"create_is_not_repeated_after_a_lost_answer",
                 kCreates,
                 {lost(), json(200)},
                 Answer::Kind::unknown,
                 1,
                 "connection reset"},
        CallCase{"create_that_never_left_is_repeated", kCreates, {not_sent(), json(201)}, Answer::Kind::done, 2, ""},
        CallCase{"four_attempts_where_nothing_ever_answers",
                 kSets,
                 {not_sent()},
                 Answer::Kind::unavailable,
                 4,
                 "connection refused after 4 attempts"},
        CallCase{"throttling_uses_up_no_attempt",
                 kCreates,
                 {json(429), json(429), not_sent(), json(429), not_sent(), not_sent(), json(201)},
                 Answer::Kind::done,
                 7,
                 ""},
        CallCase{"conflict", kSets, {json(409, "version.conflict")}, Answer::Kind::conflict, 1, "409 version.conflict"},
        CallCase{"gone", kReads, {json(404)}, Answer::Kind::gone, 1, "404"},
        CallCase{"refused", kSets, {json(400, "invalid.skill")}, Answer::Kind::refused, 1, "400 invalid.skill"},
        CallCase{"forbidden_on_one_object", kSets, {json(403)}, Answer::Kind::forbidden, 1, "403"},
        CallCase{"expired_token_then_a_new_one", kCreates, {json(401), json(201)}, Answer::Kind::done, 2, ""},
        CallCase{"new_token_is_refused_too", kReads, {json(401)}, Answer::Kind::forbidden, 2, "401"},
        CallCase{"expired_cursor_is_no_expired_token",
                 kReads,
                 {json(401, "cursor.expired")},
                 Answer::Kind::refused,
                 1,
                 "401 cursor.expired"},
        CallCase{"redirect_is_not_followed", kReads, {json(307)}, Answer::Kind::unavailable, 1, "307"},
        CallCase{"wait_above_the_longest_stops_at_once",
                 kReads,
                 {json(429, "", {{"Retry-After", "3600"}})},
                 Answer::Kind::unavailable,
                 1,
                 "the platform takes no such request within 5m: 429"},
        CallCase{"throttled_for_ever",
                 kReads,
                 {json(429, "", {{"Retry-After", "1"}})},
                 Answer::Kind::unavailable,
                 12,
                 "no request succeeded within 5m: 429"}),
    testing::row_name);

struct FloorCase {
  const char* name;
  int status;
  Headers headers;
  seconds floor, ceiling;
};

class Floor : public ::testing::TestWithParam<FloorCase> {};

TEST_P(Floor, IsKept) {
  const auto& row = GetParam();
  CourierRig rig(with_tokens(script({json(row.status, "", row.headers), json(200)})));
  rig.submit(kReads);
  rig.run();
  const auto sent = rig.sent_to("/");
  ASSERT_EQ(sent.size(), 2u);
  const auto wait = sent[1].at - (sent[0].at + rig.latency);
  EXPECT_GE(wait, row.floor);
  EXPECT_LE(wait, row.ceiling);
}

// R4, F7, F8, F9: jitter is added, never taken off. The rig's wall clock starts at 01:00 on 1 January 1970.
INSTANTIATE_TEST_SUITE_P(
    Courier, Floor,
    ::testing::Values(
        FloorCase{"of_a_429", 429, {{"Retry-After", "30"}}, seconds(30), seconds(31)},
        FloorCase{"of_a_503", 503, {{"Retry-After", "30"}}, seconds(30), seconds(31)},
        FloorCase{"as_a_date", 429, {{"Retry-After", "Thu, 01 Jan 1970 01:00:40 GMT"}}, seconds(39), seconds(41)},
        FloorCase{"of_zero", 429, {{"Retry-After", "0"}}, seconds(0), seconds(1)},
        FloorCase{"missing", 429, {}, seconds(1), seconds(2)},
        FloorCase{"malformed", 429, {{"Retry-After", "30.5"}}, seconds(1), seconds(2)},
        FloorCase{"as_long_as_we_wait_at_most", 429, {{"Retry-After", "300"}}, seconds(300), seconds(301)}),
    testing::row_name);

Outcome throttle_once(Instant now, Instant until, const std::string& limit) {
  if (now > until) return json(200);
  return Response{429, {{"Retry-After", "20"}}, R"({"code": "too.many", "limit": ")" + limit + R"("})"};
}

/// How many schedule calls left while a 429 to a queue's call asked for 20 s.
int sent_in_the_wait(const std::string& limit) {
  CourierRig rig(with_tokens([&](const Request& request, Instant now) -> Outcome {
    return request.path == "/queue" ? throttle_once(now, Instant(minutes(60) + seconds(1)), limit) : json(200);
  }));
  rig.submit(kSets, "/queue", {Bucket::token, Bucket::queues});
  for (int i = 0; i < 110; ++i) rig.submit(kReads, "/schedule", {Bucket::token, Bucket::architect});
  rig.run();
  EXPECT_EQ(rig.answers.size(), 111u);
  EXPECT_EQ(rig.courier.traffic().throttled, 1);
  const auto queue = rig.sent_to("/queue");
  EXPECT_GE(queue.back().at - queue.front().at, seconds(20));
  const auto refused = queue.front().at + rig.latency;
  const auto schedules = rig.sent_to("/schedule");
  return static_cast<int>(std::count_if(schedules.begin(), schedules.end(), [&](const auto& sent) {
    return sent.at >= refused && sent.at < refused + seconds(20);
  }));
}

TEST(Courier, ClosesTheBucketThatTheErrorNames) { EXPECT_GT(sent_in_the_wait("queues"), 0); }
TEST(Courier, ClosesEverythingWhereTheErrorNamesNothing) { EXPECT_EQ(sent_in_the_wait(""), 0); }
TEST(Courier, ClosesEverythingWhereTheNameIsUnknown) { EXPECT_EQ(sent_in_the_wait("org"), 0); }

TEST(Courier, ABlockedBucketHoldsUpNoOther) {
  CourierRig rig(with_tokens(script({json(200)})));
  for (int i = 0; i < 20; ++i) rig.submit(kSets, "/queue", {Bucket::token, Bucket::routing, Bucket::queues});
  rig.submit(kSets, "/schedule", {Bucket::token, Bucket::architect});
  rig.run();
  EXPECT_EQ(rig.sent_to("/schedule").front().at, rig.sent_to("/queue").front().at);
  EXPECT_GE(rig.sent_to("/queue").back().at - rig.sent_to("/queue").front().at, seconds(3));
}

TEST(Courier, SendsCallsOfALaneInTheOrderTheyCame) {
  CourierRig rig(with_tokens(script({json(200)})));
  std::vector<std::string> submitted, left;
  for (int i = 0; i < 30; ++i)
    rig.submit(kReads, submitted.emplace_back("/" + std::to_string(i)), {Bucket::token, Bucket::routing});
  rig.run();
  for (const auto& sent : rig.sent) left.push_back(sent.path);
  submitted.insert(submitted.begin(), "/oauth/token");
  EXPECT_EQ(left, submitted);
}

// F30: a write whose own read is fresh would begin with a read again if others' reads went before it.
TEST(Courier, SendsFirstWhatGrowsStaleFirst) {
  CourierRig rig(with_tokens(script({json(200)})));
  rig.submit(kReads, "/read");
  rig.submit(kSets, "/soon", {Bucket::token}, rig.now + seconds(5));
  rig.submit(kSets, "/sooner", {Bucket::token, Bucket::routing}, rig.now + seconds(3));
  rig.run();
  std::vector<std::string> left;
  for (const auto& sent : rig.sent) left.push_back(sent.path);
  EXPECT_EQ(left, (std::vector<std::string>{"/oauth/token", "/sooner", "/soon", "/read"}));
}

// Job E1: 50 schedules, each with a read, in under two seconds.
TEST(Courier, FlipsFiftySchedulesWithoutAWait) {
  CourierRig rig(with_tokens(script({json(200)})));
  const auto start = rig.now;
  for (int i = 0; i < 100; ++i) rig.submit(kSets, "/", {Bucket::token, Bucket::architect});
  rig.run();
  EXPECT_LT(rig.now - start, seconds(2));
}

// F10: in a total outage at most 1.1 x first attempts + 30 requests, whatever the answer is.
TEST(Outage, StaysInsideTheRequestsOfTheBudget) {
  for (const Outcome& outcome : std::vector<Outcome>{json(429), json(503), lost(), not_sent()}) {
    CourierRig rig(with_tokens([&](const Request&, Instant) { return outcome; }));
    for (int i = 0; i < 1'000; ++i) rig.submit(kReads, "/", {Bucket::token, Bucket::routing});
    rig.run();
    const auto& traffic = rig.courier.traffic();
    const auto first_attempts = traffic.requests - traffic.retries;
    EXPECT_LE(traffic.requests, first_attempts * 11 / 10 + 30);
    EXPECT_EQ(rig.answers.size(), 1'000u);
    for (const auto& [ticket, answer] : rig.answers) EXPECT_EQ(answer.kind, Answer::Kind::unavailable);
  }
}

// F11: waits behind the breaker use up no attempt.
TEST(Outage, EndsInSuccessWhenThePlatformRecovers) {
  const Instant recovery{minutes(62)};
  CourierRig rig(
      with_tokens([&](const Request&, Instant now) -> Outcome { return now < recovery ? json(503) : json(200); }));
  rig.submit(kReads);
  rig.run();
  for (int i = 0; i < 50; ++i) rig.submit(kReads);
  rig.run();
  for (const auto& [ticket, answer] : rig.answers) EXPECT_EQ(answer.kind, Answer::Kind::done);
}

TEST(Outage, RetriesStayATenthOfTheSuccesses) {
  CourierRig rig(with_tokens(
      [count = 0](const Request&, Instant) mutable -> Outcome { return ++count % 3 == 0 ? json(503) : json(200); }));
  for (int i = 0; i < 1'000; ++i) rig.submit(kReads);
  rig.run();
  const auto& traffic = rig.courier.traffic();
  EXPECT_LE(traffic.retries, 10 + traffic.requests / 10);
  EXPECT_EQ(rig.answers.size(), 1'000u);
}

TEST(Outage, ProbesWithAReadWhereThereIsOne) {
  CourierRig rig(with_tokens(script({json(503)})));
  for (int i = 0; i < 3; ++i) rig.submit(kSets, "/write");
  rig.run();
  for (int i = 0; i < 5; ++i) rig.submit(kSets, "/later");
  rig.submit(kReads, "/read");
  rig.run();
  EXPECT_TRUE(rig.sent_to("/later").empty());
  EXPECT_GE(rig.sent_to("/read").size(), 5u);
}

TEST(Breaker, LetsOneProbeThroughAtATime) {
  Breaker breaker;
  const Instant start{minutes(1)};
  for (int i = 0; i < 3; ++i) breaker.failed(start, start);
  EXPECT_EQ(breaker.earliest(start), start + seconds(1));
  breaker.sent();
  EXPECT_EQ(breaker.earliest(start + seconds(9)), Instant::max());
  breaker.failed(start, start + seconds(1));  // left before it opened
  EXPECT_EQ(breaker.earliest(start + seconds(9)), Instant::max());
  breaker.failed(start + seconds(1), start + seconds(1));
  EXPECT_EQ(breaker.earliest(start), start + seconds(3));
  breaker.succeeded();
  EXPECT_EQ(breaker.earliest(start), start);
}

TEST(Courier, AbandonDropsWhatHasNotLeft) {
  CourierRig rig(with_tokens(script({json(503)})), {.basic = {}, .access_token = Secret("ready")});
  const auto flying = rig.submit(kReads);
  const auto sendings = rig.courier.due(rig.now);
  ASSERT_EQ(sendings.size(), 1u);
  rig.submit(kReads);
  rig.courier.abandon();
  EXPECT_EQ(rig.courier.waiting(), 0);
  EXPECT_EQ(rig.courier.in_flight(), 1);
  rig.courier.complete({sendings[0].ticket, json(503)}, rig.now, Wall());
  const auto deliveries = rig.courier.deliveries();
  ASSERT_EQ(deliveries.size(), 1u);  // not tried again
  EXPECT_EQ(deliveries[0].ticket, flying);
  EXPECT_EQ(deliveries[0].answer.kind, Answer::Kind::unavailable);
  EXPECT_FALSE(rig.courier.next_due());
}

TEST(Courier, CountsWhatItSends) {
  CourierRig rig(with_tokens(script({json(503), json(429), lost(), json(200)})));
  rig.submit(kReads);
  rig.run();
  const auto& traffic = rig.courier.traffic();
  EXPECT_EQ(traffic.requests, 5);  // the token's too
  EXPECT_EQ(traffic.retries, 3);
  EXPECT_EQ(traffic.throttled, 1);
  EXPECT_EQ(traffic.failed, 2);
  EXPECT_EQ(traffic.latencies, std::vector<Millis>(4, rig.latency));
}

TEST(Courier, CarriesTenThousandCalls) {
  CourierRig rig(with_tokens(script({json(200)})), {.basic = Secret("id:secret"), .access_token = {}},
                 {.rates = {{Bucket::token, Rate{1'000, Millis(1'000)}}}});
  for (int i = 0; i < 10'000; ++i) rig.submit(kReads);
  rig.run();
  EXPECT_EQ(rig.answers.size(), 10'000u);
  EXPECT_EQ(rig.courier.waiting(), 0);
}

}  // namespace
}  // namespace interlock
