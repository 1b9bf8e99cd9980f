// How long an apply takes under the platform's quotas, in fake time: the requests that it needs, divided by the quota,
// are the floor. INTERLOCK_WRITES says how many writes; the figure of applying.md is for 2,000.
#include <gtest/gtest.h>

#include <cstdlib>

#include "support/bench.hpp"
#include "support/json.hpp"
#include "support/tenant_builder.hpp"

namespace interlock {
namespace {

using testing::Bench;

int writes_wanted() {
  const auto* text = std::getenv("INTERLOCK_WRITES");
  return text != nullptr ? std::atoi(text) : 400;
}

std::string email(int number) { return "agent" + std::to_string(number) + "@x"; }

Value tenant_of(int agents) {
  testing::TenantBuilder builder;
  builder.skill("A").skill("B");
  for (int i = 0; i < agents; ++i) builder.user(email(i), {{"A", 1}});
  return builder.document();
}

struct Figure {
  int writes = 0, requests = 0, throttled = 0;
  double seconds = 0, floor = 0;
};

/// Each agent gets a skill more: a read and a write on the guide API, whose answer shows the object; a read-back too on
/// the published one.
Figure apply_under_quota(Api api, int agents) {
  std::vector<std::pair<std::string, std::string>> entries;
  for (int i = 0; i < agents; ++i) entries.emplace_back("user/" + email(i), R"({"levels":{"B":2}})");
  Bench bench(tenant_of(agents), api);
  const auto plan = bench.planned(testing::manifest(entries));
  const auto run = bench.apply(plan);
  EXPECT_EQ(testing::undone(run), "");
  const auto rate = default_rate(Bucket::token);
  Figure figure{
      .writes = bench.world.sandbox.writes(), .requests = run.traffic.requests, .throttled = run.traffic.throttled};
  figure.seconds = double(run.elapsed.count()) / 1000;
  figure.floor = double(run.traffic.requests) * double(rate.window.count()) / 1000 / rate.requests;
  return figure;
}

class Quota : public ::testing::TestWithParam<Api> {};

TEST_P(Quota, IsUsedToTheFull) {
  const int writes = writes_wanted();
  const auto [made, requests, throttled, seconds, floor] = apply_under_quota(GetParam(), writes);
  std::printf("%s API: %d writes in %d requests, %.0f s where the quota sets %.0f s: %.3f; %d throttled\n",
              std::string(api_name(GetParam())).c_str(), made, requests, seconds, floor, seconds / floor, throttled);
  EXPECT_EQ(made, writes);
  EXPECT_EQ(throttled, 0);
  EXPECT_LE(seconds, floor * 1.05);
  EXPECT_LE(requests, (GetParam() == Api::guide ? 2 : 3) * writes + 10);
}

INSTANTIATE_TEST_SUITE_P(Apis, Quota, ::testing::Values(Api::guide, Api::published),
                         [](const auto& row) { return std::string(api_name(row.param)); });

}  // namespace
}  // namespace interlock
