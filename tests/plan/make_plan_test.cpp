#include "plan/make_plan.hpp"

#include <gtest/gtest.h>

#include "support/models.hpp"
#include "support/names.hpp"
#include "support/orders.hpp"

namespace interlock {
namespace {

using Lines = std::vector<std::string>;
using testing::described;

struct OrderCase {
  const char* name;
  const char* desired;
  const char* live;
  Lines steps;
};

class Order : public ::testing::TestWithParam<OrderCase> {};

TEST_P(Order, Is) {
  Problems problems;
  const auto plan =
      make_plan(testing::manifest_of(GetParam().desired), testing::live_of(GetParam().live), {}, problems);
  EXPECT_EQ(described(plan.steps), GetParam().steps);
  EXPECT_TRUE(problems.empty()) << problems.front().message;
}

INSTANTIATE_TEST_SUITE_P(
    Plan, Order,
    ::testing::Values(
        OrderCase{"nothing_to_do", R"({"skill/A": {}})", R"({"skill/A": {}})", {}},
        OrderCase{"a_level_is_granted_before_the_queue_asks",
                  R"({"user/ana": {"levels": {"A": 2}}, "queue/Q": {"requires": {"A": {"level": 2}}}})",
                  R"({"skill/A": {}, "user/ana": {"levels": {"A": 1}}, "queue/Q": {"requires": {"A": {"level": 1}}}})",
                  {"s1 expand update user/ana", "s2 switch update queue/Q after s1"}},
        OrderCase{"a_queue_stops_asking_before_the_level_goes",
                  R"({"user/ana": {"levels": {"A": 1}}, "queue/Q": {"requires": {"A": {"level": 1}}}})",
                  R"({"skill/A": {}, "user/ana": {"levels": {"A": 2}}, "queue/Q": {"requires": {"A": {"level": 2}}}})",
                  {"s1 switch update queue/Q", "s2 contract update user/ana after s1"}},
        OrderCase{
            "a_move_takes_two_writes",
            R"({"user/ana": {"levels": {"A": null, "B": 1}}, "queue/Q": {"requires": {"B": {"level": 1}}}})",
            R"({"skill/A": {}, "skill/B": {}, "user/ana": {"levels": {"A": 1}},
                      "queue/Q": {"requires": {"A": {"level": 1}}}})",
            {"s1 expand update user/ana", "s2 switch update queue/Q after s1", "s3 contract update user/ana after s2"}},
        OrderCase{
            "a_move_of_two_takes_one_write_each",
            R"({"user/ana": {"levels": {"A": null, "B": 1}}, "user/ben": {"levels": {"A": null, "B": 1}},
                      "queue/Q": {"requires": {"B": {"level": 1}}}})",
            R"({"skill/A": {}, "skill/B": {}, "user/ana": {"levels": {"A": 1}}, "user/ben": {"levels": {"A": 1}},
                      "queue/Q": {"requires": {"A": {"level": 1}}}})",
            {"s1 switch update user/ana", "s2 switch update queue/Q after s1", "s3 switch update user/ben after s2"}},
        OrderCase{"a_move_that_no_queue_asks_about_takes_one_write",
                  R"({"user/ana": {"levels": {"A": null, "B": 1}}})",
                  R"({"skill/A": {}, "skill/B": {}, "user/ana": {"levels": {"A": 1}}})",
                  {"s1 switch update user/ana"}},
        OrderCase{"the_last_holder_waits_for_the_new_one",
                  R"({"user/ana": {"levels": {"A": null}}, "user/ben": {"levels": {"A": 1}}})",
                  R"({"skill/A": {}, "user/ana": {"levels": {"A": 1}}, "user/ben": {"levels": {}},
                      "queue/Q": {"requires": {"A": {"level": 1}}}})",
                  {"s1 expand update user/ben", "s2 contract update user/ana after s1"}},
        OrderCase{"where_a_third_agent_stays_there_are_always_two",
                  R"({"user/ana": {"levels": {"A": null}}, "user/ben": {"levels": {"A": 1}}})",
                  R"({"skill/A": {}, "user/ana": {"levels": {"A": 1}}, "user/ben": {"levels": {}},
                      "user/eve": {"levels": {"A": 1}}, "queue/Q": {"requires": {"A": {"level": 1}}}})",
                  {"s1 expand update user/ben", "s2 contract update user/ana after s1"}},
        OrderCase{"create_parents_first_and_before_references",
                  R"({"skill/Child": {"parent": "Parent"}, "skill/Parent": {}, "user/ana": {"levels": {"Child": 1}}})",
                  R"({"user/ana": {"levels": {}}})",
                  {"s1 prepare create skill/Parent", "s2 prepare create skill/Child after s1",
                   "s3 expand update user/ana after s2"}},
        OrderCase{"dereference_before_delete",
                  R"({"skill/A": {"absent": true}, "user/ana": {"levels": {"A": null}}})",
                  R"({"skill/A": {}, "user/ana": {"levels": {"A": 1}}})",
                  {"s1 contract update user/ana", "s2 remove delete skill/A after s1"}},
        OrderCase{"disable_after_the_last_reference",
                  R"({"skill/A": {"enabled": false}, "queue/Q": {"requires": {}}})",
                  R"({"skill/A": {}, "user/ana": {}, "queue/Q": {"requires": {"A": {"level": 1}}}})",
                  {"s1 switch update queue/Q", "s2 remove update skill/A after s1"}},
        OrderCase{"enable_before_a_profile_that_names_the_skill_is_written",
                  R"({"skill/A": {"enabled": true}, "user/ana": {"levels": {"B": 1}}})",
                  R"({"skill/A": {"enabled": false}, "skill/B": {}, "user/ana": {"levels": {"A": 1}}})",
                  {"s1 prepare update skill/A", "s2 expand update user/ana after s1"}},
        OrderCase{
            "replaces_moves_profiles_then_queues_and_deletes_last",
            R"({"skill/New": {"replaces": "Old"}})",
            R"({"skill/Old": {}, "user/ana": {"levels": {"Old": 3}}, "queue/Q": {"requires": {"Old": {"level": 2}}}})",
            {"s1 prepare create skill/New", "s2 expand update user/ana after s1", "s3 switch update queue/Q after s2",
             "s4 contract update user/ana after s3", "s5 remove delete skill/Old after s4"}},
        OrderCase{"a_queue_goes_before_its_agents_change",
                  R"({"queue/Q": {"absent": true}, "user/ana": {"levels": {"A": null}}})",
                  R"({"skill/A": {}, "user/ana": {"levels": {"A": 1}}, "queue/Q": {"requires": {"A": {"level": 1}}}})",
                  {"s1 switch delete queue/Q", "s2 contract update user/ana after s1"}},
        OrderCase{"a_grant_that_no_queue_asks_about_is_an_expansion",
                  R"({"user/ana": {"levels": {"A": 1}}})",
                  R"({"skill/A": {}, "user/ana": {"levels": {}}})",
                  {"s1 expand update user/ana"}},
        OrderCase{"a_skill_gets_its_new_name_before_profiles_that_name_it_are_written",
                  R"({"skill/A": {"id": "id-A"}, "skill/B": {}, "user/ana": {"levels": {"B": 1}}})",
                  R"({"skill/A": {"name": "Old"}, "skill/B": {}, "user/ana": {"levels": {"A": 1}}})",
                  {"s1 prepare update skill/A", "s2 expand update user/ana after s1"}},
        OrderCase{"schedules_wait_for_nothing",
                  R"({"schedule/A": {"state": "closed"}, "schedule/B": {"state": "closed"}})",
                  R"({"schedule/A": {"state": "open"}, "schedule/B": {"state": "open"}})",
                  {"s1 switch update schedule/A", "s2 switch update schedule/B"}}),
    testing::row_name);

