#include <gtest/gtest.h>

#include "support/ask.hpp"
#include "support/names.hpp"
#include "support/sandbox_world.hpp"
#include "support/tenant_builder.hpp"

namespace interlock {
namespace {

using testing::ask;

constexpr const char* kForm = "grant_type=client_credentials";

Request login(const std::string& scheme, const std::string& credentials, const std::string& form = kForm,
              const std::string& path = "/oauth/token") {
  auto request = testing::to_request("POST " + path, form);
  request.authorization = Authorization{scheme, Secret(credentials)};
  return request;
}

Response send(Sandbox& sandbox, const Request& request, Instant now = {}) {
  return sandbox.answer(request, now, testing::wall_at(now));
}

Response with_token(Sandbox& sandbox, const std::string& token, const std::string& path, Instant now = {}) {
  auto request = testing::to_request("GET " + path);
  request.authorization = Authorization{"Bearer", Secret(token)};
  return send(sandbox, request, now);
}

Sandbox centre_of_short_tokens() {
  return testing::make_sandbox(testing::TenantBuilder().with("token_lifetime_s", 60).document());
}

struct LoginCase {
  const char* name;
  Request request;
  std::string verdict;
};

class Login : public ::testing::TestWithParam<LoginCase> {};

TEST_P(Login, Answers) {
  auto sandbox = centre_of_short_tokens();
  EXPECT_EQ(testing::verdict_of(send(sandbox, GetParam().request)), GetParam().verdict);
}

INSTANTIATE_TEST_SUITE_P(
    Sandbox, Login,
    ::testing::Values(LoginCase{"right", login("Basic", base64("sandbox:secret")), "200"},
                      LoginCase{"under_the_other_path",
                                login("Basic", base64("sandbox:secret"), kForm, "/api/v2/oauth/token"), "200"},
                      LoginCase{"wrong_secret", login("Basic", base64("sandbox:guess")), "401 invalid_client"},
                      LoginCase{"wrong_client", login("Basic", base64("other:secret")), "401 invalid_client"},
                      LoginCase{"no_base64", login("Basic", "sandbox:secret"), "401 invalid_client"},
                      LoginCase{"a_token_in_place_of_a_secret", login("Bearer", base64("sandbox:secret")),
                                "401 invalid_client"},
                      LoginCase{"another_grant", login("Basic", base64("sandbox:secret"), "grant_type=password"),
                                "400 unsupported_grant_type"}),
    testing::row_name);

TEST(Token, SaysWhatItIs) {
  auto sandbox = centre_of_short_tokens();
  const auto body = testing::body_of(send(sandbox, login("Basic", base64("sandbox:secret"))));
  EXPECT_EQ(text_or(body, "access_token"), testing::kAccessToken);
  EXPECT_EQ(text_or(body, "token_type"), "bearer");
  EXPECT_EQ(integer_or(body, "expires_in", 0), 60);
}

TEST(Token, DiesAndANewLoginGivesAnother) {
  auto sandbox = centre_of_short_tokens();
  const Instant late(std::chrono::seconds(60));
  send(sandbox, login("Basic", base64("sandbox:secret")));
  EXPECT_EQ(with_token(sandbox, testing::kAccessToken, "/api/v2/users", late - Millis(1)).status, 200);
  EXPECT_EQ(testing::verdict_of(with_token(sandbox, testing::kAccessToken, "/api/v2/users", late)),
            "401 bad.credentials");
  const auto second =
      text_or(testing::body_of(send(sandbox, login("Basic", base64("sandbox:secret")), late)), "access_token");
  EXPECT_NE(second, testing::kAccessToken);
  EXPECT_EQ(with_token(sandbox, second, "/api/v2/users", late).status, 200);
  EXPECT_EQ(with_token(sandbox, testing::kAccessToken, "/api/v2/users", late).status, 401);
}

// SEC40: neither a page in a browser nor a stray client gets anywhere.
struct StrangerCase {
  const char* name;
  std::string path;
  std::string token;
  std::string host;  // empty: none
  std::string verdict;
};

class Strangers : public ::testing::TestWithParam<StrangerCase> {};

TEST_P(Strangers, AreAnswered) {
  auto sandbox = centre_of_short_tokens();
  auto request = testing::to_request("GET " + GetParam().path);
  request.authorization.reset();
  if (!GetParam().token.empty()) request.authorization = Authorization{"Bearer", Secret(GetParam().token)};
  if (!GetParam().host.empty()) request.headers.emplace_back("Host", GetParam().host);
  EXPECT_EQ(testing::verdict_of(send(sandbox, request)), GetParam().verdict);
}

INSTANTIATE_TEST_SUITE_P(
    Sandbox, Strangers,
    ::testing::Values(StrangerCase{"without_a_token", "/api/v2/users", "", "", "401 bad.credentials"},
                      StrangerCase{"with_a_token_of_another_place", "/api/v2/users",
                                   "6Fh3kEr9bQYtQ0m8x1v2aXcZ7uWn5pLs4dGjHkTyUiOpAsDfGhJkLzXcVbNm", "",
                                   "401 bad.credentials"},
                      StrangerCase{"state_without_a_token", "/__sandbox/state", "", "", "401 bad.credentials"},
                      StrangerCase{"state_with_a_wrong_token", "/__sandbox/state", "x", "", "401 bad.credentials"},
                      StrangerCase{"unknown_path_tells_nothing", "/nothing", "", "", "401 bad.credentials"},
                      StrangerCase{"by_address_and_port", "/api/v2/users", "token", "127.0.0.1:8080", "200"},
                      StrangerCase{"by_name", "/api/v2/users", "token", "localhost", "200"},
                      StrangerCase{"by_the_newer_address", "/api/v2/users", "token", "[::1]:1", "200"},
                      StrangerCase{"rebound_name", "/api/v2/users", "token", "evil.example", "403 not.authorized"},
                      StrangerCase{"name_that_begins_well", "/__sandbox/state", "token", "localhost.evil.example",
                                   "403 not.authorized"},
                      StrangerCase{"scheme_before_a_good_name", "/__sandbox/state", "token", "http://localhost",
                                   "403 not.authorized"},
                      StrangerCase{"port_that_is_none", "/__sandbox/state", "token", "127.0.0.1:80@evil.example",
                                   "403 not.authorized"}),
    testing::row_name);

TEST(OwnDoors, StayOpenForTheFirstTokenAfterItsDeath) {
  auto sandbox = centre_of_short_tokens();
  send(sandbox, login("Basic", base64("sandbox:secret")));
  EXPECT_EQ(with_token(sandbox, testing::kAccessToken, "/__sandbox/state", Instant(std::chrono::hours(1))).status, 200);
}

TEST(Options, WithoutSecretsNobodyGetsIn) {
  auto sandbox = Sandbox::load(testing::TenantBuilder().document(), {}, "tenant.json");
  ASSERT_TRUE(sandbox);
  EXPECT_EQ(send(*sandbox, login("Basic", base64("sandbox:"))).status, 401);
  EXPECT_EQ(with_token(*sandbox, "", "/__sandbox/state").status, 401);
}

}  // namespace
}  // namespace interlock
