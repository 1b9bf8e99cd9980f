// interlock.yaml: B36, B42, B45, B78.
#include <gtest/gtest.h>

#include <string>

#include "codec/settings.hpp"
#include "support/names.hpp"
#include "support/problems.hpp"
#include "support/wrong_text.hpp"

namespace interlock {
namespace {

using Row = testing::WrongText;

class WrongSetting : public ::testing::TestWithParam<Row> {};

TEST_P(WrongSetting, SaysWhereAndWhat) {
  Problems problems;
  read_settings({"m.yaml", GetParam().text}, problems);
  EXPECT_EQ(testing::told(problems), GetParam().told);
}

INSTANTIATE_TEST_SUITE_P(
    Settings, WrongSetting,
    ::testing::Values(
        Row{"date_that_does_not_exist", R"(interlock: 1
ignore: [{object: queue/A, reason: x, until: 2027-02-30}]
)",
            "B78 2:46 ignore.until is the text '2027-02-30'; a date like 2027-01-31 is wanted"},
        Row{"duration_without_unit", R"(interlock: 1
settle: 2
)",
            "B42 2:9 settle is the number 2; a duration like 500ms, 2s, 5m, 24h or 7d, at most ten years is wanted"},
        Row{"empty", "# nothing\n", "B78 m.yaml the settings are empty | write `interlock: 1` and `tenants:`"},
        Row{"hook_without_tls", R"(interlock: 1
hooks: {change: "http://hooks.example.com"}
)",
            "B36 2:17 hooks.change is refused: its scheme is not https"
            " | an address like https://hooks.example.com/change is wanted"},
        Row{"hook_to_a_host_that_is_not_listed", R"(interlock: 1
hooks: {allow: [hooks.example.com], workforce: "https://hooks.example.com.evil.example/x"}
)",
            "B36 2:48 hooks.workforce calls a host that hooks.allow does not list | add it to hooks.allow, with its "
            "port "
            "if that is not 443"},
        Row{"hook_to_a_port_that_is_none", R"(interlock: 1
hooks: {allow: [a], change: "https://a:99999/"}
)",
            "B36 2:29 hooks.change is refused: its port is no number from 1 to 65535 | an address like "
            "https://hooks.example.com/change is wanted"},
        Row{"ignore_without_reason", R"(interlock: 1
ignore: [{object: queue/A}]
)",
            "B78 2:10 ignore: field 'reason' is missing | add `reason:`"},
        Row{"no_format", "tenants: {}\n",
            "B38 1:1 the format number is missing; this version reads format 1 | write `interlock: 1` at the top of "
            "the document"},
        Row{"null", R"(interlock: 1
tenants:
)",
            "B6 2:1 tenants has no value | leave the key out to leave the field alone; a removal is written out "
            "(`absent: true`, `SKILL: absent`, `mode: exact`)"},
        Row{"percent_negative", R"(interlock: 1
limits: {deletes: {percent: -1}}
)",
            "B78 2:29 limits.deletes.percent is the number -1; a whole number from 0 to 100 is wanted"},
        Row{"percent_over_100", R"(interlock: 1
limits: {deletes: {percent: 101}}
)",
            "B78 2:29 limits.deletes.percent is the number 101; a whole number from 0 to 100 is wanted"},
        Row{"rate_negative", R"(interlock: 1
tenants: {a: {rates: {token: -1/s}}}
)",
            "B42 2:30 tenants.a.rates.token is the text '-1/s'; a rate from 1/s to 100000/s or from 1/min to "
            "100000/min is wanted"},
        Row{"rate_not_a_number", R"(interlock: 1
tenants: {a: {rates: {token: .nan}}}
)",
            "B42 2:30 tenants.a.rates.token is the number .nan; a rate from 1/s to 100000/s or from 1/min to "
            "100000/min is wanted"},
        Row{"rate_over_the_range", R"(interlock: 1
tenants: {a: {rates: {token: 1000000000/s}}}
)",
            "B42 2:30 tenants.a.rates.token is the text '1000000000/s'; a rate from 1/s to 100000/s or from 1/min to "
            "100000/min is wanted"},
        Row{"rate_with_an_unknown_unit", R"(interlock: 1
tenants: {a: {rates: {token: 300/h}}}
)",
            "B42 2:30 tenants.a.rates.token is the text '300/h'; a rate from 1/s to 100000/s or from 1/min to "
            "100000/min is wanted"},
        Row{"rate_without_unit", R"(interlock: 1
tenants: {a: {rates: {token: 300}}}
)",
            "B42 2:30 tenants.a.rates.token is the number 300; a rate from 1/s to 100000/s or from 1/min to 100000/min "
            "is wanted"},
        Row{"rate_zero", R"(interlock: 1
tenants: {a: {rates: {token: 0/s}}}
)",
            "B42 2:30 tenants.a.rates.token is the text '0/s'; a rate from 1/s to 100000/s or from 1/min to 100000/min "
            "is wanted"},
        Row{"region_and_url", R"(interlock: 1
tenants: {a: {region: us-east-1, url: "https://api.example.com"}}
)",
            "B45 2:39 tenants.a has both region 'us-east-1' and url 'https://api.example.com' | keep one of them"},
        Row{"region_in_upper_case_of_nowhere", R"(interlock: 1
tenants: {a: {region: ATLANTIS}}
)",
            "B45 2:23 tenants.a.region is the text 'ATLANTIS'; a region of the platform is wanted | known regions: "
            "ap-northeast-1, ap-northeast-2, ap-northeast-3, ap-south-1, ap-southeast-1, ap-southeast-2, ca-central-1, "
            "eu-central-1, eu-central-2, eu-west-1, eu-west-2, eusc-de-east-1, me-central-1, mx-central-1, sa-east-1, "
            "us-east-1, us-east-2, us-west-2"},
        Row{"two_documents", R"(interlock: 1
---
interlock: 1
)",
            "B78 3:1 settings are one document, not several | remove the line `---` and what follows"},
        Row{"unknown_key", R"(interlock: 1
tenant: {}
)",
            "B78 2:1 settings: unknown field 'tenant' | did you mean 'tenants'? it has tenants, limits, settle, hooks, "
            "after_apply, ignore"},
        Row{"unknown_key_of_a_tenant", R"(interlock: 1
tenants: {a: {regoin: us-east-1}}
)",
            "B78 2:15 tenants.a: unknown field 'regoin' | did you mean 'region'? it has region, url, organization, "
            "api, levels, tier, rates"},
        Row{"unknown_region", R"(interlock: 1
tenants: {a: {region: ap-southeast-9}}
)",
            "B45 2:23 tenants.a.region is the text 'ap-southeast-9'; a region of the platform is wanted | did you mean "
            "'ap-southeast-1' or 'ap-southeast-2' or 'ap-northeast-1'? known regions: ap-northeast-1, ap-northeast-2, "
            "ap-northeast-3, ap-south-1, ap-southeast-1, ap-southeast-2, ca-central-1, eu-central-1, eu-central-2, "
            "eu-west-1, eu-west-2, eusc-de-east-1, me-central-1, mx-central-1, sa-east-1, us-east-1, us-east-2, "
            "us-west-2"},
        Row{"url_in_punycode", R"(interlock: 1
tenants: {a: {url: "https://xn--80ak6aa92e.com"}}
)",
            "B45 2:20 url 'https://xn--80ak6aa92e.com': its host is punycode | write it like https://api.example.com"},
        Row{"url_with_a_path", R"(interlock: 1
tenants: {a: {url: "https://api.example.com/v2"}}
)",
            "B45 2:20 url 'https://api.example.com': it has a path or a query behind the host | write it like "
            "https://api.example.com"},
        Row{"url_with_user_info", R"(interlock: 1
tenants: {a: {url: "https://me:pw@api.example.com"}}
)",
            "B45 2:20 url: it has a user name; credentials do not belong into settings | write it like "
            "https://api.example.com"},
        Row{"url_without_tls", R"(interlock: 1
tenants: {a: {url: "http://api.example.com"}}
)",
            "B45 2:20 url 'http://api.example.com': its scheme is 'http'; only https is allowed, and http to a "
            "loopback host | write it like https://api.example.com"},
        Row{"wrong_api", R"(interlock: 1
tenants: {a: {api: guides}}
)",
            "B78 2:20 tenants.a.api is the text 'guides'; one of published, guide is wanted"},
        Row{"wrong_type", R"(interlock: 1
tenants: [a]
)",
            "B78 2:10 tenants is a list; a map is wanted"},
        Row{"url_with_a_password_and_no_scheme", R"(interlock: 1
tenants: {a: {url: "me:pw@api.example.com"}}
)",
            "B45 2:20 url: it has a user name; credentials do not belong into settings | write it like "
            "https://api.example.com"},
        Row{"url_with_a_password_in_the_query", R"(interlock: 1
tenants: {a: {url: "https://api.example.com/?user=me&password=pw"}}
)",
            "B45 2:20 url 'https://api.example.com': it has a path or a query behind the host | write it like "
            "https://api.example.com"},
        Row{"url_with_an_escaped_user", R"(interlock: 1
tenants: {a: {url: "https://me%3apw%40api.example.com"}}
)",
            "B45 2:20 url: it has an escape (%); host and port need none | write it like https://api.example.com"},
        Row{"url_with_a_password_for_a_port", R"(interlock: 1
tenants: {a: {url: "https://me:pw"}}
)",
            "B45 2:20 url: its port is no number from 1 to 65535 | write it like https://api.example.com"},
        Row{"url_of_a_user_and_a_password_alone", R"(interlock: 1
tenants: {a: {url: "me:pw"}}
)",
            "B45 2:20 url: it does not begin with https:// | write it like https://api.example.com"},
        Row{"callback_with_a_password_is_not_shown", R"(interlock: 1
hooks: {change: "https://me:pw@hooks.example.com/x"}
)",
            "B36 2:17 hooks.change is refused: it has a user name | an address like "
            "https://hooks.example.com/change is wanted"},
        Row{"url_with_an_odd_port", R"(interlock: 1
tenants: {a: {url: "https://api.example.com:0"}}
)",
            "B45 2:20 url 'https://api.example.com:0': its port is no number from 1 to 65535 | write it like "
            "https://api.example.com"},
        Row{"loopback_in_name_only", R"(interlock: 1
tenants: {a: {url: "http://127.0.0.1.example.com"}}
)",
            "B45 2:20 url 'http://127.0.0.1.example.com': its scheme is 'http'; only https is allowed, and http to a "
            "loopback host | write it like https://api.example.com"},
        Row{"url_in_unicode", "interlock: 1\ntenants: {a: {url: \"https://\320\260pi.example.com\"}}\n",
            "B45 2:20 url 'https://\320\260pi.example.com': its host '\320\260pi.example.com' is no host name | write "
            "it like https://api.example.com"}),
    testing::row_name);

