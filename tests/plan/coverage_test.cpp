// Orders that the planner does not make, and what the proof says of them.
#include "plan/coverage.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/text.hpp"
#include "diff/target.hpp"
#include "plan/make_plan.hpp"
#include "plan/versions.hpp"
#include "support/models.hpp"
#include "support/names.hpp"

namespace interlock {
namespace {

struct Waits {
  std::string step;
  std::vector<std::string> after{};
};

struct CoverageCase {
  const char* name;
  const char* desired;
  const char* live;
  std::vector<Waits> order;  // instead of the plan's own
  int never_below;
  std::string problem{};
};

std::vector<Step> in_order(const std::vector<Step>& planned, const std::vector<Waits>& order) {
  std::vector<Step> steps;
  for (const auto& [id, after] : order) {
    const auto found = std::find_if(planned.begin(), planned.end(), [&](const Step& step) { return step.id == id; });
    steps.push_back(*found);
    steps.back().after = after;
  }
  EXPECT_EQ(steps.size(), planned.size());
  return steps;
}

class Coverages : public ::testing::TestWithParam<CoverageCase> {};

TEST_P(Coverages, AreProven) {
  const Intent desired = testing::manifest_of(GetParam().desired);
  const auto live = testing::live_of(GetParam().live);
  Problems problems;
  const auto steps = in_order(make_plan(desired, live, {}, problems).steps, GetParam().order);
  const auto end = end_state(desired, live, problems);
  const Roster roster(end.targets, live, level_versions(end.targets, live), Api::guide);
  const auto touched = staffing(roster, problems).touched;
  ASSERT_TRUE(problems.empty()) << problems.front().message;
  Moments moments(steps, roster, live);
  const auto coverage = prove_coverage(touched, steps, moments, problems);
  ASSERT_EQ(coverage.size(), 1U);
  EXPECT_EQ(coverage.front().never_below, GetParam().never_below);
  EXPECT_EQ(problems.empty() ? "" : problems.front().message, GetParam().problem);
}

// s1 grants, s2 takes away.
constexpr auto kHandOver = R"({"user/ana": {"levels": {"A": null}}, "user/ben": {"levels": {"A": 1}}})";
constexpr auto kAnaServes = R"({"skill/A": {}, "user/ana": {"levels": {"A": 1}}, "user/ben": {"levels": {}},
                               "queue/Q": {"requires": {"A": {"level": 1}}}})";
// s1 grants the new skill, s2 changes the queue, s3 takes the old skill away.
constexpr auto kMove = R"({"user/ana": {"levels": {"A": null, "B": 1}}, "queue/Q": {"requires": {"B": {"level": 1}}}})";
constexpr auto kAnaHasTheOld = R"({"skill/A": {}, "skill/B": {}, "user/ana": {"levels": {"A": 1}},
                                  "queue/Q": {"requires": {"A": {"level": 1}}}})";

INSTANTIATE_TEST_SUITE_P(
    Plan, Coverages,
    ::testing::Values(
        CoverageCase{"who_is_to_serve_gets_the_level_first", kHandOver, kAnaServes, {{"s1"}, {"s2", {"s1"}}}, 1},
        CoverageCase{"without_that_edge_nobody_may_serve",
                     kHandOver,
                     kAnaServes,
                     {{"s1"}, {"s2"}},
                     0,
                     "queue 'Q' has 1 agent before and 1 after, but only 0 on the way: when only these changes are "
                     "made: update 'user/ana'"},
        CoverageCase{"expand_switch_contract", kMove, kAnaHasTheOld, {{"s1"}, {"s2", {"s1"}}, {"s3", {"s2"}}}, 1},
        CoverageCase{"profiles_before_queues",
                     kMove,
                     kAnaHasTheOld,
                     {{"s1"}, {"s3", {"s1"}}, {"s2", {"s3"}}},
                     0,
                     "queue 'Q' has 1 agent before and 1 after, but only 0 on the way: when only these changes are "
                     "made: update 'user/ana', update 'user/ana'"},
        CoverageCase{"queues_before_profiles",
                     kMove,
                     kAnaHasTheOld,
                     {{"s2"}, {"s1", {"s2"}}, {"s3", {"s1"}}},
                     0,
                     "queue 'Q' has 1 agent before and 1 after, but only 0 on the way: when only these changes are "
                     "made: update 'queue/Q'"}),
    testing::row_name);

}  // namespace
}  // namespace interlock
