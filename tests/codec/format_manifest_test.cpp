// The one style of manifests, and that it never changes what they say.
#include "codec/format_manifest.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include "codec/yaml.hpp"
#include "support/names.hpp"
#include "support/problems.hpp"

namespace interlock {
namespace {

std::string formatted(const std::string& text) {
  const auto result = format_manifest({"m.yaml", text});
  return result ? *result : testing::told(result.problems());
}

struct StyleRow {
  const char* name;
  std::string before;
  std::string after;
};

class Style : public ::testing::TestWithParam<StyleRow> {};

TEST_P(Style, IsTheSameForAll) {
  EXPECT_EQ(formatted(GetParam().before), GetParam().after);
  EXPECT_EQ(formatted(GetParam().after), GetParam().after) << "not idempotent";
}

INSTANTIATE_TEST_SUITE_P(
    Indentation, Style,
    ::testing::Values(
        StyleRow{"lists_stand_below_their_keys", "a:\n- b: 1\n  c: 2\n- 3\nd: 4\n",
                 "a:\n  - b: 1\n    c: 2\n  - 3\nd: 4\n"},
        StyleRow{"two_spaces_a_level", "a:\n    b:\n          c: 1\n    d: 2\n", "a:\n  b:\n    c: 1\n  d: 2\n"},
        StyleRow{"the_whole_text_may_stand_to_the_right", "  a: 1\n  b: 2\n", "a: 1\nb: 2\n"},
        StyleRow{"lists_in_lists", "-   - 1\n    - 2\n-\n      - 3\n", "- - 1\n  - 2\n-\n  - 3\n"},
        StyleRow{"lists_below_keys_below_lists", "- a:\n  - b:\n    - c\n  d: 1\n",
                 "- a:\n    - b:\n        - c\n  d: 1\n"},
        StyleRow{"a_value_on_a_line_of_its_own", "a:\n      b\nc:\n - !!str\n       d\n",
                 "a:\n  b\nc:\n  - !!str\n    d\n"},
        StyleRow{"anchors_and_tags_stay", "a:   &x  !!map\n     b: &y    1\nc:  *x\n",
                 "a: &x !!map\n  b: &y 1\nc: *x\n"},
        StyleRow{"explicit_keys", "?   a\n:    b\n", "? a\n: b\n"},
        StyleRow{"documents", "---\n a: 1\n...\n---   # c\n- b\n---\n", "---\na: 1\n...\n---   # c\n- b\n---\n"},
        StyleRow{"a_directive", "%YAML 1.2   # c\n---\na:  1\n", "%YAML 1.2   # c\n---\na: 1\n"}),
    testing::row_name);

INSTANTIATE_TEST_SUITE_P(
    Blanks, Style,
    ::testing::Values(
        StyleRow{"one_behind_a_colon_and_a_dash", "a:   1\nb :\n  -    2\n", "a: 1\nb:\n  - 2\n"},
        StyleRow{"tabs_between_values_are_blanks", "a:\t1\t# b\n", "a: 1 # b\n"},
        StyleRow{"none_at_the_end_of_a_line", "a: 1  \nb: 2 \t\n", "a: 1\nb: 2\n"},
        StyleRow{"one_empty_line_at_most", "\n\n# a\n\n\n\nb: 1\n \n\t\nc: 2\n\n\n", "# a\n\nb: 1\n\nc: 2\n"},
        StyleRow{"one_line_end_at_the_end", "a: 1", "a: 1\n"},
        StyleRow{"line_ends_of_other_systems", "a: 1\r\n# b\r\nc: |\r\n  d\r\n", "a: 1\n# b\nc: |\n  d\n"},
        StyleRow{"a_byte_order_mark_goes", "\ufeffa: 1\n", "a: 1\n"},
        StyleRow{"a_byte_order_mark_that_is_text_stays_text", "\n\n\ufeffa: 1\n", "\n\ufeffa: 1\n"},
        StyleRow{"an_empty_text_stays_empty", "\n\n", ""}),
    testing::row_name);

INSTANTIATE_TEST_SUITE_P(
    Brackets, Style,
    ::testing::Values(
        StyleRow{"on_one_line", "a: { b :1,c: [ 2,3 ,4 ] , d : { } }\n", "a: {b :1, c: [2, 3, 4], d: {}}\n"},
        StyleRow{"quoted_keys", R"(a: {"b":1 , 'c' : 2}
)",
                 R"(a: {"b": 1, 'c': 2}
)"},
        StyleRow{"a_missing_value_keeps_its_distance", "a: {b:  , c:   }\nd: [!!str  , e]\n",
                 "a: {b: , c: }\nd: [!!str , e]\n"},
        StyleRow{"a_comma_at_the_end_stays", "a: [b, c , ]\n", "a: [b, c,]\n"},
        StyleRow{"line_breaks_stay", "a: [\n1,\n      2 ]\nb:\n- {\n    c: 3,  # d\n# e\n\n\n  f: 4\n}\n",
                 "a: [\n    1,\n    2]\nb:\n  - {\n      c: 3,  # d\n      # e\n\n      f: 4\n    }\n"},
        StyleRow{"brackets_within_brackets", "a:\n  {b: [\n  c\n  ], d: e}\n", "a:\n  {b: [\n      c\n    ], d: e}\n"},
        StyleRow{"a_whole_document", "{\"a\":\n[\n1]}\n", "{\"a\":\n  [\n    1]}\n"}),
    testing::row_name);

INSTANTIATE_TEST_SUITE_P(
    Comments, Style,
    ::testing::Values(
        StyleRow{"stay_byte_for_byte", "#a  \n#\tb\na: 1 #  c \n", "#a  \n#\tb\na: 1 #  c \n"},
        StyleRow{"are_indented_like_what_follows", "a:\n# b\n- c\n      # d\n- e\n",
                 "a:\n  # b\n  - c\n  # d\n  - e\n"},
        StyleRow{"at_the_end_of_a_list_stay_in_it", "a:\n    - b\n    # c\n# d\ne: 1\n",
                 "a:\n  - b\n  # c\n# d\ne: 1\n"},
        StyleRow{"at_the_end_of_a_map_stay_in_it", "- a: 1\n  # b\n- c: 2\n   # d\n", "- a: 1\n  # b\n- c: 2\n  # d\n"},
        StyleRow{"behind_a_list_in_the_column_of_its_key", "a:\n- b\n# c\nd: 1\n", "a:\n  - b\n# c\nd: 1\n"},
        StyleRow{"where_a_value_is_missing", "a:\n      # b\nc: 1\n", "a:\n  # b\nc: 1\n"},
        StyleRow{"behind_a_value_keep_their_distance", "a: 1      # b\nc:    2 # d\n", "a: 1      # b\nc: 2 # d\n"},
        StyleRow{"behind_a_key_or_a_dash", "a:   # b\n-   # c\n  - d\n", "a:   # b\n  -   # c\n    - d\n"},
        StyleRow{"behind_the_sign_of_a_block", "a: |   # b\n    c\n", "a: |   # b\n  c\n"},
        StyleRow{"alone", "  # a\n\n\n   # b\n", "# a\n\n# b\n"},
        StyleRow{"at_the_end_of_the_text", "a:\n    b: 1\n    # c\n  # d\n# e", "a:\n  b: 1\n  # c\n# d\n# e\n"}),
    testing::row_name);

INSTANTIATE_TEST_SUITE_P(
    Texts, Style,
    ::testing::Values(
        StyleRow{"quotes_stay", "a:  'b  c'\nd:   \"e\\u0041 \"\n", "a: 'b  c'\nd: \"e\\u0041 \"\n"},
        StyleRow{"a_block_moves_as_a_whole", "a: |\n     b\n       c\n\n     d\ne: 1\n",
                 "a: |\n  b\n    c\n\n  d\ne: 1\n"},
        StyleRow{"blanks_in_a_block_stay", "a: |\n    b  \n      \n  \n    c\n", "a: |\n  b  \n    \n\n  c\n"},
        StyleRow{"empty_lines_behind_a_block", "a: |-\n  b\n\n\nc: >\n  d\n\n\n", "a: |-\n  b\n\nc: >\n  d\n"},
        StyleRow{"empty_lines_that_a_block_keeps", "a: |+\n    b\n\n  \nc: |+\n\n\n", "a: |+\n  b\n\n\nc: |+\n\n\n"},
        StyleRow{"a_block_that_tells_its_indentation", "a:\n    b: |1-\n       c\n     d\n",
                 "a:\n  b: |1-\n     c\n   d\n"},
        StyleRow{"such_a_block_below_a_dash", "a:\n- |2\n    b\n   c\n", "a:\n  - |2\n      b\n     c\n"},
        StyleRow{"a_block_that_is_the_document", "--- |\n    ---\n    a\n", "--- |\n    ---\n    a\n"},
        StyleRow{"a_text_that_is_the_document", "   ---\n a\n", "   ---\n  a\n"},
        StyleRow{"a_block_without_lines", "a: |  \nb: >-\n", "a: |\nb: >-\n"},
        StyleRow{"a_plain_text_of_several_lines", "a: b\n        c  \n\n    d\ne: 1\n", "a: b\n  c\n\n  d\ne: 1\n"},
        StyleRow{"a_quoted_text_of_several_lines", "- \"b\n        c\\\n     \\  d\\ \n\n e\"\n",
                 "- \"b\n  c\\\n  \\  d\\ \n\n  e\"\n"},
        StyleRow{"a_text_of_several_lines_in_brackets", "[a\n b,\n'c\n\n  d']\n", "[a\n  b,\n  'c\n\n  d']\n"},
        StyleRow{"a_line_separator_is_text", "a:  b\u2028c\n", "a: b\u2028c\n"}),
    testing::row_name);

TEST(Formatting, ReportsATextThatIsNoYamlOnce) {
  EXPECT_EQ(formatted("a\x01"),
            "B14 1:2 byte 1 (01): control characters are not part of YAML | if it is meant, write "
            "\"\\x01\" in double quotes");
  EXPECT_EQ(formatted("a: [\n"), "B4 2:1 not valid YAML: the '[' of a list has no ']', or a comma is missing");
}

/// The text with other blanks, empty lines and line ends. It may be broken by that, or mean something else.
std::string mangled(const std::string& text, std::mt19937& random) {
  static constexpr std::array kMore{" ", "  ", "\t", "\n", "\n\n", " \n", "\r\n", "   ", "\n  # c\n", " # c\n"};
  std::string result;
  for (const char c : text) {
    const bool is_place = c == ' ' || c == '\n' || c == ',' || c == ']' || c == '}';
    if (is_place && random() % 16 == 0) result += kMore.at(random() % kMore.size());
    if (c != ' ' || random() % 32 != 0) result += c;
  }
  return result;
}

std::vector<std::string> corpus() {
  std::vector<std::string> texts;
  const std::string root = INTERLOCK_SOURCE_DIR;
  for (const auto* folder : {"/tests/corpus", "/tests/fuzz/corpus", "/manifests/example"}) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root + folder)) {
      if (!entry.is_regular_file()) continue;
      std::stringstream text;
      text << std::ifstream(entry.path(), std::ios::binary).rdbuf();
      texts.push_back(text.str());
    }
  }
  std::sort(texts.begin(), texts.end());
  return texts;
}

