#include "base/text.hpp"

#include <gtest/gtest.h>

#include "support/names.hpp"

namespace interlock {
namespace {

using std::string_literals::operator""s;

struct VisibleCase {
  const char* name;
  std::string text;
  std::string shown;
};

class Visible : public ::testing::TestWithParam<VisibleCase> {};

TEST_P(Visible, Shows) { EXPECT_EQ(visible(GetParam().text), GetParam().shown); }

// SEC11 and SEC13.
INSTANTIATE_TEST_SUITE_P(
    Text, Visible,
    ::testing::Values(VisibleCase{"plain_text_stays", "Señora Müller 你好 👋", "Señora Müller 你好 👋"},
                      VisibleCase{"terminal_escape", "\x1b[31mred", "\\x1b[31mred"},
                      VisibleCase{"nul_byte", "a\0b"s, "a\\x00b"}, VisibleCase{"line_breaks", "a\r\nb", "a\\x0d\\x0ab"},
                      VisibleCase{"c1_control", "a\xc2\x9b", "a\\x9b"},
                      VisibleCase{"right_to_left_override", "a\u202eb", "a\\u202eb"},
                      VisibleCase{"zero_width_space", "a\u200bb", "a\\u200bb"},
                      VisibleCase{"line_separator", "a\u2028b", "a\\u2028b"},
                      VisibleCase{"tag_character", "a\U000E0041", "a\\U000e0041"},
                      VisibleCase{"invalid_byte", "a\xff", "a\\xff"},
                      VisibleCase{"overlong_form", "\xc0\xaf", "\\xc0\\xaf"},
                      VisibleCase{"command_at_the_start", "::add-mask::x", "\\x3a:add-mask::x"},
                      VisibleCase{"command_behind_blanks", " \u00a0::error::x", " \u00a0\\x3a:error::x"},
                      VisibleCase{"colons_inside_stay", "a::b", "a::b"},
                      VisibleCase{"azure_command_anywhere", "a ##vso[x", "a \\x23#vso[x"},
                      VisibleCase{"runner_command_anywhere", "a ##[error]", "a \\x23#[error]"}),
    testing::row_name);

struct NearestCase {
  const char* name;
  std::string wrong;
  std::vector<std::string> known;
  std::string question;
};

class DidYouMean : public ::testing::TestWithParam<NearestCase> {};

TEST_P(DidYouMean, Asks) { EXPECT_EQ(did_you_mean(GetParam().wrong, GetParam().known), GetParam().question); }

INSTANTIATE_TEST_SUITE_P(
    Text, DidYouMean,
    ::testing::Values(NearestCase{"one_letter_off", "biling", {"billing", "sales"}, "did you mean 'billing'?"},
                      NearestCase{"two_letters_swapped", "sklils", {"skills", "queues"}, "did you mean 'skills'?"},
                      NearestCase{"another_case", "NAME", {"name"}, "did you mean 'name'?"},
                      NearestCase{"nothing_near", "zebra", {"skills", "queues"}, ""},
                      NearestCase{"nearest_first_at_most_three",
                                  "abcd",
                                  {"abce", "abcf", "abcg", "abcd1"},
                                  "did you mean 'abcd1' or 'abce' or 'abcf'?"},
                      NearestCase{
                          "hostile_names_are_shown_safely", "a\x1b", {"a\x1b\x1b"}, "did you mean 'a\\x1b\\x1b'?"}),
    testing::row_name);

TEST(Quoted, CutsByCodePoints) { EXPECT_EQ(quoted("ääää", 2), "'ää…'"); }

TEST(Utf8, FindsTheFirstInvalidByte) {
  EXPECT_EQ(invalid_utf8("abc"), std::nullopt);
  EXPECT_EQ(invalid_utf8("ab\xed\xa0\x80"), 2u);  // a lone surrogate
}

TEST(LowerCase, ChangesOnlyTheLettersOfAscii) { EXPECT_EQ(lower_case("AZ[@`az\u00c4\u0130"), "az[@`az\u00c4\u0130"); }

TEST(Nfc, Composes) { EXPECT_EQ(nfc("e\u0301"), "\u00e9"); }

}  // namespace
}  // namespace interlock
