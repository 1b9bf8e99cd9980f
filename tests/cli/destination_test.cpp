#include "cli/destination.hpp"

#include <gtest/gtest.h>

#include "cli/credentials.hpp"
#include "cli/origin.hpp"
#include "support/names.hpp"
#include "support/temporary_directory.hpp"

namespace interlock {
namespace {

const std::string kOne = "interlock: 1\ntenants:\n  one: {region: eu-west-1, api: guide}\n";
const std::string kTwo =
    "interlock: 1\ntenants:\n  one: {region: eu-west-1, api: guide}\n  two: {url: \"http://127.0.0.1:80\", api: "
    "guide}\n";
const std::string kForeign = "interlock: 1\ntenants:\n  one: {url: \"https://api.example.com\", api: guide}\n";

struct Case {
  const char* name;
  std::string settings;
  Options options;
  std::optional<std::string> region;
  std::string found;  // tenant and origin, or the rule, exit and message of the first problem
};

Options with(void (*change)(Options&)) {
  Options options;
  change(options);
  return options;
}

class FoundTarget : public ::testing::TestWithParam<Case> {};

TEST_P(FoundTarget, Is) {
  const testing::TemporaryDirectory directory;
  auto options = GetParam().options;
  options.settings = directory.write("interlock.yaml", GetParam().settings);
  const Environment environment{.region = GetParam().region};
  const auto silent = [](std::string_view) { return std::string(); };
  Output output(silent, silent);
  const std::vector<std::string> nothing;
  const Context context{options, nothing, environment, output, {}};
  Problems problems;
  const auto destination = find_destination(context, {}, problems);
  const auto found = problems.empty() ? destination.tenant.name + " " + destination.origin
                                      : problems[0].rule + " " + std::to_string(static_cast<int>(problems[0].exit)) +
                                            ": " + problems[0].message;
  EXPECT_EQ(found, GetParam().found);
}

// B45, B96, SEC42.
INSTANTIATE_TEST_SUITE_P(
    Settings, FoundTarget,
    ::testing::Values(
        Case{"the_only_tenant_is_the_default", kOne, {}, {}, "one https://api.mypurecloud.ie"},
        Case{"one_of_several_is_chosen",
             kTwo,
             with([](Options& o) { o.tenant = "two"; }),
             {},
             "two http://127.0.0.1:80"},
        Case{"several_need_a_choice", kTwo, {}, {}, "B96 3: the settings name several tenants: 'one', 'two'"},
        Case{"unknown_tenant",
             kTwo,
             with([](Options& o) { o.tenant = "three"; }),
             {},
             "B96 3: tenant 'three' is not in the settings: they name 'one', 'two'"},
        Case{"an_address_alone_is_enough",
             "interlock: 1\n",
             with([](Options& o) { o.url = "HTTP://LocalHost:8080/"; }),
             {},
             " http://localhost:8080"},
        Case{"a_region_of_the_environment_is_enough",
             "interlock: 1\n",
             {},
             "ap-southeast-1",
             " https://api.apse1.pure.cloud"},
        Case{"nothing_names_a_tenant", "interlock: 1\n", {}, {}, "B96 3: no tenant is named"},
        Case{"environment_and_settings_agree", kOne, {}, "eu-west-1", "one https://api.mypurecloud.ie"},
        Case{"environment_and_settings_differ",
             kOne,
             {},
             "eu-west-2",
             "B96 3: GENESYSCLOUD_REGION says 'https://api.euw2.pure.cloud', region of tenant 'one' says "
             "'https://api.mypurecloud.ie'"},
        Case{"flag_and_settings_differ",
             kOne,
             with([](Options& o) { o.url = "http://127.0.0.1:1"; }),
             {},
             "B96 3: --url says 'http://127.0.0.1:1', region of tenant 'one' says 'https://api.mypurecloud.ie'"},
        Case{"a_foreign_host_of_the_settings_gets_no_credentials",
             kForeign,
             {},
             {},
             "SEC42 4: credentials are not sent to 'api.example.com': it is no region's host, and only the settings "
             "file "
             "names it"},
        Case{"a_foreign_host_is_allowed_by_name",
             kForeign,
             with([](Options& o) { o.allowed_hosts = {"API.example.com"}; }),
             {},
             "one https://api.example.com"},
        Case{"another_allowed_host_does_not_help",
             kForeign,
             with([](Options& o) { o.allowed_hosts = {"example.com"}; }),
             {},
             "SEC42 4: credentials are not sent to 'api.example.com': it is no region's host, and only the settings "
             "file "
             "names it"},
        Case{"a_foreign_host_by_flag_is_the_users_word",
             kForeign,
             with([](Options& o) { o.url = "https://api.example.com"; }),
             {},
             "one https://api.example.com"}),
    testing::row_name);

TEST(Login, OfARegionHasAHostOfItsOwn) {
  EXPECT_EQ(login_origin("https://api.apse1.pure.cloud"), "https://login.apse1.pure.cloud");
  EXPECT_EQ(login_origin("http://127.0.0.1:8080"), "http://127.0.0.1:8080");
}

struct HostCase {
  const char* name;
  std::string origin;
  bool trusted;
};

class TrustedHost : public ::testing::TestWithParam<HostCase> {};

TEST_P(TrustedHost, Is) { EXPECT_EQ(may_have_credentials(GetParam().origin, {}), GetParam().trusted); }

INSTANTIATE_TEST_SUITE_P(
    Hosts, TrustedHost,
    ::testing::Values(HostCase{"a_region", "https://api.mypurecloud.com", true},
                      HostCase{"loopback", "http://127.0.0.1:8080", true},
                      HostCase{"loopback_v6", "http://[::1]:8080", true},
                      HostCase{"a_region_behind_another_port", "https://api.mypurecloud.com:8443", false},
                      HostCase{"a_region_as_a_prefix", "https://api.mypurecloud.com.evil.net", false},
                      HostCase{"a_region_as_a_suffix", "https://xapi.mypurecloud.com", false},
                      HostCase{"loopback_as_a_prefix", "https://127.0.0.1.evil.net", false}),
    testing::row_name);

struct CredentialCase {
  const char* name;
  Environment environment;
  std::string told;  // what is found, or rule and message of the first problem
};

class FoundCredentials : public ::testing::TestWithParam<CredentialCase> {};

TEST_P(FoundCredentials, Are) {
  const auto silent = [](std::string_view) { return std::string(); };
  Output output(silent, silent);
  const auto found = find_credentials(GetParam().environment, output);
  const auto told = !found                        ? found.problems()[0].rule + ": " + found.problems()[0].message
                    : found->access_token.empty() ? "basic " + std::string(found->basic.reveal())
                                                  : "token " + std::string(found->access_token.reveal());
  EXPECT_EQ(told, GetParam().told);
}

// B34, B48, B87.
INSTANTIATE_TEST_SUITE_P(
    Environments, FoundCredentials,
    ::testing::Values(
        CredentialCase{"id_and_secret", {.client_id = "id", .client_secret = Secret("secret")}, "basic aWQ6c2VjcmV0"},
        CredentialCase{"a_token", {.access_token = Secret("abc")}, "token abc"},
        CredentialCase{"none", {}, "B96: there are no credentials: GENESYSCLOUD_OAUTHCLIENT_ID is not set"},
        CredentialCase{"no_secret",
                       {.client_id = "id"},
                       "B96: there are no credentials: GENESYSCLOUD_OAUTHCLIENT_SECRET is not set"},
        CredentialCase{"secret_twice",
                       {.client_id = "id", .client_secret = Secret("secret"), .client_secret_file = "file"},
                       "B48: the secret is in GENESYSCLOUD_OAUTHCLIENT_SECRET and in "
                       "GENESYSCLOUD_OAUTHCLIENT_SECRET_FILE"},
        CredentialCase{"secret_with_a_blank_at_its_end",
                       {.client_id = "id", .client_secret = Secret("hunter2 ")},
                       "B87: GENESYSCLOUD_OAUTHCLIENT_SECRET ends in ' '"},
        CredentialCase{"secret_with_a_carriage_return",
                       {.client_id = "id", .client_secret = Secret("hunter2\r")},
                       "B87: GENESYSCLOUD_OAUTHCLIENT_SECRET ends in '\\x0d'"},
        CredentialCase{"empty_variable",
                       {.client_id = "id", .client_secret = Secret("")},
                       "B34: GENESYSCLOUD_OAUTHCLIENT_SECRET is set but empty"}),
    testing::row_name);

TEST(FoundCredentials, OfAFileAreHidden) {
  const testing::TemporaryDirectory directory;
  std::string shown;
  const auto keep = [&](std::string_view text) {
    shown += text;
    return std::string();
  };
  Output output(keep, keep);
  const auto found =
      find_credentials({.client_id = "id", .client_secret_file = directory.write("s", "hunter2-hunter2\n")}, output);
  ASSERT_TRUE(found);
  output.people("hunter2-hunter2 " + std::string(found->basic.reveal()) + "\n");
  EXPECT_EQ(shown.find("hunter2"), std::string::npos);
  EXPECT_EQ(shown.find(found->basic.reveal()), std::string::npos);
}

}  // namespace
}  // namespace interlock
