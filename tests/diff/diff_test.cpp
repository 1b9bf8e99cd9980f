#include "diff/diff.hpp"

#include <gtest/gtest.h>

#include "support/models.hpp"
#include "support/names.hpp"

namespace interlock {
namespace {

using Lines = std::vector<std::string>;

std::string verb(const Change& change) {
  static constexpr const char* kVerbs[] = {"create", "update", "delete"};
  return kVerbs[change.index()];
}

/// "update user/ana /levels/A: 1 -> 2", one line an edit; a change without edits is its verb and address.
Lines described(const std::vector<Change>& changes) {
  Lines result;
  for (const auto& change : changes) {
    const auto head = verb(change) + " " + to_string(address_of(change));
    const auto edits = testing::lines(std::visit([](const auto& c) { return c.edits; }, change));
    for (const auto& edit : edits) result.push_back(head + " " + edit);
    if (edits.empty()) result.push_back(head);
  }
  return result;
}

struct DiffCase {
  const char* name;
  const char* desired;
  const char* live;
  Lines changes;
};

class Diff : public ::testing::TestWithParam<DiffCase> {};

TEST_P(Diff, Finds) {
  const Intent intent(testing::manifest_of(GetParam().desired));
  const auto live = testing::live_of(GetParam().live);
  Problems problems;
  EXPECT_EQ(described(diff(end_state(intent, live, problems).targets, live)), GetParam().changes);
  EXPECT_TRUE(problems.empty()) << problems.front().message;
}

INSTANTIATE_TEST_SUITE_P(
    Levels, Diff,
    ::testing::Values(
        DiffCase{"an_equal_level_is_no_change",
                 R"({"user/ana": {"levels": {"A": 1}}})",
                 R"({"user/ana": {"levels": {"A": 1}}})",
                 {}},
        DiffCase{"merge_keeps_levels_that_are_not_named",
                 R"({"user/ana": {"levels": {"A": 2}}})",
                 R"({"user/ana": {"levels": {"A": 1, "B": 5}}})",
                 {"update user/ana /levels/A: 1 -> 2"}},
        DiffCase{"exact_drops_levels_that_are_not_named",
                 R"({"user/ana": {"mode": "exact", "levels": {"A": 1}}})",
                 R"({"user/ana": {"levels": {"A": 1, "B": 5}}})",
                 {"update user/ana /levels/B: 5 -> -"}},
        DiffCase{"absent_takes_a_level_away",
                 R"({"user/ana": {"levels": {"B": null}}})",
                 R"({"user/ana": {"levels": {"A": 1, "B": 5}}})",
                 {"update user/ana /levels/B: 5 -> -"}},
        DiffCase{"absent_of_a_level_that_is_not_there_is_no_change",
                 R"({"user/ana": {"levels": {"C": null}}})",
                 R"({"user/ana": {"levels": {"A": 1}}})",
                 {}},
        DiffCase{"a_group_that_goes_tells_its_conditions_once",
                 R"({"skill_group/G": {"absent": true}})",
                 R"({"skill_group/G": {"requires": {"A": {"level": 2}},
                                       "skill_conditions": [{"operation": "And"}]}})",
                 {R"(delete skill_group/G /skill_conditions: [{"operation":"And"}] -> -)"}},
        DiffCase{"what_a_column_does_not_name_stays",
                 R"({"data_table/T": {"columns": {"c": {"type": "string"}, "d": {}}}})",
                 R"({"data_table/T": {"columns": {"c": {"type": "string", "default": "x"},
                                                        "d": {"type": "boolean"}}}})",
                 {}},
        DiffCase{"a_default_that_is_named_empty_goes",
                 R"({"data_table/T": {"columns": {"c": {"default": ""}}}})",
                 R"({"data_table/T": {"columns": {"c": {"type": "string", "default": "x"}}}})",
                 {R"(update data_table/T /columns/c: {"default":"x","type":"string"} -> {"type":"string"})"}},
        DiffCase{"a_default_that_is_not_there_is_empty",
                 R"({"data_table/T": {"columns": {"c": {"default": ""}}}})",
                 R"({"data_table/T": {"columns": {"c": {"type": "string"}}}})",
                 {}},
        DiffCase{"the_end_of_a_range_that_is_not_named_goes",
                 R"({"queue/Q": {"requires": {"A": {"level": 2}}}})",
                 R"({"queue/Q": {"requires": {"A": {"level": 2, "max": 3}}}})",
                 {R"(update queue/Q /requires/A: {"level":2,"max":3} -> {"level":2})"}},
        DiffCase{"what_the_tenant_does_not_tell_is_none",
                 R"({"schedule_group/G": {"time_zone": "Asia/Singapore"},
                                                        "utilization/u@x": {"max_inbound_calls": 0}})",
                 R"({"schedule_group/G": {}, "utilization/u@x": {}})",
                 {R"(update schedule_group/G /time_zone: - -> "Asia/Singapore")",
                  "update utilization/u@x /max_inbound_calls: - -> 0"}},
        DiffCase{
            "an_entry_without_levels_manages_none", R"({"user/ana": {}})", R"({"user/ana": {"levels": {"A": 1}}})", {}},
        DiffCase{"exact_without_elements_empties",
                 R"({"profile/P": {"mode": "exact", "levels": {}}})",
                 R"({"profile/P": {"levels": {"A": 1}}})",
                 {"update profile/P /levels/A: 1 -> -"}}),
    testing::row_name);

