// A run as a whole: order, pace, end, and the one exit code.
#include <gtest/gtest.h>

#include <csignal>

#include "base/text.hpp"
#include "engine/executor.hpp"
#include "support/bench.hpp"
#include "support/json.hpp"
#include "support/names.hpp"
#include "support/small_tenant.hpp"
#include "support/tenant_builder.hpp"

namespace interlock {
namespace {

using testing::Bench;
using testing::is_request;
using testing::manifest;
using testing::raise_shared_level;
using testing::small_tenant;
using testing::TenantBuilder;
using testing::two_users;
using testing::undone;

TEST(Run, LetsTheCallerChooseWhatComesNext) {
  Bench bench(small_tenant());
  const auto plan = bench.planned(two_users());
  const auto acting = [&](std::function<std::size_t(std::size_t)> choose) {
    std::vector<std::string> ids;
    bench.options = {
        .parallelism = 1, .settle = Millis(0), .choose = std::move(choose), .acting = [&](const Step& step) {
          if (ids.empty() || ids.back() != step.id) ids.push_back(step.id);
        }};
    bench.apply(plan);
    return ids;
  };
  EXPECT_EQ(acting([](std::size_t) { return std::size_t{0}; }), (std::vector<std::string>{"s1", "s2"}));
  EXPECT_EQ(acting([](std::size_t ready) { return ready - 1; }), (std::vector<std::string>{"s2", "s1"}));
}

TEST(Run, LeavesDependantsOfAFailureAlone) {
  Bench bench(small_tenant());
  const auto plan = bench.planned(manifest({{"skill/New", "{}"},
                                            {"user/ana@x", R"({"levels":{"New":4}})"},
                                            {"queue/Q", R"({"requires":{"New":{"level":1}}})"},
                                            {"user/ben@x", R"({"levels":{"B":1}})"}}));
  bench.world.intercept = [](const Request& request, int) -> std::optional<Outcome> {
    if (!is_request(request, "POST /api/v2/routing/skills")) return std::nullopt;
    return Response{400, {}, R"({"code":"limit.exceeded","message":"too many skills"})"};
  };
  const auto run = bench.apply(plan);
  EXPECT_EQ(exit_of(run), Exit::partial);
  std::map<std::string, Standing> standings;
  for (const auto& outcome : run.outcomes) standings[to_string(outcome.address)] = outcome.standing;
  EXPECT_EQ(standings, (std::map<std::string, Standing>{{"skill/New", Standing::failed},
                                                        {"user/ana@x", Standing::not_attempted},
                                                        {"queue/Q", Standing::not_attempted},
                                                        {"user/ben@x", Standing::done}}));
}

TEST(Run, StopsAtTheFirstFailureWhenAsked) {
  Bench bench(small_tenant());
  bench.options = {.parallelism = 1, .on_error = OnError::stop};
  const auto plan =
      bench.planned(manifest({{"user/ana@x", R"({"levels":{"B":1}})"}, {"user/ben@x", R"({"levels":{"B":1}})"}}));
  bench.world.intercept = [](const Request& request, int) -> std::optional<Outcome> {
    if (request.method != Method::put) return std::nullopt;
    return Response{403, {}, R"({"code":"missing.permission"})"};
  };
  const auto run = bench.apply(plan);
  EXPECT_EQ(exit_of(run), Exit::authentication);
  ASSERT_EQ(run.outcomes.size(), 2u);
  EXPECT_EQ(run.outcomes[0].standing, Standing::failed);
  EXPECT_EQ(run.outcomes[1].reason, "stopped after s1 ('user/ana@x'), which failed");
}

TEST(Run, FlipsFiftySchedulesWithoutReadingOrWaiting) {
  TenantBuilder builder;
  std::vector<std::pair<std::string, std::string>> entries;
  for (int i = 0; i < 50; ++i) {
    const auto name = "DR_" + std::to_string(100 + i);
    builder.schedule(name);
    entries.emplace_back("schedule/" + name, R"({"state":"closed"})");
  }
  Bench bench(builder.document());
  const auto plan = bench.planned(manifest(entries));
  const auto run = bench.apply(plan);
  EXPECT_EQ(undone(run), "");
  EXPECT_EQ(run.traffic.requests, 52);  // the login, the question whose tenant it is, and one write each
  EXPECT_EQ(run.traffic.throttled, 0);
  EXPECT_LT(run.elapsed, Millis(2'000));
}

TEST(Run, FinishesWhatIsOnItsWayWhenInterrupted) {
  Bench bench(small_tenant());
  bench.options.parallelism = 1;
  const auto plan =
      bench.planned(manifest({{"user/ana@x", R"({"levels":{"B":1}})"}, {"user/ben@x", R"({"levels":{"B":1}})"}}));
  bench.world.intercept = [&](const Request& request, int) -> std::optional<Outcome> {
    if (request.method == Method::put) bench.signal = SIGTERM;
    return std::nullopt;
  };
  const auto run = bench.apply(plan);
  EXPECT_EQ(exit_of(run), Exit::terminated);
  ASSERT_EQ(run.outcomes.size(), 2u);
  EXPECT_EQ(run.outcomes[0].standing, Standing::done);
  EXPECT_EQ(run.outcomes[1].standing, Standing::not_attempted);
  EXPECT_EQ(run.outcomes[1].reason, "interrupted");
}

TEST(Run, CallsAWriteWithoutAnswerUnknownWhenInterrupted) {
  Bench bench(small_tenant());
  const auto plan = bench.planned(raise_shared_level());
  bench.world.latency = [&](const Request& request, int) {
    if (request.method != Method::put) return Millis(5);
    bench.signal = SIGINT;
    return Millis(3'600'000);
  };
  const auto run = bench.apply(plan);
  EXPECT_EQ(exit_of(run), Exit::interrupted);
  EXPECT_EQ(undone(run), "profile/P unknown: interrupted before the answer came");
  EXPECT_LT(run.elapsed, Millis(7'000));
}

TEST(Run, IsUnavailableWhenThePlatformIs) {
  Bench bench(small_tenant());
  const auto plan = bench.planned(raise_shared_level());
  bench.world.intercept = [](const Request&, int) -> std::optional<Outcome> { return Response{503, {}, ""}; };
  const auto run = bench.apply(plan);
  EXPECT_EQ(exit_of(run), Exit::unavailable);
  EXPECT_EQ(run.outcomes.front().standing, Standing::failed);
}

/// A plan that nobody made: its steps wait for each other.
TEST(Run, EndsAlthoughStepsWaitInACircle) {
  Bench bench(small_tenant());
  auto plan =
      bench.planned(manifest({{"user/ana@x", R"({"levels":{"B":1}})"}, {"user/ben@x", R"({"levels":{"B":1}})"}}));
  plan.steps[0].after = {"s2"};
  plan.steps[1].after = {"s1", "s9"};
  const auto run = bench.apply(plan);
  EXPECT_EQ(exit_of(run), Exit::partial);
  EXPECT_EQ(run.outcomes[0].reason, "it waits for a step that cannot come before it");
  EXPECT_EQ(run.traffic.requests, 0);
}

// F12: trouble with one object is no outage.
TEST(Run, GoesOnWhenOneObjectCannotBeWritten) {
  Bench bench(small_tenant());
  const auto plan = bench.planned(two_users());
  bench.world.intercept = [](const Request& request, int) -> std::optional<Outcome> {
    if (!is_request(request, "PUT /api/v2/routing/users/user-ana%40x/routingprofile")) return std::nullopt;
    return Response{503, {}, ""};
  };
  const auto run = bench.apply(plan);
  EXPECT_EQ(exit_of(run), Exit::partial);
  EXPECT_EQ(undone(run), "user/ana@x unknown: no answer came, 3 times");
}

TEST(Run, LetsAWriteSettleBeforeWhatDependsOnIt) {
  Bench bench(small_tenant());
  bench.options.settle = Millis(7'000);
  const auto plan = bench.planned(manifest({{"skill/N", "{}"}, {"user/ana@x", R"({"levels":{"N":2}})"}}));
  std::map<std::string, Instant> sent;
  bench.world.latency = [&](const Request& request, int) {
    sent[std::string(method_name(request.method))] = bench.world.now();
    return Millis(5);
  };
  EXPECT_EQ(undone(bench.apply(plan)), "");
  EXPECT_GE(sent.at("PUT") - sent.at("POST"), Millis(7'000));
}

// F69: the plan has edges between the versions of one object, but a collision must not depend on them.
TEST(Run, WritesOneObjectOnceAtATime) {
  Bench bench(small_tenant());
  auto plan = bench.planned(raise_shared_level());
  plan.steps.push_back(plan.steps.front());
  plan.steps.back().id = "s2";
  plan.steps.back().edits = {{"/levels/B", Value(2), Value(3)}};
  plan.ids[{Kind::skill, "B"}] = {"skill-B"};
  const auto run = bench.apply(plan);
  EXPECT_EQ(undone(run), "");
  EXPECT_EQ(run.conflicts, 0);
}

TEST(Run, CountsItsOwnTrafficAlone) {
  Bench bench(small_tenant());
  const auto run = bench.apply(bench.planned(raise_shared_level()));
  EXPECT_EQ(run.traffic.requests, 4);  // the login, the question whose tenant it is, a read, a write
  EXPECT_EQ(run.traffic.latencies.size(), 4u);
}

struct ExitCase {
  const char* name;
  std::vector<StepOutcome> outcomes;
  int signal;
  Exit exit;
};

class RunExit : public ::testing::TestWithParam<ExitCase> {};

TEST_P(RunExit, IsTheGravest) {
  interlock::Run run;
  run.outcomes = GetParam().outcomes;
  run.signal = GetParam().signal;
  EXPECT_EQ(exit_of(run), GetParam().exit);
}

StepOutcome ended(Standing standing, Exit exit) {
  return {.step = "s1", .address = {Kind::skill, "A"}, .standing = standing, .exit = exit};
}

// faults.md, One exit code per run.
INSTANTIATE_TEST_SUITE_P(
    Run, RunExit,
    ::testing::Values(
        ExitCase{"nothing_to_do", {}, 0, Exit::success},
        ExitCase{"all_done", {ended(Standing::done, Exit::success)}, 0, Exit::success},
        ExitCase{"held",
                 {ended(Standing::held, Exit::stale), ended(Standing::not_attempted, Exit::success)},
                 0,
                 Exit::stale},
        ExitCase{"held_and_failed",
                 {ended(Standing::failed, Exit::partial), ended(Standing::held, Exit::stale)},
                 0,
                 Exit::stale},
        ExitCase{"held_and_unavailable",
                 {ended(Standing::held, Exit::stale), ended(Standing::unknown, Exit::unavailable)},
                 0,
                 Exit::unavailable},
        ExitCase{"forbidden_and_unavailable",
                 {ended(Standing::failed, Exit::authentication), ended(Standing::failed, Exit::unavailable)},
                 0,
                 Exit::authentication},
        ExitCase{"never_silent", {ended(Standing::not_attempted, Exit::success)}, 0, Exit::partial},
        ExitCase{"interrupted", {ended(Standing::failed, Exit::authentication)}, SIGINT, Exit::interrupted},
        ExitCase{"terminated", {}, SIGTERM, Exit::terminated}),
    testing::row_name);

}  // namespace
}  // namespace interlock
