// Budgets (SEC23): what counts, where the limit is, and which --allow lifts it.
#include "plan/limits.hpp"

#include <gtest/gtest.h>

#include "diff/diff.hpp"
#include "support/models.hpp"
#include "support/names.hpp"

namespace interlock {
namespace {

/// {"skill/P0": BODY, "skill/P1": BODY, ...}
std::string many(const std::string& kind, int count, const std::string& body) {
  std::string text;
  for (int i = 0; i < count; ++i) {
    text += (i == 0 ? "" : ", ") + ("\"" + kind + "/P" + std::to_string(i) + "\": ") + body;
  }
  return text;
}

struct Compared {
  Intent intent;
  LiveState live;
  std::vector<Change> changes;
};

Compared compared(const std::string& desired, const std::string& live) {
  Compared result{testing::manifest_of("{" + desired + "}"), testing::live_of("{" + live + "}"), {}};
  Problems problems;
  result.changes = diff(end_state(result.intent, result.live, problems).targets, result.live);
  return result;
}

struct TollCase {
  const char* name;
  std::string desired;
  std::string live;
  Toll toll;
};

class Counts : public ::testing::TestWithParam<TollCase> {};

TEST_P(Counts, WhatIsTakenAndChanged) {
  const auto plan = compared(GetParam().desired, GetParam().live);
  EXPECT_EQ(toll(plan.changes, plan.intent.desired, plan.live), GetParam().toll);
}

INSTANTIATE_TEST_SUITE_P(
    Tolls, Counts,
    ::testing::Values(
        TollCase{"nothing", R"("skill/A": {})", R"("skill/A": {})", {}},
        TollCase{"a_create_is_free", R"("skill/A": {})", "", {}},
        TollCase{"a_deleted_object", R"("skill/A": {"absent": true})", R"("skill/A": {})", {.deletes = 1}},
        TollCase{"a_changed_level_is_an_update",
                 R"("user/ana": {"levels": {"A": 1}})",
                 R"("user/ana": {"levels": {"A": 2}})",
                 {.updates = 1}},
        TollCase{"a_level_taken_away",
                 R"("user/ana": {"levels": {"A": null}})",
                 R"("user/ana": {"levels": {"A": 2, "B": 1}})",
                 {.updates = 1, .level_removals = 1}},
        TollCase{"levels_that_an_exact_entry_drops",
                 R"("user/ana": {"mode": "exact", "levels": {"A": 2}})",
                 R"("user/ana": {"levels": {"A": 2, "B": 1, "C": 1}})",
                 {.updates = 1, .level_removals = 2}},
        TollCase{"a_requirement_left_out_of_a_named_list",
                 R"("queue/Q": {"requires": {}})",
                 R"("queue/Q": {"requires": {"A": {"level": 2}}})",
                 {.deletes = 1, .updates = 1}},
        TollCase{
            "what_a_replaced_skill_moves_is_taken_from_nobody",
            R"("skill/New": {"replaces": "Old"})",
            R"("skill/Old": {}, "user/ana": {"levels": {"Old": 3}}, "queue/Q": {"requires": {"Old": {"level": 2}}})",
            {.deletes = 1, .updates = 2}},
        TollCase{"a_level_of_a_replaced_skill_that_the_manifest_takes_away_is_taken",
                 R"("skill/New": {"replaces": "Old"}, "user/ana": {"levels": {"Old": null}})",
                 R"("skill/Old": {}, "user/ana": {"levels": {"Old": 3}})",
                 {.deletes = 1, .updates = 1, .level_removals = 1}}),
    testing::row_name);

struct BudgetCase {
  const char* name;
  int goes;  // of `all` skills
  int all;
  Budget budget;
  std::vector<Allowance> allowed;
  const char* verdict;  // the rule and what the hint ends in; "" passes
};

class Budgets : public ::testing::TestWithParam<BudgetCase> {};

TEST_P(Budgets, Deletes) {
  const auto& row = GetParam();
  const auto plan = compared(many("skill", row.goes, R"({"absent": true})"), many("skill", row.all, "{}"));
  Problems problems;
  const auto used = check_budgets(plan.changes, plan.intent.desired, plan.live,
                                  {.limits = {.deletes = row.budget}, .allowed = row.allowed}, problems);
  std::string verdict;
  for (const auto& problem : problems) {
    EXPECT_EQ(problem.exit, Exit::refused);
    verdict += problem.rule + problem.hint.substr(problem.hint.rfind(' '));
  }
  EXPECT_EQ(verdict, row.verdict);
  const bool was_lifted = !row.allowed.empty() && problems.empty() && row.goes > 0;
  EXPECT_EQ(used.size(), was_lifted ? 1u : 0u);
}

constexpr Budget kAtMostTen{.at_most = 10, .percent = {}};
constexpr Budget kThirtyPercent{.at_most = {}, .percent = 30};
const std::vector<Allowance> kTwelve{{Permit::deletes, 12, {}}};

INSTANTIATE_TEST_SUITE_P(
    Limits, Budgets,
    ::testing::Values(
        BudgetCase{"one_below_the_number_passes", 9, 100, kAtMostTen, {}, ""},
        BudgetCase{"the_number_itself_passes", 10, 100, kAtMostTen, {}, ""},
        BudgetCase{"one_over_the_number_is_refused", 11, 100, kAtMostTen, {}, "SEC23 deletes=11"},
        BudgetCase{"the_exact_allowance_lifts_it", 12, 100, kAtMostTen, kTwelve, ""},
        BudgetCase{"another_number_does_not_and_is_told", 13, 100, kAtMostTen, kTwelve, "B91 deletes=13"},
        BudgetCase{"a_larger_number_does_not_either", 11, 100, kAtMostTen, kTwelve, "B91 deletes=11"},
        BudgetCase{"an_allowance_for_something_else_does_not",
                   11,
                   100,
                   kAtMostTen,
                   {{Permit::updates, 11, {}}},
                   "SEC23 deletes=11"},
        BudgetCase{"a_share_below_passes", 2, 10, kThirtyPercent, {}, ""},
        BudgetCase{"the_share_itself_passes", 3, 10, kThirtyPercent, {}, ""},
        BudgetCase{"a_share_over_is_refused", 4, 10, kThirtyPercent, {}, "SEC23 deletes=4"},
        BudgetCase{"a_share_says_nothing_below_ten_objects", 9, 9, kThirtyPercent, {}, ""},
        BudgetCase{"one_object_may_go_whole", 1, 1, kThirtyPercent, {}, ""},
        BudgetCase{"a_budget_of_nothing_refuses_one", 1, 1, {.at_most = 0, .percent = {}}, {}, "SEC23 deletes=1"},
        BudgetCase{"no_budget_is_unlimited", 50, 50, {}, {}, ""}),
    testing::row_name);

struct KindCase {
  const char* name;
  std::string desired;
  std::string live;
  Limits limits;
  const char* says;  // "" passes
};

class OtherBudgets : public ::testing::TestWithParam<KindCase> {};

TEST_P(OtherBudgets, AreKept) {
  const auto plan = compared(GetParam().desired, GetParam().live);
  Problems problems;
  check_budgets(plan.changes, plan.intent.desired, plan.live, {.limits = GetParam().limits}, problems);
  const std::string wanted = GetParam().says;
  ASSERT_EQ(problems.size(), wanted.empty() ? 0u : 1u);
  if (!wanted.empty()) {
    EXPECT_NE(problems[0].message.find(wanted), std::string::npos) << problems[0].message;
    EXPECT_EQ(to_string(problems[0].where), "m.yaml:1:1");
  }
}

const std::string kTenLevels =
    R"({"levels": {"A": 1, "B": 1, "C": 1, "D": 1, "E": 1, "F": 1, "G": 1, "H": 1, "I": 1, "J": 1}})";

INSTANTIATE_TEST_SUITE_P(Kinds, OtherBudgets,
                         ::testing::Values(KindCase{"levels_within_the_share",
                                                    R"("user/a": {"levels": {"A": null, "B": null, "C": null}})",
                                                    R"("user/a": )" + kTenLevels,
                                                    {},
                                                    ""},
                                           KindCase{
                                               "levels_over_the_share",
                                               R"("user/a": {"levels": {"A": null, "B": null, "C": null, "D": null}})",
                                               R"("user/a": )" + kTenLevels,
                                               {},
                                               "takes away 4 user levels, over the limit of 30 % of 10 user levels"},
                                           KindCase{"shared_profiles_are_counted_apart",
                                                    R"("profile/p": {"levels": {"A": null}})",
                                                    R"("profile/p": {"levels": {"A": 1}}, "user/a": )" + kTenLevels,
                                                    {},
                                                    ""},
                                           KindCase{"requirements_over_the_share",
                                                    many("queue", 4, R"({"requires": {}})"),
                                                    many("queue", 10, R"({"requires": {"A": {"level": 1}}})"),
                                                    {},
                                                    "deletes 4 queue requirements"},
                                           KindCase{"updates_are_unlimited_unless_set",
                                                    many("user", 20, R"({"levels": {"A": 2}})"),
                                                    many("user", 20, R"({"levels": {"A": 1}})"),
                                                    {},
                                                    ""},
                                           KindCase{"updates_over_their_number",
                                                    many("user", 3, R"({"levels": {"A": 2}})"),
                                                    many("user", 20, R"({"levels": {"A": 1}})"),
                                                    {.updates = {.at_most = 2, .percent = {}}},
                                                    "updates 3 users, over the limit of at most 2 (limits.updates)"}),
                         testing::row_name);

}  // namespace
}  // namespace interlock
