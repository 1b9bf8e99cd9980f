// Entries that are wrong for the format, the API or beside others: B1, B21-B23, B28, B38, B77.
#include <gtest/gtest.h>

#include <string>

#include "codec/manifest.hpp"
#include "support/names.hpp"
#include "support/problems.hpp"
#include "support/wrong_text.hpp"

namespace interlock {
namespace {

using Row = testing::WrongText;

class WrongEntry : public ::testing::TestWithParam<Row> {};

TEST_P(WrongEntry, SaysWhereAndWhat) {
  Problems problems;
  read_manifest(std::vector<Source>{{"m.yaml", GetParam().text}}, Api::guide, problems);
  EXPECT_EQ(testing::told(problems), GetParam().told);
}

INSTANTIATE_TEST_SUITE_P(
    Manifest, WrongEntry,
    ::testing::Values(
        Row{"declared_twice", R"(interlock: 1
skills:
  - name: A
  - name: A
)",
            "B21 4:11 skill 'A' is declared twice | keep one entry with the fields of both | 3:11 first declared here"},
        Row{"skill_required_twice", R"(interlock: 1
queues:
  - {name: Chat, requires: [{skill: A, level: 1}, {skill: A, level: 2}]}
)",
            "B21 3:59 queue 'Chat': field 'requires' names 'A' twice | remove one of the two | 3:37 first named here"},
        Row{"replaces_a_declared_skill", R"(interlock: 1
skills:
  - {name: A, replaces: B}
  - {name: B}
)",
            "B21 3:25 skill 'A' replaces 'B', which is declared too | remove the entry of 'B': `replaces` deletes it | "
            "4:12 the other place"},
        Row{"two_replace_one", R"(interlock: 1
skills:
  - {name: A, replaces: C}
  - {name: B, replaces: C}
)",
            "B21 4:25 skill 'B' replaces 'C', which another one replaces too | one skill can take over from it | 3:25 "
            "the other place"},
        Row{"level_zero", R"(interlock: 1
profiles:
  - {user: ana@example.com, levels: {A: 0}}
)",
            "B22 3:41 user 'ana@example.com': level of 'A' is the number 0; whole numbers 1 to 5 are allowed, 5 is the "
            "best"},
        Row{"level_six", R"(interlock: 1
profiles:
  - {user: ana@example.com, levels: {A: 6}}
)",
            "B22 3:41 user 'ana@example.com': level of 'A' is the number 6; whole numbers 1 to 5 are allowed, 5 is the "
            "best"},
        Row{"level_with_a_half", R"(interlock: 1
profiles:
  - {user: ana@example.com, levels: {A: 2.5}}
)",
            "B22 3:41 user 'ana@example.com': level of 'A' is the number 2.5; whole numbers 1 to 5 are allowed, 5 is "
            "the best"},
        Row{"level_as_text", R"(interlock: 1
profiles:
  - {user: ana@example.com, levels: {A: "3"}}
)",
            "B22 3:41 user 'ana@example.com': level of 'A' is the text '3'; whole numbers 1 to 5 are allowed, 5 is the "
            "best | write a number, without quotes"},
        Row{"level_not_a_number", R"(interlock: 1
profiles:
  - {user: ana@example.com, levels: {A: .nan}}
)",
            "B22 3:41 user 'ana@example.com': level of 'A' is the number .nan; whole numbers 1 to 5 are allowed, 5 is "
            "the best"},
        Row{"level_out_of_range_of_double", R"(interlock: 1
queues:
  - {name: Chat, requires: [{skill: A, level: 1e400}]}
)",
            "B22 3:47 queue 'Chat': requires 'A': field 'level' is the number 1e400; whole numbers 1 to 5 are allowed, "
            "5 "
            "is the best"},
        Row{"level_over_max", R"(interlock: 1
queues:
  - {name: Chat, requires: [{skill: A, level: 4, max: 2}]}
)",
            "B23 3:47 queue 'Chat': requires 'A': 'level' 4 is over 'max' 2 | nobody could serve it: raise 'max' | "
            "3:55 "
            "'max' 2 is here"},
        Row{"cycle_of_parents", R"(interlock: 1
skills:
  - {name: A, parent: B}
  - {name: B, parent: A}
)",
            "B28 3:23 cycle of 'parent': 'A' -> 'B' -> 'A' | remove one 'parent' of them | 4:23 and on from 'B'"},
        Row{"skill_below_itself", R"(interlock: 1
skills:
  - {name: A, parent: A}
)",
            "B28 3:23 cycle of 'parent': 'A' -> 'A' | remove one 'parent' of them"},
        Row{"cycle_that_others_hang_on", R"(interlock: 1
skills:
  - {name: A, parent: B}
  - {name: B, parent: C}
  - {name: C, parent: D}
  - {name: D, parent: B}
)",
            "B28 4:23 cycle of 'parent': 'B' -> 'C' -> 'D' -> 'B' | remove one 'parent' of them | 5:23 and on from 'C' "
            "| 6:23 and on from 'D'"},
        Row{"no_format", R"(skills:
  - name: A
)",
            "B38 1:1 the format number is missing; this version reads format 1 | write `interlock: 1` at the top of "
            "the document"},
        Row{"newer_format", R"(interlock: 2
skills:
  - name: A
)",
            "B38 1:12 format 2 is newer than this version, which reads format 1 | update interlock, or go back to "
            "`interlock: 1`"},
        Row{"older_format", R"(interlock: 0
skills:
  - {name: A, nonsense: true}
)",
            "B38 1:12 format 0 is older than this version, which reads format 1 | no older format was ever published: "
            "write `interlock: 1`"},
        Row{"format_as_text", R"(interlock: "1"
skills:
  - name: A
)",
            "B38 1:12 the format is the text '1'; this version reads format 1 | write `interlock: 1`"},
        Row{"staffing_of_nobody", R"(interlock: 1
queues:
  - {name: Chat, staffing: {at_least: 0}}
)",
            "B5 3:39 queue 'Chat': staffing: field 'at_least' is the number 0; a whole number from 1 or a share like "
            "80% (1% to 100%) is wanted"},
        Row{"staffing_over_all", R"(interlock: 1
queues:
  - {name: Chat, staffing: {at_least: 101%}}
)",
            "B5 3:39 queue 'Chat': staffing: field 'at_least' is the text '101%'; a whole number from 1 or a share "
            "like 80% (1% to 100%) is wanted"},
        Row{"field_of_the_other_api", R"(interlock: 1
skills:
  - {name: A, division: Home}
)",
            "B77 3:15 skill 'A': field 'division' cannot be managed with the guide API | the guide API offers name, "
            "id, description, type, enabled, parent, replaces, absent"},
        Row{"section_of_the_other_api", R"(interlock: 1
schedule_groups:
  - {name: A}
)",
            "B77 2:1 section 'schedule_groups' cannot be managed with the guide API | give the schedule's `state` "
            "instead"},
        Row{"section_of_a_later_version", R"(interlock: 1
trunks:
  - {name: A}
)",
            "B77 2:1 section 'trunks' is not managed by this version | with the guide API it manages skills, profiles, "
            "queues, schedules"},
        Row{"field_that_is_only_read", R"(interlock: 1
queues:
  - {name: Chat, members: []}
)",
            "B77 3:18 queue 'Chat': field 'members' is read for checks only and cannot be managed with this version | "
            "leave the key out: the field stays as it is"},
        Row{"deleting_a_profile", R"(interlock: 1
profiles:
  - {user: ana@example.com, absent: true}
)",
            "B77 3:29 user 'ana@example.com': field 'absent': profiles can be neither created nor deleted with the "
            "guide API | the guide API offers user, id, mode, levels"},
        Row{"deleting_a_schedule", R"(interlock: 1
schedules:
  - {name: A, absent: true}
)",
            "B77 3:15 schedule 'A': field 'absent': schedules can be neither created nor deleted with the guide API | "
            "the guide API offers name, id, state"},
        Row{"matrix", R"(interlock: 1
profiles:
  - {matrix: agents.csv}
)",
            "B33 3:14 matrix 'agents.csv' cannot be read: there are no files here"},
        Row{"nothing_declared", "# nothing\n",
            "B1 m.yaml nothing declared; nothing will be deleted because of it | a removal is written out, for example "
            "`absent: true`"}),
    testing::row_name);

