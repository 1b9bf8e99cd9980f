#include <gtest/gtest.h>

#include "support/courier_rig.hpp"
#include "support/names.hpp"

namespace interlock {
namespace {

using testing::CourierRig;
using testing::json;
using testing::kCreates;
using testing::kReads;
using testing::lost;
using testing::not_sent;
using testing::script;
using testing::with_tokens;

TEST(Login, OneTokenServesAllCalls) {
  CourierRig rig(with_tokens(script({json(200)})));
  for (int i = 0; i < 20; ++i) rig.submit(kReads);
  rig.run();
  EXPECT_EQ(rig.sent_to("/oauth/token").size(), 1u);
  for (const auto& sent : rig.sent_to("/")) EXPECT_EQ(sent.token, "token-1");
}

// F28.
TEST(Login, OneNewTokenServesAllCallsThatTheOldOneFailed) {
  CourierRig rig(with_tokens([](const Request& request, Instant) -> Outcome {
    return request.authorization->credentials.reveal() == "token-1" ? json(401) : json(200);
  }));
  for (int i = 0; i < 20; ++i) rig.submit(kCreates);
  rig.run();
  EXPECT_EQ(rig.sent_to("/oauth/token").size(), 2u);
  EXPECT_EQ(rig.sent_to("/").size(), 40u);
  for (const auto& [ticket, answer] : rig.answers) EXPECT_EQ(answer.kind, Answer::Kind::done);
}

// F28: calls that wait for the quota longer than a token lives get as many tokens as that takes.
TEST(Login, TokensThatDoNotOutliveTheQueueAreRenewedEachTime) {
  int issued = 0;
  Instant issued_at{};
  CourierRig rig([&](const Request& request, Instant now) -> Outcome {
    if (request.path == "/oauth/token") {
      issued_at = now;
      return Response{200, {}, R"({"expires_in": 1, "access_token": "token-)" + std::to_string(++issued) + R"("})"};
    }
    const bool is_newest = request.authorization->credentials.reveal() == "token-" + std::to_string(issued);
    if (!is_newest || now >= issued_at + Millis(1'000)) return json(401);
    return issued < 4 ? json(429, "", {{"Retry-After", "2"}}) : json(200);
  });
  for (int i = 0; i < 5; ++i) rig.submit(kCreates);
  rig.run();
  EXPECT_GE(issued, 4);
  EXPECT_EQ(rig.answers.size(), 5u);
  for (const auto& [ticket, answer] : rig.answers) EXPECT_EQ(answer.kind, Answer::Kind::done) << answer.why;
}

// F29: a platform that refuses every token is not asked for one by each call.
TEST(Login, StopsFetchingTokensThatAreRefused) {
  CourierRig rig(with_tokens(script({json(401)})));
  for (int i = 0; i < 250; ++i) rig.submit(kReads);
  rig.run();
  EXPECT_LE(rig.sent_to("/oauth/token").size(), 3u);
  EXPECT_EQ(rig.answers.size(), 250u);
  for (const auto& [ticket, answer] : rig.answers) EXPECT_EQ(answer.kind, Answer::Kind::forbidden);
}

TEST(Login, AReadyMadeTokenIsUsedAndNeverReplaced) {
  CourierRig rig(script({json(200), json(401)}), {.basic = {}, .access_token = Secret("ready")});
  const auto good = rig.submit(kReads);
  const auto bad = rig.submit(kReads);
  rig.run();
  EXPECT_EQ(rig.answers.at(good).kind, Answer::Kind::done);
  EXPECT_EQ(rig.answers.at(bad).kind, Answer::Kind::forbidden);
  EXPECT_EQ(rig.sent.size(), 2u);
  EXPECT_EQ(rig.sent[0].token, "ready");
}

TEST(Login, NoCredentialsSendNothing) {
  CourierRig rig(script({json(200)}), {});
  const auto ticket = rig.submit(kReads);
  rig.run();
  EXPECT_EQ(rig.answers.at(ticket).kind, Answer::Kind::forbidden);
  EXPECT_TRUE(rig.sent.empty());
}

Response token() { return {200, {}, R"({"access_token": "t"})"}; }
Response over_its_rate() { return {400, {}, R"({"error": "invalid_request", "description": "rate limit exceeded"})"}; }

struct LoginCase {
  const char* name;
  std::vector<Outcome> outcomes;  // of the token endpoint
  Answer::Kind kind;              // of each of two calls
  std::size_t fetches;
  std::string why;
};

class LoginEndpoint : public ::testing::TestWithParam<LoginCase> {};

TEST_P(LoginEndpoint, Answers) {
  const auto& row = GetParam();
  CourierRig rig([endpoint = script(row.outcomes)](const Request& request, Instant now) -> Outcome {
    return request.path == "/oauth/token" ? endpoint(request, now) : json(200);
  });
  const auto first = rig.submit(kReads);
  rig.run();
  const auto second = rig.submit(kCreates);
  rig.run();
  EXPECT_EQ(rig.answers.at(first).kind, row.kind);
  EXPECT_EQ(rig.answers.at(second).kind, row.kind);
  EXPECT_EQ(rig.answers.at(second).why, row.why);
  EXPECT_EQ(rig.sent_to("/oauth/token").size(), row.fetches);
}

// F59; and a failed login is final: no later call asks again.
INSTANTIATE_TEST_SUITE_P(
    Login, LoginEndpoint,
    ::testing::Values(
        LoginCase{
            "rate_as_bad_request_is_a_wait", {over_its_rate(), over_its_rate(), token()}, Answer::Kind::done, 3, ""},
        LoginCase{"throttled", {json(429, "", {{"Retry-After", "30"}}), token()}, Answer::Kind::done, 2, ""},
        LoginCase{"trouble_is_a_wait",
                  {json(503), json(500), json(502), json(503), json(503), token()},
                  Answer::Kind::done,
                  6,
                  ""},
        LoginCase{"trouble_for_ever", {json(503)}, Answer::Kind::unavailable, 10, "no login within 5m: 503"},
        LoginCase{"F10_a_second_each_time_for_ever_is_asked_for_ever_more_seldom",
                  {json(429, "", {{"Retry-After", "1"}})},
                  Answer::Kind::unavailable,
                  15,
                  "no login within 5m: 429"},
        LoginCase{"wait_above_the_longest",
                  {json(429, "", {{"Retry-After", "3600"}})},
                  Answer::Kind::unavailable,
                  1,
                  "no login within 5m: 429"},
        LoginCase{"wrong_secret",
                  {json(401, "invalid_client")},
                  Answer::Kind::forbidden,
                  1,
                  "the login failed: 401 invalid_client"},
        LoginCase{"unknown_client",
                  {Response{400, {}, R"({"error": "invalid_client"})"}},
                  Answer::Kind::forbidden,
                  1,
                  "the login failed: 400"},
        LoginCase{"refused_connection",
                  {not_sent()},
                  Answer::Kind::unavailable,
                  4,
                  "no login after 4 attempts: connection refused"},
        LoginCase{"lost_answer_then_a_token", {lost(), token()}, Answer::Kind::done, 2, ""},
        LoginCase{"portal_page",
                  {Response{200, {}, "<html>"}},
                  Answer::Kind::unavailable,
                  4,
                  "no login after 4 attempts: 200 with a body that is no JSON"},
        LoginCase{"answer_without_a_token",
                  {Response{200, {}, "{}"}},
                  Answer::Kind::unavailable,
                  4,
                  "no login after 4 attempts: an answer without a token"},
        LoginCase{"token_that_would_end_its_header",
                  {Response{200, {}, R"({"access_token": "a\r\nHost: b"})"}},
                  Answer::Kind::unavailable,
                  4,
                  "no login after 4 attempts: an answer without a token"},
        LoginCase{"redirect", {json(302)}, Answer::Kind::unavailable, 1, "the login failed: 302"}),
    testing::row_name);

}  // namespace
}  // namespace interlock
