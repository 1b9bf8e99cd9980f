// Entries that are wrong for the published API: every shape of a field, each kind of bad value.
#include <gtest/gtest.h>

#include <string>

#include "codec/manifest.hpp"
#include "support/names.hpp"
#include "support/problems.hpp"
#include "support/wrong_text.hpp"

namespace interlock {
namespace {

using Row = testing::WrongText;

class WrongPublished : public ::testing::TestWithParam<Row> {};

TEST_P(WrongPublished, SaysWhereAndWhat) {
  Problems problems;
  const auto text = "interlock: 1\n" + GetParam().text + "\n";
  read_manifest(std::vector<Source>{{"m.yaml", text}}, Api::published, problems);
  EXPECT_EQ(testing::told(problems), GetParam().told);
}

INSTANTIATE_TEST_SUITE_P(
    Numbers, WrongPublished,
    ::testing::Values(
        Row{"number_below_its_range", R"(queues: [{name: Q, acw_settings: {timeout_ms: 10}}])",
            "B22 2:47 queue 'Q': acw_settings: field 'timeout_ms' is the number 10; whole numbers 1000 to 3600000 are "
            "allowed"},
        Row{"number_above_its_range",
            R"(queues: [{name: Q, media_settings: {call: {service_level: {percentage: 1.5}}}}])",
            "B22 2:72 queue 'Q': media_settings: call: service_level: field 'percentage' is the number 1.5; numbers 0 "
            "to 1 are allowed"},
        Row{"fraction_of_a_whole_number", R"(queues: [{name: Q, acw_settings: {timeout_ms: 2000.5}}])",
            "B22 2:47 queue 'Q': acw_settings: field 'timeout_ms' is the number 2000.5; whole numbers 1000 to 3600000 "
            "are allowed"},
        Row{"number_as_text", R"(queues: [{name: Q, acw_settings: {timeout_ms: "2000"}}])",
            "B22 2:47 queue 'Q': acw_settings: field 'timeout_ms' is the text '2000'; whole numbers 1000 to 3600000 "
            "are allowed | write a number, without quotes"},
        Row{"number_that_is_none", R"(queues: [{name: Q, acw_settings: {timeout_ms: .nan}}])",
            "B22 2:47 queue 'Q': acw_settings: field 'timeout_ms' is the number .nan; whole numbers 1000 to 3600000 "
            "are allowed"},
        Row{"hexadecimal_number", R"(queues: [{name: Q, acw_settings: {timeout_ms: 0x1F40}}])",
            "B22 2:47 queue 'Q': acw_settings: field 'timeout_ms' is the number 0x1F40; whole numbers 1000 to 3600000 "
            "are allowed"},
        Row{"number_without_a_value", R"(queues: [{name: Q, acw_settings: {timeout_ms: }}])",
            "B6 2:35 queue 'Q': acw_settings: field 'timeout_ms' has no value | leave the key out to leave the field "
            "alone; a removal is written out (`absent: true`, `SKILL: absent`, `mode: exact`)"},
        Row{"level_with_three_decimals", R"(profiles: [{user: ana@example.com, levels: {A: 2.555}}])",
            "B22 2:48 user 'ana@example.com': level of 'A' is the number 2.555; numbers 0 to 5 with at most two "
            "decimals are allowed, 5 is the best"},
        Row{"level_that_rounds_to_two_decimals", R"(profiles: [{user: ana@example.com, levels: {A: 2.500001}}])",
            "B22 2:48 user 'ana@example.com': level of 'A' is the number 2.500001; numbers 0 to 5 with at most two "
            "decimals are allowed, 5 is the best"},
        Row{"level_over_five", R"(profiles: [{user: ana@example.com, levels: {A: 5.01}}])",
            "B22 2:48 user 'ana@example.com': level of 'A' is the number 5.01; numbers 0 to 5 with at most two "
            "decimals are allowed, 5 is the best"},
        Row{"language_with_a_half", R"(profiles: [{user: ana@example.com, languages: {en: 2.5}}])",
            "B22 2:52 user 'ana@example.com': level of 'en' is the number 2.5; whole numbers 0 to 5 are allowed, 5 is "
            "the best"},
        Row{"required_level_with_a_half", R"(queues: [{name: Q, requires: [{skill: A, level: 2.5}]}])",
            "B22 2:49 queue 'Q': requires 'A': field 'level' is the number 2.5; whole numbers 0 to 5 are allowed, 5 is "
            "the best"}),
    testing::row_name);

INSTANTIATE_TEST_SUITE_P(
    Sets, WrongPublished,
    ::testing::Values(
        Row{"text_twice",
            R"(utilization: [{of: organization, media: {call: {interruptable_media_types: [chat, chat]}}}])",
            "B21 2:83 utilization 'organization': media: call: field 'interruptable_media_types' names 'chat' twice | "
            "remove one of the two | 2:77 first named here"},
        Row{"text_that_is_empty",
            R"(utilization: [{of: organization, media: {call: {interruptable_media_types: [""]}}}])",
            "B6 2:77 utilization 'organization': media: call: field 'interruptable_media_types' has no value | leave "
            "the key out to leave the field alone; a removal is written out (`absent: true`, `SKILL: absent`, `mode: "
            "exact`)"},
        Row{"text_that_is_a_number",
            R"(utilization: [{of: organization, media: {call: {interruptable_media_types: [1]}}}])",
            "B5 2:77 utilization 'organization': media: call: field 'interruptable_media_types' is the number 1; text "
            "is wanted | quote it: \"1\""},
        Row{"set_that_is_a_text", R"(ivrs: [{name: I, dnis: "+6531234567"}])",
            "B5 2:24 ivr 'I': field 'dnis' is the text '+6531234567'; a list is wanted"},
        Row{"number_of_no_country", R"(ivrs: [{name: I, dnis: ["31234567"]}])",
            "B82 2:25 ivr 'I': field 'dnis' is the text '31234567'; a number of E.164 like +6531234567 is wanted | a "
            "plus sign, the country and the number, 7 to 15 digits, without blanks"},
        Row{"one_number_for_two", R"(ivrs: [{name: I, dnis: ["+6531234567"]}, {name: J, dnis: ["+6531234567"]}])",
            "B82 2:59 ivr 'J': number '+6531234567' is another IVR's too | a number reaches one IVR: remove it from "
            "the other | 2:25 the other place"},
        Row{"group_without_a_kind", R"(queues: [{name: Q, member_groups: [North]}])",
            "B5 2:36 queue 'Q': field 'member_groups' is the text 'North'; an address is wanted | write "
            "skill_group/NAME, group/NAME or team/NAME"},
        Row{"group_that_is_a_user", R"(queues: [{name: Q, member_groups: [user/ana@example.com]}])",
            "B5 2:36 queue 'Q': field 'member_groups' is the text 'user/ana@example.com'; an address is wanted | write "
            "skill_group/NAME, group/NAME or team/NAME"},
        Row{"group_with_a_blank", R"(queues: [{name: Q, member_groups: ["team/ North"]}])",
            "B20 2:36 queue 'Q': field 'member_groups' ' North' has blanks at an end (6 characters); 1 to 100 "
            "characters are allowed | write 'North'"},
        Row{"group_twice", R"(queues: [{name: Q, member_groups: [team/North, team/North]}])",
            "B21 2:48 queue 'Q': field 'member_groups' names 'team/North' twice | remove one of the two | 2:36 first "
            "named here"},
        Row{"script_of_an_unknown_medium", R"(queues: [{name: Q, default_scripts: {CALLS: Greeting}}])",
            "B7 2:38 queue 'Q': default_scripts: unknown field 'CALLS' | did you mean 'CALL'? it has CALL, CALLBACK, "
            "CHAT, EMAIL, MESSAGE, COBROWSE"},
        Row{"script_that_is_a_flag", R"(queues: [{name: Q, default_scripts: {CALL: true}}])",
            "B5 2:44 queue 'Q': default_scripts: CALL is true; text is wanted | quote it: \"true\""},
        Row{"property_without_a_value", R"(trunk_bases: [{name: T, properties: {trunk_label: }}])",
            "B6 2:38 trunk_base 'T': field 'properties': 'trunk_label' has no value | leave the key out to leave the "
            "field alone; a removal is written out (`absent: true`, `SKILL: absent`, `mode: exact`)"},
        Row{"property_that_is_a_map", R"(trunk_bases: [{name: T, properties: {trunk_label: {value: 1}}}])",
            "B5 2:51 trunk_base 'T': field 'properties': 'trunk_label' is a map; a text, a number, or true or false is "
            "wanted"},
        Row{"property_that_is_no_number", R"(trunk_bases: [{name: T, properties: {trunk_limit: .inf}}])",
            "B5 2:51 trunk_base 'T': field 'properties': 'trunk_limit' is the number .inf; a text, a number, or true "
            "or false is wanted"}),
    testing::row_name);

INSTANTIATE_TEST_SUITE_P(
    Records, WrongPublished,
    ::testing::Values(
        Row{"unknown_field_deep_inside",
            R"(queues: [{name: Q, bullseye: {rings: [{actions: {skill_to_remove: [A]}}]}}])",
            "B7 2:50 queue 'Q': bullseye: rings: actions: unknown field 'skill_to_remove' | did you mean "
            "'skills_to_remove'? it has skills_to_remove"},
        Row{"records_that_are_a_map", R"(queues: [{name: Q, bullseye: {rings: {}}}])",
            "B5 2:38 queue 'Q': bullseye: field 'rings' is a map; a list is wanted"},
        Row{"record_that_is_a_list", R"(queues: [{name: Q, media_settings: []}])",
            "B5 2:36 queue 'Q': field 'media_settings' is a list; a map is wanted"},
        Row{"condition_without_an_operation",
            R"(skill_groups: [{name: G, skill_conditions: [{routing_skill_conditions: []}]}])",
            "B7 2:45 skill_group 'G': skill_conditions: field 'operation' is missing | add `operation:`"},
        Row{"condition_without_a_comparator",
            R"(skill_groups: [{name: G, skill_conditions: [{operation: And, routing_skill_conditions: [{routing_skill: A, proficiency: 3}]}]}])",
            "B7 2:89 skill_group 'G': skill_conditions: routing_skill_conditions: field 'comparator' is missing | add "
            "`comparator:`"},
        Row{"column_twice", R"(data_tables: [{name: T, columns: [{name: a, type: string}, {name: a, type: number}]}])",
            "B21 2:67 data_table 'T': field 'columns' names 'a' twice | remove one of the two | 2:42 first named here"},
        Row{"column_without_a_name", R"(data_tables: [{name: T, columns: [{name: "", type: string}]}])",
            "B20 2:42 data_table 'T': columns: name is empty; 1 to 256 characters are allowed | give it a name"},
        Row{"requirement_of_a_skill_group", R"(skill_groups: [{name: G, requires: []}])",
            "B77 2:26 skill_group 'G': field 'requires' is read for checks only and cannot be managed with this "
            "version | leave the key out: the field stays as it is"}),
    testing::row_name);

INSTANTIATE_TEST_SUITE_P(
    Rows, WrongPublished,
    ::testing::Values(
        Row{"row_that_is_a_number", R"(data_tables: [{name: T, rows: {SIN: 1}}])",
            "B5 2:37 data_table 'T': row 'SIN' is the number 1; a map of columns, or `absent`, is wanted"},
        Row{"row_without_a_value", R"(data_tables: [{name: T, rows: {SIN: }}])",
            "B6 2:32 data_table 'T': row 'SIN' has no value | leave the key out to leave the field alone; a removal is "
            "written out (`absent: true`, `SKILL: absent`, `mode: exact`)"},
        Row{"row_with_its_key", R"(data_tables: [{name: T, rows: {SIN: {key: SIN, closed: true}}}])",
            "B80 2:38 data_table 'T': row 'SIN': column 'key' is the key of the row | leave it out: the key stands "
            "before the columns"},
        Row{"row_with_a_list", R"(data_tables: [{name: T, rows: {SIN: {closed: []}}}])",
            "B5 2:46 data_table 'T': row 'SIN': 'closed' is a list; a text, a number, or true or false is wanted"},
        Row{"row_without_a_key", R"(data_tables: [{name: T, rows: {"": {closed: true}}}])",
            "B20 2:32 data_table 'T': row: key is empty; 1 to 256 characters are allowed | give it a name"},
        Row{"rows_that_are_a_list", R"(data_tables: [{name: T, rows: [SIN]}])",
            "B5 2:31 data_table 'T': field 'rows' is a list; a map is wanted"},
        Row{"rows_of_an_absent_table", R"(data_tables: [{name: T, absent: true, rows: {SIN: {closed: true}}}])",
            "B7 2:39 data_table 'T': field 'rows' beside `absent: true` | an object that shall not exist has no other "
            "field than its id | 2:33 `absent` is here"},
        Row{"rows_of_a_table_with_a_slash", R"(data_tables: [{name: A/B, rows: {SIN: {closed: true}}}])",
            "B77 2:33 data_table 'A/B': with a slash in its name its rows cannot be managed with this version | leave "
            "them out: they stay as they are"}),
    testing::row_name);

INSTANTIATE_TEST_SUITE_P(
    Schedules, WrongPublished,
    ::testing::Values(
        Row{"start_on_a_day_that_is_none", R"(schedules: [{name: S, start: 2026-02-30T08:00}])",
            "B30 2:30 schedule 'S': field 'start' is the text '2026-02-30T08:00'; a local time like 2026-01-05T08:00 "
            "is wanted | a day and a time of day that exist, in the years 1 to 9998, without a zone: that is the "
            "schedule group's"},
        Row{"start_in_a_zone", R"(schedules: [{name: S, start: "2026-01-05T08:00:00Z"}])",
            "B30 2:30 schedule 'S': field 'start' is the text '2026-01-05T08:00:00Z'; a local time like "
            "2026-01-05T08:00 is wanted | a day and a time of day that exist, in the years 1 to 9998, without a zone: "
            "that is the schedule group's"},
        Row{"end_that_is_a_number", R"(schedules: [{name: S, end: 18}])",
            "B5 2:28 schedule 'S': field 'end' is the number 18; text is wanted | quote it: \"18\""},
        Row{"end_before_the_start", R"(schedules: [{name: S, start: 2026-01-05T18:00, end: 2026-01-05T08:00}])",
            "B30 2:53 schedule 'S': 'end' '2026-01-05T08:00:00' is not after 'start' '2026-01-05T18:00:00' | both are "
            "of the first occurrence: over midnight it ends on the next day | 2:30 `start` is here"},
        Row{"rule_without_a_frequency", R"(schedules: [{name: S, rrule: BYDAY=MO}])",
            "B30 2:30 schedule 'S': field 'rrule' is the text 'BYDAY=MO'; a recurrence rule like "
            "FREQ=WEEKLY;BYDAY=MO,TU is wanted; 'FREQ' is missing | write it as iCalendar does (RFC 5545); \"\" is no "
            "recurrence"},
        Row{"rule_with_an_unknown_day", R"(schedules: [{name: S, rrule: "FREQ=WEEKLY;BYDAY=MO,XX"}])",
            "B30 2:30 schedule 'S': field 'rrule' is the text 'FREQ=WEEKLY;BYDAY=MO,XX'; a recurrence rule like "
            "FREQ=WEEKLY;BYDAY=MO,TU is wanted; 'BYDAY=MO,XX' is no list of weekdays | write it as iCalendar does (RFC "
            "5545); \"\" is no recurrence"},
        Row{"start_outside_its_rule",
            R"(schedules: [{name: S, start: 2026-01-04T08:00, rrule: "FREQ=WEEKLY;BYDAY=MO,TU"}])",
            "B30 2:30 schedule 'S': 'start' '2026-01-04T08:00:00' is a day (SU) that BYDAY of its 'rrule' does not "
            "name | the first days after it that BYDAY names are 2026-01-05 (MO), 2026-01-06 (TU) | 2:55 the rule is "
            "here"},
        Row{"zone_that_is_an_offset", R"(schedule_groups: [{name: G, time_zone: "+08:00"}])",
            "B30 2:40 schedule_group 'G': field 'time_zone' is the text '+08:00'; a time zone like Asia/Singapore is "
            "wanted | write it as the tz database names it"}),
    testing::row_name);

INSTANTIATE_TEST_SUITE_P(
    Entries, WrongPublished,
    ::testing::Values(
        Row{"requires_with_members",
            R"(queues: [{name: Q, requires: [{skill: A, level: 2}], members: [ana@example.com]}])",
            "B77 2:54 queue 'Q': field 'members' beside 'requires': with the published API who meets the requirement "
            "is added to the members | name who serves the queue, or what they must hold; remove the other key | 2:20 "
            "`requires` is here"},
        Row{"level_from_user_and_profile",
            R"(profiles: [{user: ana@example.com, levels: {A: 2}}, {name: P, levels: {A: 3}, users: [ana@example.com]}])",
            "B21 2:75 user 'ana@example.com': level of 'A' is the number 3 by profile 'P', the number 2 by user "
            "'ana@example.com' | say it in one of the two, or give both the same level | 2:48 the other place"},
        Row{"level_from_two_profiles",
            R"(profiles: [{name: P, levels: {A: 3}, users: [ana@example.com]}, {name: O, levels: {A: absent}, users: [ana@example.com]}])",
            "B21 2:87 user 'ana@example.com': level of 'A' is absent by profile 'O', the number 3 by profile 'P' | say "
            "it in one of the two, or give both the same level | 2:34 the other place"},
        Row{"description_of_a_skill", R"(skills: [{name: A, description: B}])",
            "B77 2:20 skill 'A': field 'description' cannot be managed with the published API | a skill has its name "
            "alone there: leave the key out, or say it in a comment"},
        Row{"type_of_a_skill", R"(skills: [{name: A, type: custom}])",
            "B77 2:20 skill 'A': field 'type' cannot be managed with the published API | skills have no type there: "
            "leave the key out"},
        Row{"parent_of_a_skill", R"(skills: [{name: A, parent: B}])",
            "B77 2:20 skill 'A': field 'parent' cannot be managed with the published API | skills have no hierarchy "
            "there: leave the key out and name each skill where it is meant"},
        Row{"flows", R"(flows: [{name: A}])",
            "B77 2:1 section 'flows' is not managed by this version | with the published API it manages divisions, "
            "skills, languages, wrapup_codes, profiles, skill_groups, queues, schedules, schedule_groups, ivrs, "
            "emergency_groups, data_tables, utilization, trunk_bases"},
        Row{"deleting_a_profile", R"(profiles: [{user: ana@example.com, absent: true}])",
            "B77 2:36 user 'ana@example.com': field 'absent': profiles can be neither created nor deleted with the "
            "published API | the published API offers user, id, mode, levels, languages"},
        Row{"an_ivr_without_a_name", R"(ivrs: [{}])", "B7 2:8 an ivr: field 'name' is missing | add `name:`"}),
    testing::row_name);

// What is in order.

Map fields_of(const std::string& entry, const char* address) {
  Problems problems;
  const auto manifest =
      read_manifest(std::vector<Source>{{"m.yaml", "interlock: 1\n" + entry}}, Api::published, problems);
  EXPECT_EQ(testing::told(problems), "");
  const auto* found = manifest.find(*parse_address(address));
  return found != nullptr ? found->fields : Map{};
}

TEST(PublishedForm, OfNumbersIsCanonical) {
  EXPECT_EQ(
      fields_of("queues: [{name: Q, media_settings: {call: {service_level: {percentage: 0.80, duration_ms: 2e4}}}}]",
                "queue/Q"),
      (Map{{"media_settings",
            Map{{"call", Map{{"service_level", Map{{"percentage", Decimal{"0.8"}}, {"duration_ms", 20'000}}}}}}}}));
  EXPECT_EQ(
      fields_of("profiles: [{user: ana, levels: {A: 4.0, B: 2.50, C: 0.05}, languages: {en: 0}}]", "user/ana"),
      (Map{{"levels", Map{{"A", 4}, {"B", Decimal{"2.5"}}, {"C", Decimal{"0.05"}}}}, {"languages", Map{{"en", 0}}}}));
}

TEST(PublishedForm, OfSetsIsAMap) {
  EXPECT_EQ(fields_of("queues: [{name: Q, member_groups: [team/North, group/A/B], wrapup_codes: []}]", "queue/Q"),
            (Map{{"member_groups", Map{{"team/North", true}, {"group/A/B", true}}}, {"wrapup_codes", Map{}}}));
  EXPECT_EQ(fields_of("ivrs: [{name: I, dnis: [+6531234567]}]", "ivr/I"), (Map{{"dnis", Map{{"+6531234567", true}}}}));
  EXPECT_EQ(fields_of("queues: [{name: Q, default_scripts: {CALL: Greeting}}]", "queue/Q"),
            (Map{{"default_scripts", Map{{"CALL", "Greeting"}}}}));
}

TEST(PublishedForm, OfRecordsKeepsTheirOrder) {
  EXPECT_EQ(
      fields_of("emergency_groups: [{name: E, call_flows: [{flow: B, ivrs: [I]}, {flow: A}]}]", "emergency_group/E"),
      (Map{{"call_flows", List{Map{{"flow", "B"}, {"ivrs", Map{{"I", true}}}}, Map{{"flow", "A"}}}}}));
}

TEST(PublishedForm, OfSchedulesIsCanonical) {
  EXPECT_EQ(
      fields_of("schedules: [{name: S, start: 2026-01-05T08:00, end: 2026-01-05T18:00:00.000, "
                "rrule: 'INTERVAL=1;BYDAY=TU,MO;FREQ=WEEKLY'}]",
                "schedule/S"),
      (Map{{"start", "2026-01-05T08:00:00"}, {"end", "2026-01-05T18:00:00"}, {"rrule", "FREQ=WEEKLY;BYDAY=MO,TU"}}));
}

TEST(PublishedForm, OfRowsIsAnEntryEach) {
  const std::string tables = "data_tables: [{name: T, rows: {SIN: {closed: false, rate: 1.352083}, a/b: absent}}]";
  EXPECT_EQ(fields_of(tables, "data_table/T"), Map{});
  EXPECT_EQ(fields_of(tables, "row/T/SIN"), (Map{{"columns", Map{{"closed", false}, {"rate", Decimal{"1.352083"}}}}}));
  EXPECT_EQ(fields_of(tables, "row/T/a/b"), (Map{{"absent", true}}));
}

TEST(Rows, HaveKeysOf256CharactersAtMost) {
  const auto told = [](std::size_t length) {
    Problems problems;
    const auto text = "interlock: 1\ndata_tables: [{name: T, rows: {" + std::string(length, 'x') + ": absent}}]\n";
    read_manifest(std::vector<Source>{{"m.yaml", text}}, Api::published, problems);
    return testing::told(problems);
  };
  EXPECT_EQ(told(256), "");
  EXPECT_EQ(told(257), "B80 2:32 data_table 'T': row: key '" + std::string(80, 'x') +
                           "\u2026' has 257 characters; 256 are allowed | shorten it");
}

TEST(Rows, KeysThatDifferInCaseAloneAreTwo) {
  EXPECT_EQ(fields_of("data_tables: [{name: T, rows: {sin: absent, SIN: absent}}]", "row/T/SIN"),
            (Map{{"absent", true}}));
}

TEST(OneLevel, FromTwoEntriesIsNoProblem) {
  fields_of("profiles: [{user: ana, levels: {A: 2.5}}, {name: P, levels: {A: 2.50, B: 1}, users: [ana, ben]}]",
            "user/ana");
}

/// So many blocks of conditions, one in another.
std::string conditions(int blocks) {
  std::string text = "{operation: And}";
  for (; blocks > 1; --blocks) {
    text =
        "{operation: And, routing_skill_conditions: [{routing_skill: A, comparator: EqualTo, proficiency: 1, "
        "child_conditions: [" +
        text + "]}]}";
  }
  return "skill_groups: [{name: G, skill_conditions: [" + text + "]}]";
}

TEST(Conditions, AreNestedInTenBlocksAtMost) {
  EXPECT_EQ(fields_of(conditions(10), "skill_group/G").size(), 1u);
  Problems problems;
  read_manifest(std::vector<Source>{{"m.yaml", "interlock: 1\n" + conditions(11)}}, Api::published, problems);
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].rule, "B10");
}

TEST(GuideApi, LacksWhatThePublishedOneHas) {
  Problems problems;
  read_manifest(std::vector<Source>{{"m.yaml",
                                     "interlock: 1\n"
                                     "divisions: [{name: Home}]\n"
                                     "schedules: [{name: S, rrule: FREQ=DAILY}]\n"
                                     "profiles: [{name: P, users: [ana@example.com]}]\n"}},
                Api::guide, problems);
  EXPECT_EQ(
      testing::told(problems),
      "B77 2:1 section 'divisions' cannot be managed with the guide API | divisions can be managed with --api "
      "published only\n"
      "B77 3:23 schedule 'S': field 'rrule' cannot be managed with the guide API | the guide API offers name, id, "
      "state\n"
      "B77 4:22 profile 'P': field 'users' cannot be managed with the guide API | the guide API offers name, id, "
      "mode, levels");
}

}  // namespace
}  // namespace interlock