// Files and APIs.

Manifest read(std::vector<Source> sources, Problems& problems, Api api = Api::guide) {
  return read_manifest(sources, api, problems);
}

TEST(Files, EmptyOneIsOnlyAWarningBesideOthers) {
  Problems problems;
  read({{"a.yaml", "interlock: 1\nskills: [{name: A}]\n"}, {"b.yaml", "---\n"}}, problems);
  EXPECT_EQ(testing::told(problems),
            "warning B1 b.yaml nothing declared; nothing will be deleted because of it | "
            "a removal is written out, for example `absent: true`");
}

TEST(Files, BrokenOneIsNotCalledEmpty) {
  Problems problems;
  read({{"a.yaml", "skills: [\n"}}, problems);
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].rule, "B4");
}

TEST(Files, SameObjectInTwoNamesBothPlaces) {
  Problems problems;
  read({{"a.yaml", "interlock: 1\nskills: [{name: A}]\n"}, {"b.yaml", "interlock: 1\n\nskills: [{name: A}]\n"}},
       problems);
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(to_string(problems[0].where), "b.yaml:3:17");
  EXPECT_EQ(to_string(problems[0].related.at(0).where), "a.yaml:2:17");
}

TEST(Files, OthersAreReadWhenOneIsBroken) {
  Problems problems;
  const auto manifest =
      read({{"a.yaml", "skills: [\n"}, {"b.yaml", "interlock: 1\nskills: [{name: B, x: 1}]\n"}}, problems);
  EXPECT_EQ(problems.size(), 2u);
  EXPECT_EQ(manifest.resources.size(), 1u);
}