Settings read(const std::string& text) {
  Problems problems;
  auto settings = read_settings({"interlock.yaml", "interlock: 1\n" + text}, problems);
  EXPECT_EQ(testing::told(problems), "");
  return settings;
}

TEST(ReadSettings, FillsInDefaults) {
  const auto settings = read("tenants: {production: {region: us-east-1}}\n");
  ASSERT_EQ(settings.tenants.size(), 1u);
  EXPECT_EQ(settings.tenants[0].name, "production");
  EXPECT_EQ(settings.tenants[0].api, std::nullopt);
  EXPECT_EQ(settings.limits.deletes.at_most, 10);
  EXPECT_EQ(settings.limits.level_removals.percent, 30);
  EXPECT_EQ(settings.limits.updates.at_most, std::nullopt);
  EXPECT_EQ(settings.settle, Millis(2000));
}

TEST(ReadSettings, ReadsEveryKey) {
  const auto settings = read(
      "tenants: {a: {url: \"https://api.example.com\", organization: o1, api: guide, levels: descending,\n"
      "              tier: enterprise, rates: {routing: 8/s, token: 300/min}}}\n"
      "settle: 500ms\n"
      "hooks: {allow: [hooks.example.com, \"hooks.example.com:8443\"], change: \"https://hooks.example.com/c\", "
      "workforce: "
      "\"https://hooks.example.com:8443/w\"}\n"
      "after_apply: {watch: 5m, abandoned: {percent: 20}, conversations: {percent: 30}}\n"
      "ignore: [{object: queue/Legacy_*, reason: theirs, until: 2027-01-31}]\n");
  const auto& tenant = settings.tenants.at(0);
  EXPECT_EQ(tenant.url, "https://api.example.com");
  EXPECT_EQ(tenant.organization, "o1");
  EXPECT_EQ(tenant.api, Api::guide);
  EXPECT_EQ(tenant.levels, LevelOrder::descending);
  EXPECT_EQ(tenant.tier, Tier::enterprise);
  EXPECT_EQ(tenant.rates,
            (std::map<Bucket, Rate>{{Bucket::token, {300, Millis(60'000)}}, {Bucket::routing, {8, Millis(1'000)}}}));
  EXPECT_EQ(to_string(tenant.url_at), "interlock.yaml:2:20");
  EXPECT_EQ(settings.settle, Millis(500));
  EXPECT_EQ(settings.hooks.allow, (std::vector<std::string>{"hooks.example.com", "hooks.example.com:8443"}));
  EXPECT_EQ(settings.hooks.workforce, "https://hooks.example.com:8443/w");
  EXPECT_EQ(settings.after_apply.duration, Millis(300'000));
  EXPECT_EQ(settings.after_apply.abandoned_percent, 20);
  EXPECT_EQ(settings.ignore.at(0).object, "queue/Legacy_*");
  EXPECT_EQ(settings.ignore.at(0).until, "2027-01-31");
}

TEST(ReadSettings, KeepsTheOtherHalfOfABudget) {
  const auto settings = read("limits: {deletes: {percent: 50}}\n");
  EXPECT_EQ(settings.limits.deletes.percent, 50);
  EXPECT_EQ(settings.limits.deletes.at_most, 10);
}

struct UrlRow {
  const char* name;
  std::string written;
  std::string url;
};

class TenantUrl : public ::testing::TestWithParam<UrlRow> {};

TEST_P(TenantUrl, IsNormal) {
  EXPECT_EQ(read("tenants: {a: {url: \"" + GetParam().written + "\"}}\n").tenants.at(0).url, GetParam().url);
}

INSTANTIATE_TEST_SUITE_P(
    Settings, TenantUrl,
    ::testing::Values(UrlRow{"upper_case", "HTTPS://API.Example.com", "https://api.example.com"},
                      UrlRow{"trailing_dot", "https://api.example.com.", "https://api.example.com"},
                      UrlRow{"trailing_dot_before_the_port", "https://api.example.com.:8443",
                             "https://api.example.com:8443"},
                      UrlRow{"trailing_slash", "https://api.example.com/", "https://api.example.com"},
                      UrlRow{"loopback_address", "http://127.0.0.9:8080", "http://127.0.0.9:8080"},
                      UrlRow{"loopback_of_ipv6", "http://[::1]:8080", "http://[::1]:8080"},
                      UrlRow{"loopback_name", "http://localhost:8080", "http://localhost:8080"}),
    testing::row_name);

}  // namespace
}  // namespace interlock
