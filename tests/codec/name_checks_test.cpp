// B17, B18, B19 in manifests.
#include "codec/name_checks.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/text.hpp"
#include "codec/manifest.hpp"
#include "support/names.hpp"
#include "support/problems.hpp"
#include "support/wrong_text.hpp"

namespace interlock {
namespace {

using Row = testing::WrongText;

class Names : public ::testing::TestWithParam<Row> {};

TEST_P(Names, SayWhereAndWhat) {
  Problems problems;
  read_manifest(std::vector<Source>{{"m.yaml", "interlock: 1\n" + GetParam().text}}, Api::guide, problems);
  EXPECT_EQ(testing::told(problems), GetParam().told);
}

/// B17 for the skill that is shown so; `escaped` is the name in double quotes.
std::string hidden(const std::string& at, const std::string& name, const std::string& what,
                   const std::string& escaped) {
  return "B17 " + at + " the name of skill " + interlock::quoted(name) + " contains " + what +
         " | remove it; if it is meant, write it as an escape in double quotes: " + escaped;
}

const std::string kOverride = "U+202E, a bidirectional control";
const std::string kJoiner = "U+200D, a zero-width character";
const std::string kReordered =
    ": what is shown here is not what is read | remove it, or write it as an escape in double quotes";

INSTANTIATE_TEST_SUITE_P(
    Hidden, Names,
    ::testing::Values(
        Row{"plain", "skills:\n  - name: ab\u202ec\n", hidden("3:13", "ab\u202ec", kOverride, R"("ab\u202Ec")")},
        Row{"behind_wider_characters", "skills:\n  - {name: é👋\u202ec}\n",
            hidden("3:14", "é👋\u202ec", kOverride, "\"é👋\\u202Ec\"")},
        Row{"in_single_quotes", "skills:\n  - name: 'a\\u202e\u202e'\n",
            hidden("3:19", "a\\u202e\u202e", kOverride, R"("a\\u202e\u202E")")},
        Row{"in_double_quotes", "skills:\n  - name: \"a\u202e\"\n",
            hidden("3:13", "a\u202e", kOverride, R"("a\u202E")")},
        Row{"escaped_is_meant", "skills:\n  - name: \"a\\u202E\\u200db\"\n", ""},
        Row{"escaped_and_raw", "skills:\n  - name: \"\\u202E\u200d\u202e\"\n",
            hidden("3:18", "\u202e\u200d\u202e", kJoiner, R"("\u202E\u200D\u202E")") + "\n" +
                hidden("3:19", "\u202e\u200d\u202e", kOverride, R"("\u202E\u200D\u202E")")},
        Row{"escaped_beside_a_raw_one_in_another_name", "skills:\n  - name: \"a\\u202E\"\n  - name: b\u202e\n",
            hidden("4:12", "b\u202e", kOverride, R"("b\u202E")")},
        Row{"behind_an_escaped_quote", "skills:\n  - name: \"\\\"\\\\\u202e\"\n",
            hidden("3:16", "\"\\\u202e", kOverride, R"("\"\\\u202E")")},
        Row{"behind_a_tag_and_an_anchor", "skills:\n  - name: !!str &x a\u202e\n",
            hidden("3:21", "a\u202e", kOverride, R"("a\u202E")")},
        Row{"by_an_alias", "skills:\n  - name: B\n    description: &x \"a\u202e\"\n  - name: *x\n",
            hidden("4:23", "a\u202e", kOverride, R"("a\u202E")")},
        Row{"by_an_alias_to_an_escape", "skills:\n  - name: B\n    description: &x \"a\\u202e\"\n  - name: *x\n", ""},
        Row{"by_an_alias_with_a_longer_neighbour",
            "skills:\n  - name: &x \"a\\u202e\"\n  - name: B\n    description: &xy \"\u202e\"\n    parent: *x\n",
            "warning B17 5:23 " + kOverride + kReordered},
        Row{"over_two_lines", "skills:\n  - name: \"a\n      b\u202e\"\n",
            hidden("4:8", "a b\u202e", kOverride, R"("a b\u202E")")},
        Row{"in_a_block", "skills:\n  - name: >-\n      a\u202e\n",
            hidden("4:8", "a\u202e", kOverride, R"("a\u202E")")},
        Row{"line_end_of_a_block", "skills:\n  - name: |-\n      a\n      b\n",
            hidden("3:11", "a\nb", "U+000A, a control character", R"("a\nb")")},
        Row{"empty_line_in_double_quotes", "skills:\n  - name: \"a\r\n \t\r\n  b\"\n",
            hidden("3:11", "a\nb", "U+000A, a control character", R"("a\nb")")},
        Row{"escaped_line_end_over_two_lines", "skills:\n  - name: \"a\\n\r\n  b\"\n", ""},
        Row{"tab", "skills:\n  - name: a\tb\n", hidden("3:12", "a\tb", "U+0009, a control character", R"("a\tb")")},
        Row{"tag_character", "skills:\n  - name: a\U000E0041\n",
            hidden("3:12", "a\U000E0041", "U+E0041, a tag character", R"("a\U000E0041")")},
        Row{"behind_a_byte_order_mark_and_crlf_it_counts_as_shown", "skills:\r\n  - name: B\r\n  - name: a\u202e\r\n",
            hidden("4:12", "a\u202e", kOverride, R"("a\u202E")")},
        Row{"in_a_parent", "skills:\n  - name: B\n    parent: a\u200d\n",
            hidden("4:14", "a\u200d", kJoiner, R"("a\u200D")")},
        Row{"in_what_is_replaced", "skills:\n  - name: B\n    replaces: a\u200d\n",
            hidden("4:16", "a\u200d", kJoiner, R"("a\u200D")")},
        Row{"in_levels_and_requirements",
            "profiles:\n  - {user: u@x, levels: {a\u200d: 1, \"b\u200d\": absent}}\n"
            "queues:\n  - {name: Q, requires: [{skill: c\u200d, level: 1}]}\n",
            hidden("3:27", "a\u200d", kJoiner, R"("a\u200D")") + "\n" +
                hidden("3:35", "b\u200d", kJoiner, R"("b\u200D")") + "\n" +
                hidden("5:35", "c\u200d", kJoiner, R"("c\u200D")")},
        Row{"rejected_once", "skills:\n  - name: a\u200b\n  - name: a\n",
            hidden("3:12", "a\u200b", "U+200B, a zero-width character", R"("a\u200B")")},
        Row{"reordering_in_a_comment", "skills:\n  - name: A # \u202e x \u2066\n# plain\n  # \u202d\n",
            "warning B17 3:15 " + kOverride + kReordered + "\nwarning B17 5:5 U+202D, a bidirectional control" +
                kReordered},
        Row{"reordering_in_free_text", "skills:\n  - {name: A, description: \"a\u202e\"}\n",
            "warning B17 3:30 " + kOverride + kReordered},
        Row{"joiners_in_free_text_belong_to_languages",
            "skills:\n  - {name: A, description: \"\u200d\u200c\ufe0f\u00ad\"}\n", ""}),
    testing::row_name);

INSTANTIATE_TEST_SUITE_P(
    Same, Names,
    ::testing::Values(
        Row{"another_case", "skills:\n  - name: Billing\n  - name: billing\n",
            "B18 4:11 skill 'billing' differs from 'Billing' by upper and lower case alone | write one name in all "
            "places "
            "| 3:11 the other one, 'Billing'"},
        Row{"another_normal_form", "queues:\n  - name: Café\n  - name: Cafe\u0301\n",
            "B18 4:11 queue 'Cafe\u0301' differs from 'Café' by the Unicode form of its characters (U+0065 U+0301 "
            "where "
            "the other has U+00E9) alone | write one name in all places | 3:11 the other one, 'Café'"},
        Row{"addresses_of_one_user", "profiles:\n  - user: ana@x\n  - user: Ana@X\n",
            "B18 4:11 user 'Ana@X' differs from 'ana@x' by upper and lower case alone | write one name in all places | "
            "3:11 the other one, 'ana@x'"},
        Row{"each_against_the_first", "skills:\n  - name: AB\n  - name: aB\n  - name: ab\n",
            "B18 4:11 skill 'aB' differs from 'AB' by upper and lower case alone | write one name in all places | 3:11 "
            "the other one, 'AB'\n"
            "B18 5:11 skill 'ab' differs from 'AB' by upper and lower case alone | write one name in all places | 3:11 "
            "the other one, 'AB'"},
        Row{"a_reference_and_an_entry", "skills:\n  - name: Tax\n    parent: billing\n  - name: Billing\n",
            "B18 5:11 skill 'Billing' differs from 'billing' by upper and lower case alone | write one name in all "
            "places | 4:13 the other one, 'billing'"},
        Row{"of_two_kinds_is_fine", "skills:\n  - name: Billing\nqueues:\n  - name: billing\n", ""},
        Row{"one_of_them_goes", "skills:\n  - name: Billing\n  - {name: billing, absent: true}\n", ""},
        Row{"one_replaces_the_other", "skills:\n  - {name: Billing, replaces: billing}\n", ""},
        Row{"a_level_goes", "profiles:\n  - {user: u@x, levels: {Billing: 1, billing: absent}}\n", ""}),
    testing::row_name);

INSTANTIATE_TEST_SUITE_P(
    Alike, Names,
    ::testing::Values(
        Row{"another_alphabet", "skills:\n  - name: Support\n  - name: Ѕupport\n",
            "warning B19 4:11 skill 'Ѕupport' looks like 'Support': U+0405 where the other has U+0053 | "
            "if one object is "
            "meant, write one name in both places | 3:11 the other one, 'Support'"},
        Row{"what_nobody_sees", "queues:\n  - name: Tier\n  - name: \"Ti\\u200ber\"\n",
            "warning B19 4:11 queue 'Ti\\u200ber' looks like 'Tier': U+200B where the other has nothing | "
            "if one object is "
            "meant, write one name in both places | 3:11 the other one, 'Tier'"},
        Row{"another_normal_form_is_told_once", "skills:\n  - name: é\n  - name: e\u0301\n",
            "B18 4:11 skill 'e\u0301' differs from 'é' by the Unicode form of its characters (U+0065 "
            "U+0301 where the other "
            "has U+00E9) alone | write one name in all places | 3:11 the other one, 'é'"},
        Row{"of_two_kinds_is_fine", "skills:\n  - name: Support\nqueues:\n  - name: Ѕupport\n", ""},
        Row{"a_series_of_numbers_is_fine",
            "queues:\n  - name: L1\n  - name: L2\n  - name: L10\n  - name: L11\n  - name: L20\n", ""}),
    testing::row_name);

TEST(Names, BehindAByteOrderMarkCountAsShown) {
  Problems problems;
  read_manifest(std::vector<Source>{{"m.yaml", "\ufeffinterlock: 1 # \u202e\nskills: [{name: A}]\n"}}, Api::guide,
                problems);
  EXPECT_EQ(testing::told(problems), "warning B17 1:16 " + kOverride + kReordered);
}

TEST(Names, AreComparedOverAllFiles) {
  Problems problems;
  const std::vector<Source> sources{{"b.yaml", "interlock: 1\nskills:\n  - name: Billing\n"},
                                    {"a.yaml", "interlock: 1\nskills:\n  - name: billing\n"}};
  read_manifest(sources, Api::guide, problems);
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(to_string(problems[0].where), "b.yaml:3:11");
  EXPECT_EQ(to_string(problems[0].related.at(0).where), "a.yaml:3:11");
}

/// Tables have no escapes: what is hidden stands there as it is, in quotes too.
TEST(Names, OfAMatrixHideNothing) {
  Declarations declared;
  Problems problems;
  const Source table{"levels.csv", "user,a\u200b,\"!x\\\u202e\"\nu@x,1,2\nv@x,1,2\n"};
  add_matrix(declared, {"levels.csv"}, table, Api::guide, problems);
  const std::string hint = " | remove it; only YAML has escapes for what is meant";
  EXPECT_EQ(testing::told(problems),
            "B17 1:7 the name of skill 'a\\u200b' contains U+200B, a zero-width character" + hint +
                "\nB17 1:13 the name of skill '!x\\\\u202e' contains U+202E, a bidirectional control" + hint);
}

TEST(Names, OfTheExampleAndTheCorpusRaiseNoAlarm) {
  int files = 0;
  for (const auto* folder : {"/manifests/example", "/tests/corpus/manifests/good"}) {
    for (const auto& entry : std::filesystem::directory_iterator(std::string(INTERLOCK_SOURCE_DIR) + folder)) {
      if (entry.path().extension() != ".yaml") continue;
      std::stringstream text;
      text << std::ifstream(entry.path(), std::ios::binary).rdbuf();
      Problems problems;
      read_manifest(std::vector<Source>{{entry.path().filename(), text.str()}}, Api::guide, problems);
      for (const auto& problem : problems) {
        EXPECT_FALSE(problem.rule == "B17" || problem.rule == "B18" || problem.rule == "B19") << problem.message;
      }
      ++files;
    }
  }
  EXPECT_GT(files, 10);
}

}  // namespace
}  // namespace interlock