struct RefusalCase {
  const char* name;
  const char* desired;
  const char* live;
  const char* rule;
  Exit exit;
  const char* words;
};

class Refusal : public ::testing::TestWithParam<RefusalCase> {};

TEST_P(Refusal, Says) {
  Problems problems;
  make_plan(testing::manifest_of(GetParam().desired), testing::live_of(GetParam().live), {}, problems);
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].rule, GetParam().rule);
  EXPECT_EQ(problems[0].exit, GetParam().exit);
  EXPECT_EQ(problems[0].message + " | " + problems[0].hint, GetParam().words);
}

INSTANTIATE_TEST_SUITE_P(
    Plan, Refusal,
    ::testing::Values(
        RefusalCase{"a_level_that_nobody_holds", R"({"queue/Q": {"requires": {"A": {"level": 3}}}})",
                    R"({"skill/A": {}, "user/ana": {"levels": {"A": 2}}, "queue/Q": {"requires": {}}})", "B24",
                    Exit::refused,
                    "queue 'Q' requires 'A' at level 3, which nobody holds at the end (1 agent could serve it): 1 "
                    "wanted, 0 found | "
                    "nearest: user 'id-ana' has 'A' 2 where level 3 is required"},
        RefusalCase{
            "fewer_agents_than_the_queue_declares",
            R"({"queue/Q": {"requires": {"A": {"level": 1}}, "staffing": {"at_least": 2}}})",
            R"({"skill/A": {}, "user/ana": {"levels": {"A": 2}}, "queue/Q": {"requires": {}}})", "B24", Exit::refused,
            "queue 'Q' has 1 eligible agent at the end; staffing.at_least wants 2 | grant active agents what the queue "
            "requires, or require less"},
        RefusalCase{
            "skills_that_no_one_agent_holds_together",
            R"({"queue/Q": {"requires": {"A": {"level": 1}, "B": {"level": 1}}}})",
            R"({"skill/A": {}, "skill/B": {}, "user/ana": {"levels": {"A": 1}}, "user/ben": {"levels": {"B": 1}},
                        "queue/Q": {"requires": {}}})",
            "B25", Exit::refused,
            "queue 'Q' requires skills that no one agent holds together at the end; each is held: 'A' by 1 agent, "
            "'B' by 1 agent | nearest: user 'id-ana' lacks 'B'; user 'id-ben' lacks 'A'"},
        RefusalCase{"a_reference_to_what_is_not_there", R"({"user/ana": {"levels": {"Billng": 1}}})",
                    R"({"skill/Billing": {}, "user/ana": {"levels": {}}})", "B26", Exit::invalid,
                    "skill 'Billng', named by user 'ana', is not defined | did you mean 'Billing'?"},
        RefusalCase{
            "a_reference_to_what_is_to_be_deleted",
            R"({"skill/A": {"absent": true}, "queue/Q": {"requires": {"B": {"level": 1}}}, "skill/C": {"parent": "A"}})",
            R"({"skill/A": {}, "skill/B": {}, "skill/C": {}, "user/ana": {"levels": {"B": 1}}, "queue/Q": {"requires": {}}})",
            "B26", Exit::refused,
            "skill 'C' refers to skill 'A', which is to be deleted | name another one, or keep 'A'"},
        RefusalCase{
            "a_skill_that_something_unmanaged_refers_to", R"({"skill/A": {"absent": true}})",
            R"({"skill/A": {}, "user/ana": {"levels": {"A": 1}}, "profile/P": {"levels": {"A": 1}}})", "B26",
            Exit::refused,
            "skill 'A' cannot be deleted: 2 objects refer to it: user id-ana, profile/P | declare what they shall "
            "hold instead, or use `replaces: A` on the new skill"},
        RefusalCase{
            "a_skill_that_a_queue_still_requires_is_not_disabled", R"({"skill/A": {"enabled": false}})",
            R"({"skill/A": {}, "queue/Q": {"requires": {"A": {"level": 1}}}})", "B26", Exit::refused,
            "skill 'A' cannot be disabled: 1 object refers to it: queue/Q | declare what they shall hold instead, or "
            "use `replaces: A` on the new skill"},
        RefusalCase{"a_profile_that_names_a_disabled_skill", R"({"user/ana": {"levels": {"B": 1}}})",
                    R"({"skill/A": {"enabled": false}, "skill/B": {}, "user/ana": {"levels": {"A": 1}}})", "B26",
                    Exit::refused,
                    "user 'ana' cannot be changed while it names the disabled skill 'A' | enable the skill, or take it "
                    "away: `A: absent`"},
        RefusalCase{
            "an_immutable_field", R"({"skill/A": {"type": "standard"}})", R"({"skill/A": {"type": "custom"}})", "B29",
            Exit::refused,
            "`type` of skill 'A' cannot be changed: it is 'custom', wanted is 'standard' | declare a new one under "
            "another name with `replaces: A`"},
        RefusalCase{"a_pin_of_another_kind", R"({"skill/A": {"id": "id-Q"}})", R"({"skill/A": {}, "queue/Q": {}})",
                    "B39", Exit::invalid,
                    "the id 'id-Q' is that of queue 'Q', wanted is a skill | leave `id` out to match by name"},
        RefusalCase{"a_pin_of_nothing", R"({"skill/A": {"id": "id-9"}})", R"({"skill/A": {}})", "B39", Exit::invalid,
                    "no skill of the tenant has the id 'id-9' | leave `id` out to match by name"},
        RefusalCase{"a_pin_to_a_user_of_another_address", R"({"user/ben": {"id": "id-ben"}})",
                    R"({"user/ben": {"user": "ana"}})", "B29", Exit::refused,
                    "`user` of user 'ben' cannot be changed: it is 'ana', wanted is 'ben' | write the name that the "
                    "object has; the platform's own tools rename it"},
        RefusalCase{
            "a_name_that_another_object_bears", R"({"skill/A": {"id": "id-A"}})",
            R"({"skill/A": {"name": "Old"}, "skill/id:1": {"name": "A"}})", "B54", Exit::refused,
            "skill 'A', pinned to the id 'id-A', cannot take its name: the object of id 'id-id:1' bears it | rename "
            "or delete that one first, in a change of its own"},
        RefusalCase{"a_cycle_of_parents_through_the_tenant", R"({"skill/A": {"parent": "B"}})",
                    R"({"skill/A": {}, "skill/B": {"parent": "A"}})", "B28", Exit::invalid,
                    "the parents form a cycle: 'A' -> 'B' -> 'A' | give one of them another parent"},
        RefusalCase{
            "a_swap_under_max", R"({"user/ana": {"levels": {"A": 4}}, "user/ben": {"levels": {"A": 1}}})",
            R"({"skill/A": {}, "user/ana": {"levels": {"A": 1}}, "user/ben": {"levels": {"A": 4}},
                        "queue/Q": {"requires": {"A": {"level": 1, "max": 2}}},
                        "queue/R": {"requires": {"A": {"level": 3}}}})",
            "INV-a", Exit::refused,
            "queue 'Q' has 1 agent before and 1 after, but only 0 on the way: when only s1 (update 'user/ana') has "
            "been done; these changes cannot be ordered: 'user/ana', 'user/ben' | let queue 'Q' ask for a placeholder "
            "skill meanwhile: apply `{interlock: 1, skills: [{name: Interlock_Bridge}], profiles: [{user: ana, levels: "
            "{Interlock_Bridge: 1}}], queues: [{name: Q, requires: [{skill: Interlock_Bridge, level: 1}]}]}`, then "
            "this change, then `{interlock: 1, skills: [{name: Interlock_Bridge, absent: true}], profiles: [{user: "
            "ana, levels: {Interlock_Bridge: absent}}], queues: [{name: Q, requires: [{skill: A, level: 1, max: "
            "2}]}]}`; or, if that is meant: --allow starving=Q"}),
    testing::row_name);