/// Whether the text could be read; then it is formatted without a change of meaning, and for good.
bool is_formatted_for_good(const std::string& text) {
  Problems problems;
  const auto values = read_yaml({"m.yaml", text}, problems);
  const auto first = format_manifest({"m.yaml", text});
  EXPECT_EQ(static_cast<bool>(first), problems.empty()) << text << "\n" << testing::told(first.problems());
  if (!first) return false;
  EXPECT_EQ(read_yaml({"m.yaml", *first}, problems), values) << text;
  EXPECT_EQ(formatted(*first), *first) << text;
  return true;
}

TEST(Formatting, ChangesNoMeaningInTheCorpora) {
  int read = 0;
  for (const auto& text : corpus()) read += is_formatted_for_good(text) ? 1 : 0;
  EXPECT_GT(read, 50);
}

TEST(Formatting, ChangesNoMeaningWhereBlanksAreMangled) {
  std::mt19937 random(1);
  int read = 0;
  const auto texts = corpus();
  for (int round = 0; round < 6; ++round) {
    for (const auto& text : texts) read += is_formatted_for_good(mangled(text, random)) ? 1 : 0;
  }
  EXPECT_GT(read, 150);
}

TEST(Formatting, LeavesTheExampleAsItIs) {
  int files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(INTERLOCK_SOURCE_DIR "/manifests/example")) {
    if (entry.path().extension() != ".yaml") continue;
    std::stringstream text;
    text << std::ifstream(entry.path(), std::ios::binary).rdbuf();
    EXPECT_EQ(formatted(text.str()), text.str()) << entry.path();
    ++files;
  }
  EXPECT_GT(files, 3);
}

}  // namespace
}  // namespace interlock
