#include "sandbox/limiter.hpp"

#include <gtest/gtest.h>

#include "support/ask.hpp"
#include "support/names.hpp"
#include "support/sandbox_world.hpp"
#include "support/tenant_builder.hpp"

namespace interlock {
namespace {

using testing::ask;

testing::TenantBuilder one_line_centre() {
  testing::TenantBuilder tenant;
  tenant.skill("Sales").queue("Q", {}).schedule("DR_01");
  return tenant;
}

Instant at(int milliseconds) { return Instant(Millis(milliseconds)); }

struct RateCase {
  const char* name;
  std::string line;
  std::string body;
  int allowed;  // at one moment
  std::string limit;
  std::string wait;
};

class Rates : public ::testing::TestWithParam<RateCase> {};

TEST_P(Rates, Hold) {
  auto sandbox = testing::make_sandbox(one_line_centre().document());
  for (int i = 0; i < GetParam().allowed; ++i) {
    ASSERT_EQ(ask(sandbox, GetParam().line, GetParam().body).status, 200) << "request " << i;
  }
  const auto refused = ask(sandbox, GetParam().line, GetParam().body);
  EXPECT_EQ(testing::verdict_of(refused), "429 too.many.requests.retry.after");
  EXPECT_EQ(text_or(testing::body_of(refused), "limit"), GetParam().limit);
  EXPECT_EQ(testing::header_of(refused, "Retry-After"), GetParam().wait);
  EXPECT_EQ(sandbox.throttled(), 1);
}

INSTANTIATE_TEST_SUITE_P(
    Limiter, Rates,
    ::testing::Values(RateCase{"routing_ten_a_second", "GET /api/v2/routing/skills", "", 10, "routing", "1"},
                      RateCase{"queue_writes_five_a_second", "PUT /api/v2/routing/queues/queue-Q", R"({"name":"Q"})", 5,
                               "queues", "1"},
                      RateCase{"token_three_hundred_a_minute", "GET /api/v2/users", "", 300, "token", "60"},
                      RateCase{"architect_no_more_than_the_token", "PATCH /api/v2/architect/schedules/schedule-DR_01",
                               "{}", 300, "token", "60"}),
    testing::row_name);

TEST(Limiter, TakesItsRatesFromTheDocument) {
  auto sandbox = testing::make_sandbox(one_line_centre().with("rates", Map{{"architect", "2/s"}}).document());
  const auto* line = "GET /api/v2/architect/schedules";
  EXPECT_EQ(ask(sandbox, line).status, 200);
  EXPECT_EQ(ask(sandbox, line).status, 200);
  EXPECT_EQ(text_or(testing::body_of(ask(sandbox, line)), "limit"), "architect");
}

TEST(Limiter, ItsWindowsSlide) {
  auto sandbox = testing::make_sandbox(one_line_centre().with("rates", Map{{"routing", "2/s"}}).document());
  const auto status = [&](int moment) { return ask(sandbox, "GET /api/v2/routing/skills", "", {}, at(moment)).status; };
  EXPECT_EQ(status(0), 200);
  EXPECT_EQ(status(900), 200);
  EXPECT_EQ(status(1000), 200);  // the first one has left the window, the second has not
  EXPECT_EQ(status(1001), 429);
}

TEST(Limiter, BlocksImpatientClientsLonger) {
  auto sandbox = testing::make_sandbox(one_line_centre().with("rates", Map{{"routing", "1/s"}}).document());
  const auto status = [&](int moment) { return ask(sandbox, "GET /api/v2/routing/skills", "", {}, at(moment)).status; };
  EXPECT_EQ(status(0), 200);
  EXPECT_EQ(status(100), 429);
  EXPECT_EQ(status(900), 429);   // before the deadline: it starts anew
  EXPECT_EQ(status(1500), 429);  // past the first deadline, before the second
  EXPECT_EQ(status(2500), 200);
}

TEST(Limiter, ARefusedRequestUsesUpNothing) {
  auto sandbox = testing::make_sandbox(one_line_centre().with("rates", Map{{"queues", "1/s"}}).document());
  const auto* write = "PUT /api/v2/routing/queues/queue-Q";
  EXPECT_EQ(ask(sandbox, write, R"({"name":"Q"})").status, 200);
  for (int i = 0; i < 20; ++i) EXPECT_EQ(ask(sandbox, write, R"({"name":"Q"})").status, 429);
  for (int i = 0; i < 9; ++i) EXPECT_EQ(ask(sandbox, "GET /api/v2/routing/skills").status, 200);
  EXPECT_EQ(sandbox.throttled(), 20);
  EXPECT_EQ(sandbox.writes(), 1);
}

TEST(Limiter, SaysOnEveryAnswerHowTheTokenStands) {
  auto sandbox = testing::make_sandbox(one_line_centre().document());
  ask(sandbox, "GET /api/v2/users");
  const auto response = ask(sandbox, "GET /api/v2/routing/skills/nope", "", {}, at(10'000));
  EXPECT_EQ(response.status, 404);
  EXPECT_EQ(testing::header_of(response, "inin-ratelimit-count"), "2");
  EXPECT_EQ(testing::header_of(response, "inin-ratelimit-allowed"), "300");
  EXPECT_EQ(testing::header_of(response, "inin-ratelimit-reset"), "50");
}

TEST(Limiter, CanSayTheDeadlineAsADate) {
  auto sandbox = testing::make_sandbox(
      one_line_centre().with("rates", Map{{"routing", "1/min"}}).with("retry_after_dates", true).document());
  ask(sandbox, "GET /api/v2/routing/skills");
  const auto refused = ask(sandbox, "GET /api/v2/routing/skills", "", {}, at(30'000));
  EXPECT_EQ(testing::header_of(refused, "Retry-After"), "Mon, 05 Jan 2026 08:01:00 GMT");
}

}  // namespace
}  // namespace interlock