TEST(Apis, PublishedHasLevelZeroAndFieldsOfItsOwn) {
  Problems problems;
  const auto manifest = read({{"m.yaml",
                               "interlock: 1\n"
                               "profiles:\n"
                               "  - {user: ana@example.com, levels: {A: 0}, languages: {en: 5}}\n"
                               "  - {name: Agents, users: [ana@example.com]}\n"}},
                             problems, Api::published);
  EXPECT_EQ(testing::told(problems), "");
  EXPECT_EQ(manifest.resources.at(0).fields, (Map{{"levels", Map{{"A", 0}}}, {"languages", Map{{"en", 5}}}}));
  EXPECT_EQ(manifest.resources.at(1).fields, (Map{{"users", Map{{"ana@example.com", true}}}}));
}

TEST(Apis, PublishedLacksFieldsOfTheGuides) {
  Problems problems;
  read({{"m.yaml", "interlock: 1\nskills: [{name: A, enabled: true}]\n"}}, problems, Api::published);
  EXPECT_EQ(testing::told(problems),
            "B77 2:20 skill 'A': field 'enabled' cannot be managed with the published API | "
            "leave the key out; to take a skill out of routing, take it out of what queues require");
}

TEST(NormalForm, OfEveryShape) {
  Problems problems;
  const auto manifest = read({{"m.yaml",
                               "interlock: 1\n"
                               "queues:\n"
                               "  - name: Chat\n"
                               "    requires: [{skill: B, level: 2, max: 5}, {skill: A, level: 1}]\n"
                               "    staffing: {at_least: 80%}\n"
                               "profiles:\n"
                               "  - {user: ana@example.com, mode: exact, levels: {A: 3, B: absent}}\n"}},
                             problems);
  EXPECT_EQ(testing::told(problems), "");
  ASSERT_EQ(manifest.resources.size(), 2u);
  EXPECT_EQ(manifest.resources[0].address, (Address{Kind::user, "ana@example.com"}));
  EXPECT_EQ(manifest.resources[0].fields, (Map{{"mode", "exact"}, {"levels", Map{{"A", 3}, {"B", Null{}}}}}));
  EXPECT_EQ(manifest.resources[1].fields,
            (Map{{"requires", Map{{"A", Map{{"level", 1}}}, {"B", Map{{"level", 2}, {"max", 5}}}}},
                 {"staffing", Map{{"at_least", "80%"}}}}));
  EXPECT_EQ(to_string(manifest.resources[1].at), "m.yaml:3:11");
}

TEST(Digest, IsThatOfTheMeaning) {
  Problems problems;
  const auto digest_of = [&](const char* text) { return digest(read({{"m.yaml", text}}, problems)); };
  const auto one = digest_of("interlock: 1\nskills: [{name: A}, {name: B, enabled: true}]\n");
  EXPECT_EQ(one, digest_of("# other layout\nskills:\n  - enabled: true\n    name: B\n  - name: A\ninterlock: 1\n"));
  EXPECT_NE(one, digest_of("interlock: 1\nskills: [{name: A}, {name: B, enabled: false}]\n"));
}

}  // namespace
}  // namespace interlock
