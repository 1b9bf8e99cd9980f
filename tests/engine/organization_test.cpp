// SEC22 on whole runs: a tenant that becomes another one on the way.
#include <gtest/gtest.h>

#include "base/text.hpp"
#include "engine/executor.hpp"
#include "engine/failure.hpp"
#include "support/bench.hpp"
#include "support/json.hpp"
#include "support/small_tenant.hpp"
#include "support/tenant_builder.hpp"

namespace interlock {
namespace {

using testing::Bench;
using testing::is_request;
using testing::manifest;
using testing::TenantBuilder;
using testing::two_users;
using testing::undone;

const std::string kWho = "GET /api/v2/organizations/me";

Value tenant_with_an_old_skill() {
  return TenantBuilder()
      .skill("A")
      .skill("B")
      .skill("Old")
      .user("ana@x", {{"A", 2}})
      .user("ben@x", {{"A", 1}, {"Old", 2}})
      .queue("Q", {{"A", 1}})
      .document();
}

std::string_view token_of(const Request& request) { return request.authorization->credentials.reveal(); }

/// Once `is_time`, the run's first token is worth nothing; the next one is another organisation's.
void swap_token(Bench& bench, std::function<bool()> is_time) {
  bench.world.intercept = [is_time = std::move(is_time), first = std::string()](const Request& request,
                                                                                int) mutable -> std::optional<Outcome> {
    if (is_request(request, "POST /oauth/token")) return std::nullopt;
    if (first.empty()) first = token_of(request);
    if (token_of(request) == first) {
      if (!is_time()) return std::nullopt;
      return Response{401, {}, R"({"code":"bad.credentials"})"};
    }
    if (!is_request(request, kWho)) return std::nullopt;
    return Response{200, {}, R"({"id":"another-organization","name":"Another"})"};
  };
}

const std::string kRefusal =
    "the credentials are for organization 'another-organization' ('Another'), but "
    "'0a0a0a0a-0000-4000-8000-000000000001' is expected";

TEST(Organization, IsAskedForBeforeEachPhase) {
  Bench bench(TenantBuilder().skill("Old").user("ana@x", {{"Old", 2}}).queue("Q", {{"Old", 1}}).document());
  const auto plan = bench.planned(manifest({{"skill/New", R"({"replaces":"Old"})"}}));
  std::vector<std::string> sent;
  bench.world.intercept = [&](const Request& request, int) -> std::optional<Outcome> {
    if (is_request(request, kWho)) sent.push_back("?");
    if (request.method != Method::get && request.path != "/oauth/token") sent.emplace_back(method_name(request.method));
    return std::nullopt;
  };
  EXPECT_EQ(undone(bench.apply(plan)), "");
  // prepare, expand, switch, contract, remove
  EXPECT_EQ(join(sent, " "), "? POST ? PUT ? PUT ? PUT ? DELETE");
}

TEST(Organization, StopsARunWhoseNextTokenIsAnothers) {
  Bench bench(tenant_with_an_old_skill());
  bench.options.parallelism = 1;
  const auto plan = bench.planned(two_users());
  swap_token(bench, [&] { return bench.world.sandbox.writes() > 0; });
  const auto run = bench.apply(plan);
  ASSERT_EQ(run.outcomes.size(), 2u);
  EXPECT_EQ(run.outcomes[0].standing, Standing::done);
  EXPECT_EQ(undone(run), "user/ben@x not_attempted: " + kRefusal);
  EXPECT_EQ(bench.world.sandbox.writes(), 1);
  ASSERT_TRUE(run.refusal);
  EXPECT_EQ(run.refusal->rule, "B46");
  EXPECT_EQ(run.refusal->message, kRefusal + "; nothing more was sent");
  EXPECT_EQ(exit_of(run), Exit::refused);
}

TEST(Organization, StopsAllPhasesThatHaveNotBegun) {
  Bench bench(tenant_with_an_old_skill());
  const auto plan = bench.planned(manifest({{"skill/New", "{}"},
                                            {"user/ana@x", R"({"levels":{"New":1}})"},
                                            {"queue/Q", R"({"requires":{"New":{"level":1}}})"}}));
  // The same token, but behind it another tenant: as after a change of address.
  bench.world.intercept = [&](const Request& request, int) -> std::optional<Outcome> {
    if (!is_request(request, kWho) || bench.world.sandbox.writes() == 0) return std::nullopt;
    return Response{200, {}, R"({"id":"another-organization","name":"Another"})"};
  };
  const auto run = bench.apply(plan);
  EXPECT_EQ(exit_of(run), Exit::refused);
  EXPECT_EQ(bench.world.sandbox.writes(), 1);
  ASSERT_EQ(run.outcomes.size(), 3u);
  EXPECT_EQ(run.outcomes[0].standing, Standing::done);
  EXPECT_EQ(run.outcomes[1].standing, Standing::not_attempted);
  EXPECT_EQ(run.outcomes[2].standing, Standing::not_attempted);
}

// What was on its way when the other organisation was found out has its answer told.
TEST(Organization, AWriteThatIsOnItsWayIsReportedByItsAnswer) {
  Bench bench(tenant_with_an_old_skill());
  const auto plan = bench.planned(two_users());
  const auto is_of_ana = [](const Request& request) { return request.path.find("user-ana") != std::string::npos; };
  bench.world.latency = [&](const Request& request, int) {
    return Millis(request.method == Method::put && is_of_ana(request) ? 2'000 : 5);
  };
  swap_token(bench, [] { return true; });
  // Only the other user's write meets the dead token.
  bench.world.intercept = [&, swapped = bench.world.intercept, is_over = false](
                              const Request& request, int nth) mutable -> std::optional<Outcome> {
    is_over = is_over || (request.method == Method::put && !is_of_ana(request));
    return is_over && !(request.method == Method::put && is_of_ana(request)) ? swapped(request, nth) : std::nullopt;
  };
  const auto run = bench.apply(plan);
  EXPECT_EQ(exit_of(run), Exit::refused);
  EXPECT_EQ(bench.world.sandbox.writes(), 1);
  EXPECT_EQ(undone(run), "user/ben@x not_attempted: " + kRefusal);
}

TEST(Organization, AWriteThatCannotBeReadBackStaysUnknown) {
  Bench bench(tenant_with_an_old_skill());
  bench.options.parallelism = 1;
  const auto plan = bench.planned(two_users());
  swap_token(bench, [&] { return bench.world.sandbox.writes() > 0; });
  bench.world.replace = [](const Request& request, const Response&, int) -> std::optional<Outcome> {
    if (request.method != Method::put) return std::nullopt;
    return Failure{true, "connection reset"};
  };
  const auto run = bench.apply(plan);
  EXPECT_EQ(exit_of(run), Exit::refused);
  EXPECT_EQ(undone(run), "user/ana@x unknown: " + kRefusal + "\nuser/ben@x not_attempted: " + kRefusal);
}

TEST(Organization, RunsOnWhenTheQuestionOnlyFailsForAWhile) {
  Bench bench(tenant_with_an_old_skill());
  const auto plan = bench.planned(two_users());
  bench.world.intercept = [asked = 0](const Request& request, int) mutable -> std::optional<Outcome> {
    if (!is_request(request, kWho)) return std::nullopt;
    switch (++asked) {
      case 1:
        return Response{503, {}, ""};
      case 2:
        return Failure{true, "connection reset"};
      case 3:
        return Response{429, {{"Retry-After", "7"}}, "{}"};
      default:
        return std::nullopt;
    }
  };
  EXPECT_EQ(undone(bench.apply(plan)), "");
}

TEST(Organization, NothingIsWrittenWhereTheQuestionIsRefused) {
  Bench bench(tenant_with_an_old_skill());
  const auto plan = bench.planned(two_users());
  bench.world.intercept = [](const Request& request, int) -> std::optional<Outcome> {
    if (!is_request(request, kWho)) return std::nullopt;
    return Response{403, {}, R"({"code":"missing.permission"})"};
  };
  const auto run = bench.apply(plan);
  EXPECT_EQ(exit_of(run), Exit::authentication);
  EXPECT_EQ(bench.world.sandbox.writes(), 0);
}

TEST(Organization, ReadingStopsWhereTheNextTokenIsAnothers) {
  Bench bench(tenant_with_an_old_skill());
  swap_token(bench, [&] { return bench.world.requests() > 3; });
  const auto planned = bench.plan(two_users());
  ASSERT_FALSE(planned);
  ASSERT_EQ(planned.problems().size(), 1u);
  const auto& problem = planned.problems().front();
  EXPECT_EQ(problem.rule, "B46");
  EXPECT_EQ(problem.exit, Exit::refused);
  EXPECT_EQ(problem.message, kRefusal);
}

}  // namespace
}  // namespace interlock