TEST(Shortage, IsAWarningWhereThePlanDoesNotTouchTheQueue) {
  const auto live = testing::live_of(
      R"({"skill/A": {}, "user/ana": {"levels": {"A": 1}}, "queue/Q": {"requires": {"A": {"level": 1}}},
          "schedule/S": {"state": "open"}})");
  Problems problems;
  const auto plan = make_plan(testing::manifest_of(R"({"queue/Q": {"staffing": {"at_least": 2}},
                                                       "schedule/S": {"state": "closed"}})"),
                              live, {}, problems);
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].rule, "B24");
  EXPECT_EQ(problems[0].severity, Severity::warning);
  EXPECT_EQ(plan.steps.size(), 1u);
  EXPECT_TRUE(plan.coverage.empty());
}

TEST(Shortage, PointsAtTheEntryThatTakesTheLastAgentAway) {
  Problems problems;
  make_plan(testing::manifest_of(R"({"user/ana": {"levels": {"A": null}}})"),
            testing::live_of(
                R"({"skill/A": {}, "user/ana": {"levels": {"A": 1}}, "queue/Q": {"requires": {"A": {"level": 1}}}})"),
            {}, problems);
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].rule, "B24");
  EXPECT_EQ(to_string(problems[0].where), "m.yaml:1:1");
}

