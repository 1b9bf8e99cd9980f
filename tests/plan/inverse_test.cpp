// What takes a plan back: its steps turned round, as safe as they were.
#include "plan/inverse.hpp"

#include <gtest/gtest.h>

#include "base/text.hpp"
#include "checker/checker.hpp"
#include "plan/make_plan.hpp"
#include "support/models.hpp"
#include "support/names.hpp"
#include "support/orders.hpp"
#include "support/planned.hpp"

namespace interlock {
namespace {

using testing::planned;

constexpr std::span<const Batch> kNoBatches;  // of the guide API: every change is one request

struct InverseCase {
  const char* name;
  const char* desired;
  const char* live;
  std::vector<std::string> taken;  // all steps where none is named
  std::vector<std::string> steps;
  const char* coverage;  // of each queue: before, after, never below
};

class Inverse : public ::testing::TestWithParam<InverseCase> {};

Plan inverse(const Plan& plan, const std::vector<std::string>& taken) {
  if (taken.empty()) return inverse_of(plan, kNoBatches);
  std::map<std::string, Taken> steps;
  for (const auto& step : plan.steps) {
    if (std::find(taken.begin(), taken.end(), step.id) != taken.end()) steps.emplace(step.id, Taken{step.object_id});
  }
  return inverse_of(plan, steps, kNoBatches);
}

TEST_P(Inverse, IsProvenToo) {
  const auto& [name, desired, live, taken, steps, coverage] = GetParam();
  Problems problems;
  const auto plan = make_plan(testing::manifest_of(desired), testing::live_of(live), {}, problems);
  EXPECT_TRUE(problems.empty()) << problems.front().message;
  const auto back = inverse(plan, taken);
  EXPECT_EQ(testing::described(back.steps), steps);
  EXPECT_EQ(testing::shown(back.coverage), coverage);
  const auto verdict = checker::check_plan(plan_document(back));
  EXPECT_TRUE(verdict) << verdict.problems().front().message;
}

INSTANTIATE_TEST_SUITE_P(
    Plan, Inverse,
    ::testing::Values(
        InverseCase{"a_level_is_granted_again_before_the_queue_asks_for_it_again",
                    R"({"user/ana": {"levels": {"A": null}}, "queue/Q": {"requires": {"B": {"level": 1}}}})",
                    R"({"skill/A": {}, "skill/B": {}, "user/ana": {"levels": {"A": 1, "B": 1}},
                        "queue/Q": {"requires": {"A": {"level": 1}}}})",
                    {},
                    {"s1 expand update user/ana", "s2 switch update queue/Q after s1"},
                    "Q 1 1 1"},
        InverseCase{
            "a_move_goes_back_over_the_same_states",
            R"({"user/ana": {"levels": {"A": null, "B": 1}}, "queue/Q": {"requires": {"B": {"level": 1}}}})",
            R"({"skill/A": {}, "skill/B": {}, "user/ana": {"levels": {"A": 1}},
                        "queue/Q": {"requires": {"A": {"level": 1}}}})",
            {},
            {"s1 expand update user/ana", "s2 switch update queue/Q after s1", "s3 contract update user/ana after s2"},
            "Q 1 1 1"},
        InverseCase{"of_a_run_that_was_interrupted_only_what_was_done",
                    R"({"user/ana": {"levels": {"A": null, "B": 1}}, "queue/Q": {"requires": {"B": {"level": 1}}}})",
                    R"({"skill/A": {}, "skill/B": {}, "user/ana": {"levels": {"A": 1}},
                        "queue/Q": {"requires": {"A": {"level": 1}}}})",
                    {"s1", "s2"},
                    {"s1 switch update queue/Q", "s2 contract update user/ana after s1"},
                    "Q 1 1 1"},
        InverseCase{
            "a_skill_that_came_goes_when_nothing_names_it_any_more",
            R"({"skill/B": {}, "user/ana": {"levels": {"B": 1}}, "queue/Q": {"requires": {"B": {"level": 1}}}})",
            R"({"skill/A": {}, "user/ana": {"levels": {"A": 1}}, "queue/Q": {"requires": {"A": {"level": 1}}}})",
            {},
            {"s1 switch update queue/Q", "s2 contract update user/ana after s1", "s3 remove delete skill/B after s2"},
            "Q 1 1 1"},
        InverseCase{
            "a_skill_that_went_is_there_again_before_it_is_named",
            R"({"skill/A": {"absent": true}, "user/ana": {"levels": {"A": null}},
                        "queue/Q": {"requires": {}}})",
            R"({"skill/A": {}, "user/ana": {"levels": {"A": 1}}, "queue/Q": {"requires": {"A": {"level": 1}}}})",
            {},
            {"s1 prepare create skill/A", "s2 expand update user/ana after s1", "s3 switch update queue/Q after s2"},
            "Q 1 1 1"}),
    testing::row_name);

TEST(Inverse, SwapsWhatWasAndWhatIs) {
  const auto plan = planned(R"({"skill/A": {"enabled": false}})", R"({"skill/A": {"enabled": true}})");
  const auto back = inverse_of(plan, kNoBatches);
  ASSERT_EQ(back.steps.size(), 1u);
  EXPECT_EQ(back.steps[0].edits, (std::vector<FieldEdit>{{"/enabled", Value(false), Value(true)}}));
  EXPECT_EQ(back.steps[0].guard, (Guard{GuardKind::content, ""}));
  EXPECT_EQ(back.steps[0].object_id, plan.steps[0].object_id);
}

TEST(Inverse, KnowsTheIdOfWhatTheRunCreated) {
  const auto plan = planned(R"({"skill/B": {}, "user/ana": {"levels": {"B": 1}}})", R"({"user/ana": {"levels": {}}})");
  ASSERT_EQ(plan.steps.size(), 2u);
  const auto back = inverse_of(plan, {{"s1", {{"new"}}}, {"s2", {plan.steps[1].object_id}}}, kNoBatches);
  EXPECT_EQ(back.steps[1].verb, Verb::remove);
  EXPECT_EQ(back.steps[1].object_id.value, "new");
  EXPECT_EQ(back.ids.at({Kind::skill, "B"}).value, "new");
}

TEST(Inverse, HasNoIdForWhatIsToComeBack) {
  const auto plan = planned(R"({"skill/A": {"absent": true}})", R"({"skill/A": {}})");
  const auto back = inverse_of(plan, kNoBatches);
  EXPECT_EQ(back.steps[0].object_id.value, "");
  EXPECT_FALSE(back.ids.contains({Kind::skill, "A"}));
}

}  // namespace
}  // namespace interlock
