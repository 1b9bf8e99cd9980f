#include "plan/mistakes.hpp"

#include <gtest/gtest.h>

#include "diff/diff.hpp"
#include "plan/capacity.hpp"
#include "plan/make_plan.hpp"
#include "support/models.hpp"
#include "support/names.hpp"

namespace interlock {
namespace {

struct RenameCase {
  const char* name;
  const char* desired;
  const char* live;
  std::vector<Allowance> allowed;
  const char* rule;  // "" passes
};

class Renames : public ::testing::TestWithParam<RenameCase> {};

TEST_P(Renames, AreFound) {
  const Intent intent(testing::manifest_of(GetParam().desired));
  const auto live = testing::live_of(GetParam().live);
  Problems problems;
  const auto changes = diff(end_state(intent, live, problems).targets, live);
  const auto used = check_renames(changes, intent.desired, GetParam().allowed, problems);
  const std::string rule = problems.empty() ? "" : problems.front().rule;
  EXPECT_EQ(rule, GetParam().rule);
  EXPECT_EQ(used.size(), problems.empty() ? GetParam().allowed.size() : 0u);
}

INSTANTIATE_TEST_SUITE_P(
    B40, Renames,
    ::testing::Values(RenameCase{"a_skill_that_goes_and_comes_under_a_like_name",
                                 R"({"skill/Billing_Support": {}, "skill/Billing_Suport": {"absent": true}})",
                                 R"({"skill/Billing_Suport": {}})",
                                 {},
                                 "B40"},
                      RenameCase{"a_queue_too",
                                 R"({"queue/Sales_Line_1": {}, "queue/Sales_Line": {"absent": true}})",
                                 R"({"queue/Sales_Line": {}})",
                                 {{Permit::rename, 0, "Other"}},
                                 "B40"},
                      RenameCase{"letter_case_is_no_difference",
                                 R"({"queue/SALES": {}, "queue/Sales": {"absent": true}})",
                                 R"({"queue/Sales": {}})",
                                 {},
                                 "B40"},
                      RenameCase{"names_that_have_nothing_in_common",
                                 R"({"skill/Chat": {}, "skill/Fax_Support": {"absent": true}})",
                                 R"({"skill/Fax_Support": {}})",
                                 {},
                                 ""},
                      RenameCase{"names_that_only_end_alike",
                                 R"({"skill/Chat_Support": {}, "skill/Fax_Support": {"absent": true}})",
                                 R"({"skill/Fax_Support": {}})",
                                 {},
                                 ""},
                      RenameCase{"another_kind",
                                 R"({"queue/Billing": {}, "skill/Billing": {"absent": true}})",
                                 R"({"skill/Billing": {}})",
                                 {},
                                 ""},
                      RenameCase{"replaces_is_the_right_way",
                                 R"({"skill/Billing_2": {"replaces": "Billing_1"}})",
                                 R"({"skill/Billing_1": {}})",
                                 {},
                                 ""},
                      RenameCase{"allowed_by_its_new_name",
                                 R"({"skill/Billing_2": {}, "skill/Billing_1": {"absent": true}})",
                                 R"({"skill/Billing_1": {}})",
                                 {{Permit::rename, 0, "Billing_2"}},
                                 ""},
                      RenameCase{"not_allowed_by_another_name",
                                 R"({"skill/Billing_2": {}, "skill/Billing_1": {"absent": true}})",
                                 R"({"skill/Billing_1": {}})",
                                 {{Permit::rename, 0, "Billing_3"}},
                                 "B40"},
                      RenameCase{"one_that_was_there_before",
                                 R"({"skill/Billing_2": {}, "skill/Billing_1": {"absent": true}})",
                                 R"({"skill/Billing_1": {}, "skill/Billing_2": {}})",
                                 {},
                                 ""}),
    testing::row_name);

TEST(RenameProblem, NamesBothAndTheWayOut) {
  const Intent intent(testing::manifest_of(R"({"skill/Billing_2": {}, "skill/Billing_1": {"absent": true}})"));
  const auto live = testing::live_of(R"({"skill/Billing_1": {}})");
  Problems problems;
  check_renames(diff(end_state(intent, live, problems).targets, live), intent.desired, {}, problems);
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].exit, Exit::refused);
  EXPECT_EQ(problems[0].message,
            "skill 'Billing_1' is deleted and skill 'Billing_2' created, 89 % alike: a rename written like this cuts "
            "every reference");
  EXPECT_EQ(problems[0].hint,
            "`replaces: Billing_1` on the new one moves the references; if both are meant: --allow rename=Billing_2");
}