/// {"A000": level, ...}, `count` of them from `first` on.
std::string levels(int first, int count) {
  std::string text;
  for (int i = first; i < first + count; ++i)
    text += (text.empty() ? "\"A" : ", \"A") + std::to_string(1000 + i) + "\": 1";
  return "{" + text + "}";
}

/// {"A1000": {"level": 1}, ...}
std::string requirements(int first, int count) {
  std::string text;
  for (int i = first; i < first + count; ++i) {
    text += (text.empty() ? "\"A" : ", \"A") + std::to_string(1000 + i) + R"(": {"level": 1})";
  }
  return R"({"requires": {)" + text + "}}";
}

TEST(Limit, HoldsOnTheWay) {
  std::string skills;
  for (int i = 0; i < 120; ++i) skills += "\"skill/A" + std::to_string(1000 + i) + "\": {}, ";
  const auto live = testing::live_of("{" + skills + R"("user/ana": {"levels": )" + levels(0, 60) + R"(}, "queue/Q": )" +
                                     requirements(0, 60) + "}");
  const auto desired = testing::manifest_of(R"({"user/ana": {"mode": "exact", "levels": )" + levels(60, 60) +
                                            R"(}, "queue/Q": )" + requirements(60, 60) + "}");
  const Terms unlimited{.limits = {.deletes = {}, .updates = {}, .level_removals = {}}};
  Problems problems;
  make_plan(desired, live, {.terms = unlimited}, problems);
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].rule, "B27");
  EXPECT_EQ(
      problems[0].message,
      "'user/ana' would hold 120 skills after step s1, before the old ones go; the limit is 100; these changes cannot "
      "be ordered: 'user/ana', 'queue/Q'");
  problems.clear();
  make_plan(desired, live, {.tier = Tier::enterprise, .terms = unlimited}, problems);
  EXPECT_TRUE(problems.empty());
}

