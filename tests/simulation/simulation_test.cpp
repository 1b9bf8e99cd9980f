// A short campaign of the simulator in the default suite, the seeds that once found something, and what the simulator
// must be able to see.
#include <gtest/gtest.h>

#include "sandbox/faults/kinds.hpp"
#include "simulation/oracles.hpp"
#include "simulation/shrink.hpp"

namespace interlock::simulation {
namespace {

std::string told(const Violations& violations) {
  std::string text;
  for (const auto& [oracle, what] : violations) text += std::string(oracle) + ": " + what + "\n";
  return text;
}

class Campaign : public ::testing::TestWithParam<unsigned> {};

TEST_P(Campaign, ViolatesNoOracle) {
  for (std::uint64_t seed = GetParam() * 100; seed < GetParam() * 100 + 100; ++seed) {
    const auto scenario = scenario_of(seed);
    EXPECT_EQ(told(judged(play(scenario))), "")
        << "replay with: simulate --replay " << seed << " --api " << api_name(scenario.api);
  }
}
INSTANTIATE_TEST_SUITE_P(Seeds, Campaign, ::testing::Range(10'000U, 10'008U));

struct OldFailure {
  const char* name;  // what it found
  Api api;
  std::uint64_t seed;
};

class OldFailures : public ::testing::TestWithParam<OldFailure> {};

TEST_P(OldFailures, StayMended) { EXPECT_EQ(told(judged(play(scenario_of(GetParam().seed, GetParam().api)))), ""); }
INSTANTIATE_TEST_SUITE_P(
    Seeds, OldFailures,
    ::testing::Values(
        OldFailure{"F36_a_promise_to_take_a_level_away_passed_for_its_absence", Api::published, 1554},
        OldFailure{"F62_a_list_of_206_passed_for_the_whole", Api::published, 5207},
        OldFailure{"F21_F45_not_attempted_was_told_of_a_write_that_had_landed_behind_a_lost_answer", Api::guide, 10085},
        OldFailure{"an_edit_elsewhere_made_the_inspector_begin_anew", Api::guide, 6348},
        OldFailure{"an_edit_between_the_pages_of_a_read_lies_in_its_window", Api::published, 102546},
        OldFailure{"F30_a_burst_of_reads_behind_a_closure_made_the_writes_too_old", Api::published, 1003159}),
    [](const auto& test) { return std::string(test.param.name); });

// O9.
TEST(Simulation, GoesTheSameWayAgain) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const auto scenario = scenario_of(seed);
    EXPECT_EQ(play(scenario).hash, play(scenario_of(seed)).hash) << seed;
  }
  EXPECT_NE(play(scenario_of(1)).hash, play(scenario_of(2)).hash);
}

TEST(Simulation, MakesEveryKindOfTrouble) {
  std::set<std::string_view> seen;
  for (std::uint64_t seed = 1; seed <= 400; ++seed) {
    const auto scenario = scenario_of(seed);
    for (const auto& rule : scenario.script.rules) seen.insert(rule.kind->name);
  }
  for (const auto& kind : sandbox::fault_kinds()) EXPECT_TRUE(seen.contains(kind.name)) << kind.name;
}

// F10: 429 on every call for ten minutes costs at most 1.1 x first attempts + 30 requests.
TEST(Simulation, SendsFewRequestsIntoATotalOutage) {
  for (const auto* fault : {"throttled", "trouble", "lost_request"}) {
    auto scenario = scenario_of(3, Api::guide);
    const auto script = sandbox::read_fault_script(
        {.name = "outage", .text = std::string("interlock: 1\nrules: [{fault: ") + fault + "}]\n"});
    ASSERT_TRUE(script);
    scenario.script = *script;
    scenario.again = scenario.crash_at = scenario.signal_at = 0;
    scenario.plans_in_trouble = false;
    const auto record = play(scenario);
    const auto* troubled = record.troubled();
    ASSERT_NE(troubled, nullptr);
    EXPECT_LE(troubled->last - troubled->first, troubled->plan->steps.size() * 11 / 10 + 30) << fault;
    EXPECT_EQ(exit_of(*troubled->run), Exit::unavailable) << fault;
    EXPECT_EQ(told(judged(record)), "") << fault;
  }
}

// The oracles see what they are there for: records that are forged.
struct Forgery {
  const char* name;
  const char* oracle;
  void (*forge)(Record& record);
};

Operation& last_apply(Record& record) {
  return *std::find_if(record.operations.rbegin(), record.operations.rend(),
                       [](const Operation& one) { return one.is_apply; });
}

class Forgeries : public ::testing::TestWithParam<Forgery> {};

TEST_P(Forgeries, AreSeen) {
  auto scenario = scenario_of(12, Api::guide);
  scenario.script.rules.clear();
  scenario.crash_at = scenario.signal_at = scenario.again = 0;
  scenario.plans_in_trouble = false;
  auto record = play(scenario);
  ASSERT_EQ(told(judged(record)), "");
  GetParam().forge(record);
  const auto violations = judged(record);
  EXPECT_TRUE(std::any_of(violations.begin(), violations.end(), [](const Violation& violation) {
    return violation.oracle == GetParam().oracle;
  })) << told(violations);
}

INSTANTIATE_TEST_SUITE_P(
    Oracles, Forgeries,
    ::testing::Values(
        Forgery{"a_queue_that_starved", "O1",
                [](Record& record) {
                  record.eligible["Q"] = 1;
                  record.breaches.push_back({1, "Q", "PUT x"});
                }},
        Forgery{"a_field_that_nobody_planned", "O2",
                [](Record& record) {
                  auto& users = *record.operations.back().after.as<Map>()->find("users")->as<List>();
                  users.front().as<Map>()->set("department", "x");
                }},
        Forgery{"steps_that_are_left", "O4",
                [](Record& record) { record.operations.back().plan->steps = last_apply(record).plan->steps; }},
        Forgery{"a_request_before_its_deadline", "O6",
                [](Record& record) {
                  auto& answered = record.log[last_apply(record).first + 1];
                  answered.outcome = Response{429, {{"Retry-After", "3600"}}, "{}"};
                }},
        Forgery{"a_window_above_the_limit", "O6",
                [](Record& record) {
                  for (auto& exchange : record.log) exchange.sent = Instant{};
                }},
        Forgery{"a_step_that_is_not_told", "O7", [](Record& record) { last_apply(record).run->outcomes.pop_back(); }},
        Forgery{"a_step_that_is_done_and_still_to_do", "O5",
                [](Record& record) { record.operations.back().plan->steps = last_apply(record).plan->steps; }},
        Forgery{"requests_that_are_not_told", "O7",
                [](Record& record) { last_apply(record).run->traffic.requests = 1; }},
        Forgery{"a_secret_that_is_told", "O8",
                [](Record& record) {
                  auto& outcome = last_apply(record).run->outcomes.front();
                  outcome.standing = Standing::failed;
                  outcome.reason = "Bearer x";
                }},
        Forgery{
            "a_write_that_the_monitor_stopped", "O10",
            [](Record& record) { last_apply(record).run->refusal = Problem{.rule = "O10", .exit = Exit::internal}; }},
        Forgery{"a_run_without_an_end", "O12", [](Record& record) { record.is_endless = true; }}),
    [](const auto& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace interlock::simulation
