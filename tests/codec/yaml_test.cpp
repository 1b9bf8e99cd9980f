// What YAML text becomes, and the caps of bad-input.md.
#include "codec/yaml.hpp"

#include <gtest/gtest.h>

#include "codec/json.hpp"
#include "support/names.hpp"
#include "support/problems.hpp"

namespace interlock {
namespace {

struct ScalarRow {
  const char* name;
  std::string written;
  Value value;
};

class Scalar : public ::testing::TestWithParam<ScalarRow> {};

TEST_P(Scalar, IsReadByTheCoreSchema) {
  Problems problems;
  const auto documents = read_yaml({"m.yaml", GetParam().written + "\n"}, problems);
  EXPECT_EQ(testing::told(problems), "");
  EXPECT_EQ(documents, std::vector<Value>{GetParam().value});
}

INSTANTIATE_TEST_SUITE_P(
    Yaml, Scalar,
    ::testing::Values(
        ScalarRow{"word", "abc", "abc"}, ScalarRow{"yes_is_text", "yes", "yes"},
        ScalarRow{"sexagesimal_is_text", "12:30", "12:30"}, ScalarRow{"underscores_are_text", "1_000", "1_000"},
        ScalarRow{"telephone_number_is_text", "+6591234567", "+6591234567"},
        ScalarRow{"date_is_text", "2026-01-05", "2026-01-05"}, ScalarRow{"quoted_number_is_text", "\"12\"", "12"},
        ScalarRow{"quoted_word_is_text", "'true'", "true"}, ScalarRow{"tagged_number_is_text", "!!str 12", "12"},
        ScalarRow{"integer", "12", 12}, ScalarRow{"negative_integer", "-12", -12},
        ScalarRow{"largest_integer", "9223372036854775807", std::int64_t{9223372036854775807}},
        ScalarRow{"integer_out_of_range", "9223372036854775808", Decimal{"9223372036854775808"}},
        ScalarRow{"fraction", "2.50", Decimal{"2.50"}}, ScalarRow{"exponent", "1e3", Decimal{"1e3"}},
        ScalarRow{"true_word", "True", true}, ScalarRow{"false_word", "FALSE", false}, ScalarRow{"tilde", "~", Null{}},
        ScalarRow{"null_word", "Null", Null{}}, ScalarRow{"hex_escape", "\"\\x41\\u00e9\"", "A\u00e9"}),
    testing::row_name);

class NumberText : public ::testing::TestWithParam<std::string> {};

TEST_P(NumberText, IsKeptAsWritten) {
  Problems problems;
  const auto documents = read_yaml({"m.yaml", GetParam() + "\n"}, problems);
  ASSERT_EQ(documents.size(), 1u);
  ASSERT_TRUE(documents[0].is<Decimal>());
  EXPECT_EQ(documents[0].as<Decimal>()->text, GetParam());
}

INSTANTIATE_TEST_SUITE_P(Yaml, NumberText,
                         ::testing::Values("0x1F", "0o17", "012", "-0", ".5", "1.", "1e400", ".nan", "-.inf"));

struct PlaceRow {
  const char* name;
  std::string text;
};

class Places : public ::testing::TestWithParam<PlaceRow> {};

/// B15: the same places whatever ends the lines.
TEST_P(Places, DoNotDependOnLineEnds) {
  Problems problems;
  const auto documents = read_yaml({"m.yaml", GetParam().text}, problems);
  EXPECT_EQ(testing::told(problems), "");
  ASSERT_EQ(documents.size(), 1u);
  const auto* map = documents[0].as<Map>();
  ASSERT_NE(map, nullptr);
  EXPECT_EQ(to_string(map->find_key("b")->at), "m.yaml:3:1");
  const auto* list = map->find("b")->as<List>();
  EXPECT_EQ(to_string(list->at(1).at), "m.yaml:3:9");  // columns are code points
  EXPECT_EQ(*map->find("c"), Value("one\ntwo\n"));
}

INSTANTIATE_TEST_SUITE_P(
    Yaml, Places,
    ::testing::Values(PlaceRow{"line_feed", "a: 1\n\nb: [\u00e9\u4f60, x]\nc: |\n  one\n  two\n"},
                      PlaceRow{"carriage_return_and_line_feed",
                               "a: 1\r\n\r\nb: [\u00e9\u4f60, x]\r\nc: |\r\n  one\r\n  two\r\n"},
                      PlaceRow{"lone_carriage_return", "a: 1\r\rb: [\u00e9\u4f60, x]\rc: |\r  one\r  two\r"},
                      PlaceRow{"no_line_end_at_the_end", "a: 1\n\nb: [\u00e9\u4f60, x]\nc: |\n  one\n  two"},
                      PlaceRow{"byte_order_mark", "\ufeffa: 1\n\nb: [\u00e9\u4f60, x]\nc: |\n  one\n  two\n"}),
    testing::row_name);

struct CapRow {
  const char* name;
  YamlLimits limits;
  std::string text;
  std::string told;
};

class Caps : public ::testing::TestWithParam<CapRow> {};

TEST_P(Caps, AreKept) {
  Problems problems;
  read_yaml({"m.yaml", GetParam().text}, problems, GetParam().limits);
  EXPECT_EQ(testing::told(problems), GetParam().told);
}

std::string bomb() {
  std::string text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 10; ++i) {
    const auto last = "*a" + std::to_string(i - 1);
    text += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [";
    for (int j = 0; j < 10; ++j) text += (j == 0 ? "" : ", ") + last;
    text += "]\n";
  }
  return text;
}

std::string repeated(std::string_view text, int times) {
  std::string result;
  for (int i = 0; i < times; ++i) result += text;
  return result;
}

INSTANTIATE_TEST_SUITE_P(
    Yaml, Caps,
    ::testing::Values(
        CapRow{
            "alias_bomb",
            {},
            bomb(),
            "B8 7:20 aliases expand the file to more than 5000000 values, which is the limit | write the values out"},
        CapRow{"copies_of_a_long_text",
               {.nodes = 1'000},
               "a: &a " + std::string(10'000, 'x') + "\nb: [*a, *a]\n",
               "B8 2:9 aliases expand the file to more than 1000 values, which is the limit | write the values out"},
        CapRow{"copies_by_nested_anchors",
               {.nodes = 20},
               "&a [&b [&c [1, 2, 3, 4, 5], *c]]\n",
               "B8 1:5 anchors expand the file to more than 20 values, which is the limit | write the values out"},
        CapRow{
            "one_level_too_deep", {}, repeated("[", 65) + repeated("]", 65), "B10 1:65 nested deeper than 64 levels"},
        CapRow{"a_hundred_thousand_levels", {}, repeated("- ", 100'000), "B10 1:129 nested deeper than 64 levels"},
        CapRow{"file",
               {.file_bytes = 10},
               "a: 12345678\n",
               "B16 m.yaml the file has 12 bytes; the limit is 10 | split it into several files"},
        CapRow{"text", {.scalar_bytes = 5}, "a: 123456\n", "B16 1:4 a text of 6 bytes; the limit is 5"},
        CapRow{"keys_of_a_map", {.keys = 2}, "{a: 1, b: 2, c: 3}\n", "B16 1:14 a map of more than 2 keys"},
        CapRow{"values",
               {.nodes = 3},
               "[1, 2, 3]\n",
               "B16 1:8 the file has more than 3 values, which is the limit | split it into several files"},
        CapRow{"lists_that_never_end",
               {.scalar_bytes = 1'000},
               repeated("[", 60'000),
               "B10 1:65 nested deeper than 64 levels"},
        CapRow{"lists_that_never_end_on_lines_of_their_own",
               {},
               repeated("[\n", 60'000),
               "B10 65:1 nested deeper than 64 levels"}),
    testing::row_name);

struct TextRow {
  const char* name;
  std::string written;
  Value value;
};

class NotYamlOneOne : public ::testing::TestWithParam<TextRow> {};

/// What YAML 1.1, which the scanner reads by itself, sees otherwise.
TEST_P(NotYamlOneOne, IsRead) {
  Problems problems;
  const auto documents = read_yaml({"m.yaml", GetParam().written}, problems);
  EXPECT_EQ(testing::told(problems), "");
  ASSERT_FALSE(documents.empty());
  EXPECT_EQ(documents.back(), GetParam().value);
}

INSTANTIATE_TEST_SUITE_P(
    Yaml, NotYamlOneOne,
    ::testing::Values(
        TextRow{"line_separators_are_text", "a\u2028b\u2029c\u0085d", "a\u2028b\u2029c\u0085d"},
        TextRow{"a_line_separator_ends_no_comment", "# a\u2028b: [\nc", "c"},
        TextRow{"a_byte_order_mark_inside_is_text", "'a\ufeffb'", "a\ufeffb"},
        TextRow{"what_stands_in_for_them_is_not_taken_for_them", "\"\U000F0000 \U000f0001 \U000F0002 \u2028\"",
                "\U000F0000 \U000F0001 \U000F0002 \u2028"},
        TextRow{"a_number_marked_as_text_is_text", "! 12", "12"},
        TextRow{"a_number_marked_as_text_behind_an_anchor", "&a # why\n! 12", "12"},
        TextRow{"an_exclamation_mark_inside_marks_nothing", "&a 12 # !", 12},
        TextRow{"a_document_needs_no_marker_behind_the_end_of_another", "a: 1\n...\n# b\n12", 12},
        TextRow{"ends_of_documents_before_the_first_one", "...\n...\n12\n...\n...\n", 12},
        TextRow{"a_tab_in_an_empty_line", "a:\n  b: 1\n\t\n  c: 2\n \t \n", Map{{"a", Map{{"b", 1}, {"c", 2}}}}},
        TextRow{"a_tab_before_a_comment", "a:\n  b: 1\n\t# c\n  d: 2\n", Map{{"a", Map{{"b", 1}, {"d", 2}}}}},
        TextRow{"a_tab_before_a_number_sign_in_quotes", "\"a\n\t# b\"", "a # b"},
        TextRow{"a_tab_in_a_line_of_a_block", "|\n a\n \t\n \t# b\n", "a\n\t\n\t# b\n"}),
    testing::row_name);

TEST(Documents, AreReadBehindABrokenOne) {
  Problems problems;
  const auto documents = read_yaml({"m.yaml", "a: 1\n---\nb: [\n---\nc: \u00e9: 1\n---\nd: 012\n"}, problems);
  EXPECT_EQ(testing::told(problems),
            "B4 4:1 not valid YAML: the '[' of a list has no ']', or a comma is missing\n"
            "B4 5:5 not valid YAML: a ':' where no value can stand | a text with ': ' in it needs quotes");
  ASSERT_EQ(documents.size(), 2u);
  EXPECT_EQ(to_string(documents[1].find("d")->at), "m.yaml:7:4");
}

TEST(Aliases, GiveEqualValues) {
  Problems problems;
  const auto documents = read_yaml({"m.yaml", "a: &x {b: [1, ~]}\nc: *x\n"}, problems);
  ASSERT_EQ(documents.size(), 1u);
  EXPECT_EQ(*documents[0].find("a"), *documents[0].find("c"));
  EXPECT_EQ(to_string(documents[0].find("c")->at), "m.yaml:2:4");
}

TEST(MissingValues, PointAtTheKeyOrTheDash) {
  Problems problems;
  const auto documents = read_yaml({"m.yaml", "a:\n\nb:\n  -\n  - 1\n"}, problems);
  ASSERT_EQ(documents.size(), 1u);
  EXPECT_EQ(to_string(documents[0].find("a")->at), "m.yaml:1:1");
  EXPECT_EQ(to_string(documents[0].find("b")->as<List>()->at(0).at), "m.yaml:4:3");
}

TEST(MissingValues, PointAtTheMarkerOfADocument) {
  Problems problems;
  const auto documents = read_yaml({"m.yaml", "a: 1\n---\n\n---\nb: 2\n"}, problems);
  ASSERT_EQ(documents.size(), 3u);
  EXPECT_EQ(to_string(documents[1].at), "m.yaml:2:3");
}

TEST(Places, CountFromTheStartOfTheFileBehindABareDocument) {
  Problems problems;
  const auto documents = read_yaml({"m.yaml", "...\na: 1\n... # end\n\nb: \u4f60\n...\n\nc: [d: e: f]\n"}, problems);
  ASSERT_EQ(documents.size(), 2u);
  EXPECT_EQ(to_string(documents[1].find("b")->at), "m.yaml:5:4");
  EXPECT_EQ(testing::told(problems), "B4 8:9 not valid YAML: the '[' of a list has no ']', or a comma is missing");
}

}  // namespace
}  // namespace interlock