INSTANTIATE_TEST_SUITE_P(
    Queues, Diff,
    ::testing::Values(DiffCase{"a_named_list_is_complete",
                               R"({"queue/Q": {"requires": {"A": {"level": 1}}}})",
                               R"({"queue/Q": {"requires": {"A": {"level": 1}, "B": {"level": 2}}}})",
                               {R"(update queue/Q /requires/B: {"level":2} -> -)"}},
                      DiffCase{"an_empty_list_empties",
                               R"({"queue/Q": {"requires": {}}})",
                               R"({"queue/Q": {"requires": {"A": {"level": 1}}}})",
                               {R"(update queue/Q /requires/A: {"level":1} -> -)"}},
                      DiffCase{"a_list_left_out_is_not_managed",
                               R"({"queue/Q": {}})",
                               R"({"queue/Q": {"requires": {"A": {"level": 1}}}})",
                               {}},
                      DiffCase{"a_range_is_one_value",
                               R"({"queue/Q": {"requires": {"A": {"level": 1, "max": 3}}}})",
                               R"({"queue/Q": {"requires": {"A": {"level": 1}}}})",
                               {R"(update queue/Q /requires/A: {"level":1} -> {"level":1,"max":3})"}},
                      DiffCase{"a_queue_that_is_not_there_is_created",
                               R"({"queue/Q": {"requires": {"A": {"level": 1}}}})",
                               R"({})",
                               {R"(create queue/Q /requires/A: - -> {"level":1})"}},
                      DiffCase{"absent_deletes",
                               R"({"queue/Q": {"absent": true}})",
                               R"({"queue/Q": {"members": {"x": true}}})",
                               {"delete queue/Q"}},
                      DiffCase{"absent_of_what_is_gone_is_no_change", R"({"queue/Q": {"absent": true}})", R"({})", {}},
                      DiffCase{"staffing_is_no_field_of_the_platform",
                               R"({"queue/Q": {"staffing": {"at_least": 3}}})",
                               R"({"queue/Q": {}})",
                               {}}),
    testing::row_name);

INSTANTIATE_TEST_SUITE_P(Skills, Diff,
                         ::testing::Values(DiffCase{"a_field_that_is_missing_is_its_default",
                                                    R"({"skill/A": {"enabled": true, "description": ""}})",
                                                    R"({"skill/A": {}})",
                                                    {}},
                                           DiffCase{"a_field_that_is_not_named_stays",
                                                    R"({"skill/A": {"enabled": false}})",
                                                    R"({"skill/A": {"enabled": true, "description": "old"}})",
                                                    {"update skill/A /enabled: true -> false"}},
                                           DiffCase{"a_create_sends_what_is_named",
                                                    R"({"skill/A": {"description": "new"}})",
                                                    R"({})",
                                                    {R"(create skill/A /description: - -> "new")"}},
                                           DiffCase{"a_pinned_object_is_renamed",
                                                    R"({"skill/A": {"id": "id-A"}})",
                                                    R"({"skill/A": {"name": "Old"}})",
                                                    {R"(update skill/A /name: "Old" -> "A")"}}),
                         testing::row_name);