/// Ten agents and more, one level each: 1 to `reversed` become 6 minus the old one, the others one more or less.
struct LevelCase {
  const char* name;
  int reversed;
  int others;
  bool is_refused;
};

class Reversed : public ::testing::TestWithParam<LevelCase> {
 protected:
  static std::vector<Change> changes() {
    std::vector<Change> result;
    const auto add = [&](int before, int after) {
      const Address user{Kind::user, "u" + std::to_string(result.size())};
      result.emplace_back(Update{user, {"id"}, {{"/levels/A", Value(before), Value(after)}}, {}});
    };
    for (int i = 0; i < GetParam().reversed; ++i) add(i % 2 == 0 ? 1 : 4, i % 2 == 0 ? 5 : 2);
    for (int i = 0; i < GetParam().others; ++i) add(3, 4);
    return result;
  }
};

TEST_P(Reversed, AreFound) {
  Problems problems;
  check_reversed_levels(changes(), {}, problems);
  ASSERT_EQ(!problems.empty(), GetParam().is_refused);
  if (problems.empty()) return;
  EXPECT_EQ(problems[0].rule, "B76");
  EXPECT_EQ(problems[0].related.size(), 5u);
  EXPECT_NE(problems[0].message.find("5 is the highest level"), std::string::npos);
  Problems none;
  const std::vector<std::string> used{"levels-reversed"};
  EXPECT_EQ(check_reversed_levels(changes(), {{.permit = Permit::levels_reversed}}, none), used);
  EXPECT_TRUE(none.empty());
}

INSTANTIATE_TEST_SUITE_P(B76, Reversed,
                         ::testing::Values(LevelCase{"nine_are_too_few", 9, 0, false},
                                           LevelCase{"ten_are_enough", 10, 0, true},
                                           LevelCase{"four_in_five_are_enough", 8, 2, true},
                                           LevelCase{"fewer_than_four_in_five_are_not", 15, 4, false},
                                           LevelCase{"none_of_many", 0, 30, false}),
                         testing::row_name);

// Job P3.
TEST(Capacity, CountsActiveHoldersBeforeAndAfter) {
  Problems problems;
  const auto plan = make_plan(
      testing::manifest_of(R"({"user/ana": {"levels": {"A": 5, "B": 2}}, "user/ben": {"levels": {"A": null}}})"),
      testing::live_of(R"({"skill/A": {}, "skill/B": {}, "skill/C": {}, "profile/P": {"levels": {"A": 3}},
          "user/ana": {"levels": {"A": 4}, "active": true}, "user/ben": {"levels": {"A": 2, "C": 1}, "active": true},
          "user/cy": {"levels": {}, "shared_profile": "P", "active": true}, "user/off": {"levels": {"A": 5}, "active": false}})"),
      {}, problems);
  ASSERT_EQ(plan.capacity.size(), 2u);
  EXPECT_EQ(plan.capacity[0].skill.name, "A");
  EXPECT_EQ(plan.capacity[0].before, (Capacity{3, 900}));
  EXPECT_EQ(plan.capacity[0].after, (Capacity{2, 800}));
  EXPECT_EQ(score(plan.capacity[0].before), "1.8");
  EXPECT_EQ(plan.capacity[1].skill.name, "B");
  EXPECT_EQ(plan.capacity[1].before, (Capacity{0, 0}));
  EXPECT_EQ(score(plan.capacity[1].after), "0.4");
}

TEST(Capacity, OfManifestsAloneIsWhatTheyNameForUsers) {
  const auto capacity = declared_capacity(testing::manifest_of(
      R"({"user/ana": {"levels": {"A": 5, "B": null}}, "user/ben": {"levels": {"A": 4}}, "profile/P": {"levels": {"A": 1}}})"));
  ASSERT_EQ(capacity.size(), 1u);
  EXPECT_EQ(capacity[0].after, (Capacity{2, 900}));
}

}  // namespace
}  // namespace interlock