TEST(Coverage, IsCountedForQueuesThatThePlanTouches) {
  Problems problems;
  const auto plan = make_plan(
      testing::manifest_of(R"({"user/ana": {"levels": {"A": null}}, "user/ben": {"levels": {"A": 1}}})"),
      testing::live_of(R"({"skill/A": {}, "skill/B": {}, "user/ana": {"levels": {"A": 1}}, "user/ben": {"levels": {}},
                           "user/eve": {"levels": {"A": 1}}, "user/off": {"active": false, "levels": {"A": 1}},
                           "queue/Q": {"requires": {"A": {"level": 1}}}, "queue/R": {"requires": {"B": {"level": 1}}}})"),
      {}, problems);
  ASSERT_EQ(plan.coverage.size(), 1u);
  EXPECT_EQ(to_string(plan.coverage[0].queue), "queue/Q");
  EXPECT_EQ(plan.coverage[0].before, 2);
  EXPECT_EQ(plan.coverage[0].after, 2);
  EXPECT_EQ(plan.coverage[0].never_below, 2);
}

TEST(Estimate, FollowsTheSlowestQuota) {
  std::string desired, live;
  for (int i = 0; i < 50; ++i) {
    const auto comma = std::string(i == 0 ? "" : ", ");
    const auto name = comma + "\"schedule/S" + std::to_string(i);
    desired += name + R"(": {"state": "closed"})";
    live += name + R"(": {"state": "open"})";
  }
  Problems problems;
  const auto plan =
      make_plan(testing::manifest_of("{" + desired + "}"), testing::live_of("{" + live + "}"), {}, problems);
  EXPECT_EQ(plan.estimate.requests, 50);
  EXPECT_EQ(plan.estimate.seconds, 10);  // 50 at 300 a minute
}

}  // namespace
}  // namespace interlock