INSTANTIATE_TEST_SUITE_P(
    Replaces, Diff,
    ::testing::Values(
        DiffCase{
            "moves_levels_requirements_and_parents_then_deletes",
            R"({"skill/New": {"replaces": "Old"}})",
            R"({"skill/New": {}, "skill/Old": {}, "skill/Child": {"parent": "Old"}, "user/ana": {"levels": {"Old": 3}},
                     "queue/Q": {"requires": {"Old": {"level": 2, "max": 4}}}})",
            {R"(update skill/Child /parent: "Old" -> "New")", "delete skill/Old", "update user/ana /levels/New: - -> 3",
             "update user/ana /levels/Old: 3 -> -", R"(update queue/Q /requires/New: - -> {"level":2,"max":4})",
             R"(update queue/Q /requires/Old: {"level":2,"max":4} -> -)"}},
        DiffCase{"the_higher_of_both_levels_stays",
                 R"({"skill/New": {"replaces": "Old"}})",
                 R"({"skill/New": {}, "skill/Old": {}, "user/ana": {"levels": {"Old": 3, "New": 4}}})",
                 {"delete skill/Old", "update user/ana /levels/Old: 3 -> -"}},
        DiffCase{"a_level_that_is_named_wins",
                 R"({"skill/New": {"replaces": "Old"}, "user/ana": {"levels": {"New": 1}}})",
                 R"({"skill/New": {}, "skill/Old": {}, "user/ana": {"levels": {"Old": 3}}})",
                 {"delete skill/Old", "update user/ana /levels/New: - -> 1", "update user/ana /levels/Old: 3 -> -"}},
        DiffCase{"an_exact_profile_says_itself_what_it_holds",
                 R"({"skill/New": {"replaces": "Old"}, "user/ana": {"mode": "exact", "levels": {"A": 1}}})",
                 R"({"skill/New": {}, "skill/Old": {}, "user/ana": {"levels": {"A": 1, "Old": 3}}})",
                 {"delete skill/Old", "update user/ana /levels/Old: 3 -> -"}},
        DiffCase{"an_old_skill_that_is_gone_needs_nothing",
                 R"({"skill/New": {"replaces": "Old"}})",
                 R"({"skill/New": {}})",
                 {}}),
    testing::row_name);

struct ProblemCase {
  const char* name;
  const char* desired;
  const char* live;
  const char* rule;
  Exit exit;
};

class TargetProblems : public ::testing::TestWithParam<ProblemCase> {};

TEST_P(TargetProblems, AreFound) {
  auto live = testing::live_of(GetParam().live);
  live.ambiguous[{Kind::queue, "Twice"}] = {{"id-1"}, {"id-2"}};
  Problems problems;
  end_state(testing::manifest_of(GetParam().desired), live, problems);
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].rule, GetParam().rule);
  EXPECT_EQ(problems[0].exit, GetParam().exit);
  EXPECT_EQ(to_string(problems[0].where), "m.yaml:1:1");
}

INSTANTIATE_TEST_SUITE_P(Targets, TargetProblems,
                         ::testing::Values(ProblemCase{"a_user_that_does_not_exist", R"({"user/bob": {"levels": {}}})",
                                                       R"({"user/rob": {}})", "B26", Exit::invalid},
                                           ProblemCase{"a_name_that_fits_two_objects",
                                                       R"({"queue/Twice": {"requires": {}}})", R"({})", "B54",
                                                       Exit::refused}),
                         testing::row_name);

TEST(Edited, IsTheInverseOfFieldEdits) {
  const auto before = testing::map_of(R"({"levels": {"A": 1, "B": 2}})");
  const auto after = testing::map_of(R"({"levels": {"B": 3, "C": 1}})");
  EXPECT_EQ(edited(before, field_edits(Kind::user, &before, &after)), after);
}

}  // namespace
}  // namespace interlock
