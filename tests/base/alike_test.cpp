#include "base/alike.hpp"

#include <gtest/gtest.h>

#include "base/characters.hpp"
#include "base/text.hpp"
#include "support/names.hpp"

namespace interlock {
namespace {

struct FormCase {
  const char* name;
  std::string_view one, other;
  bool same;
};

class Folded : public ::testing::TestWithParam<FormCase> {};

TEST_P(Folded, IsTheSame) { EXPECT_EQ(folded(GetParam().one) == folded(GetParam().other), GetParam().same); }

// B18.
INSTANTIATE_TEST_SUITE_P(Alike, Folded,
                         ::testing::Values(FormCase{"in_upper_and_lower_case", "Billing", "bILLING", true},
                                           FormCase{"in_composed_and_decomposed_form", "Café", "Cafe\u0301", true},
                                           FormCase{"in_both_at_once", "CAFÉ", "cafe\u0301", true},
                                           FormCase{"in_cyrillic_case", "Счета", "СЧЕТА", true},
                                           FormCase{"with_a_final_sigma", "Λόγος", "ΛΌΓΟΣ", true},
                                           FormCase{"with_blanks_at_the_ends", "\u00a0Billing ", "Billing", true},
                                           FormCase{"not_with_blanks_inside", "Bil ling", "Billing", false},
                                           FormCase{"not_with_another_accent", "Café", "Cafè", false},
                                           FormCase{"not_without_an_accent", "Café", "Cafe", false},
                                           FormCase{"not_with_a_lookalike", "Billing", "Bi11ing", false},
                                           FormCase{"as_bytes_where_it_is_no_text", "\xff", "\xff", true}),
                         testing::row_name);

class Skeleton : public ::testing::TestWithParam<FormCase> {};

TEST_P(Skeleton, IsTheSame) { EXPECT_EQ(skeleton(GetParam().one) == skeleton(GetParam().other), GetParam().same); }

// B19.
INSTANTIATE_TEST_SUITE_P(Alike, Skeleton,
                         ::testing::Values(FormCase{"with_a_cyrillic_letter", "Support", "Ѕupport", true},
                                           FormCase{"in_cyrillic_alone", "сору", "copy", true},
                                           FormCase{"with_a_greek_letter", "Overflow", "Οverflow", true},
                                           FormCase{"with_an_armenian_letter", "onhold", "օnhold", true},
                                           FormCase{"with_a_cherokee_letter", "Dental", "Ꭰental", true},
                                           FormCase{"with_a_full_width_letter", "Tier_2", "Ｔier_2", true},
                                           FormCase{"in_mathematical_letters", "VIP", "𝐕𝐈𝐏", true},
                                           FormCase{"with_one_for_a_small_l", "Billing", "Bi1ling", true},
                                           FormCase{"with_a_capital_i_for_a_small_l", "Billing", "BiIling", true},
                                           FormCase{"with_zero_for_a_capital_o", "VIP_OUT", "VIP_0UT", true},
                                           FormCase{"with_rn_for_m", "Premium", "Prerniurn", true},
                                           FormCase{"with_an_en_dash", "Tier-2", "Tier–2", true},
                                           FormCase{"with_another_apostrophe", "Kid's", "Kid’s", true},
                                           FormCase{"with_a_blank_of_another_width", "Tier 2", "Tier\u00a02", true},
                                           FormCase{"with_what_nobody_sees", "Billing", "Bil\u200bling", true},
                                           FormCase{"not_in_another_case", "Billing", "billing", false},
                                           FormCase{"not_with_an_accent", "Cafe", "Café", false},
                                           FormCase{"not_with_another_number", "Tier_1", "Tier_2", false},
                                           FormCase{"not_with_a_number_more", "Tier_1", "Tier_11", false},
                                           FormCase{"not_as_cyrillic_words_that_differ", "Счета", "Смета", false}),
                         testing::row_name);

TEST(Alike, GroupsAreAscendingAndOrderedByTheirFirst) {
  const std::vector<std::string_view> names{"b", "A", "c", "a", "B", "b ", "d"};
  EXPECT_EQ(alike(names, folded), (std::vector<std::vector<std::size_t>>{{0, 4, 5}, {1, 3}}));
  EXPECT_TRUE(alike({}, folded).empty());
}

struct DifferenceCase {
  const char* name;
  std::string_view one, other;
  std::string text;
};

class Difference : public ::testing::TestWithParam<DifferenceCase> {};

TEST_P(Difference, NamesTheCodePoints) { EXPECT_EQ(difference(GetParam().one, GetParam().other), GetParam().text); }

INSTANTIATE_TEST_SUITE_P(
    Alike, Difference,
    ::testing::Values(DifferenceCase{"one_place", "Ѕupport", "Support", "U+0405 where the other has U+0053"},
                      DifferenceCase{"several_places", "сору", "copy",
                                     "U+0441 where the other has U+0063, U+043E where the other has U+006F, "
                                     "U+0440 where the other has U+0070, and 1 more"},
                      DifferenceCase{"another_length", "Com", "Corn", "U+006D where the other has U+0072 U+006E"},
                      DifferenceCase{"a_character_more", "a\u200b", "a", "U+200B where the other has nothing"},
                      DifferenceCase{"the_same_letter_again", "aab", "ab", "U+0061 where the other has nothing"},
                      DifferenceCase{"all_of_it", "aaaaaaaaaa", "",
                                     "U+0061 U+0061 U+0061 U+0061 U+0061 U+0061 U+0061 U+0061 and more where the "
                                     "other has nothing"}),
    testing::row_name);

TEST(Alike, SaysByWhatFoldedNamesDiffer) {
  EXPECT_EQ(fold_difference("A", "a"), "upper and lower case");
  EXPECT_EQ(fold_difference("é", "e\u0301"),
            "the Unicode form of its characters (U+00E9 where the other has U+0065 U+0301)");
  EXPECT_EQ(fold_difference("a\u00a0", "a"), "blanks at its ends (U+00A0 where the other has nothing)");
}

// One table says both what sinks escape (SEC11) and what names may not hold (B17).
TEST(Characters, AreHiddenExactlyWhereTheyAreShownEscaped) {
  for (char32_t c = 0; c < 0x110000; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    const auto text = "a" + utf8(c);
    ASSERT_EQ(is_hidden(c), visible(text) != text) << code_point_name(c);
    ASSERT_TRUE(!is_reordering(c) || is_hidden(c)) << code_point_name(c);
  }
}

struct HiddenCase {
  const char* name;
  char32_t c;
  std::string_view kind;
};

class HiddenKind : public ::testing::TestWithParam<HiddenCase> {};

TEST_P(HiddenKind, Is) { EXPECT_EQ(hidden_kind(GetParam().c), GetParam().kind); }

INSTANTIATE_TEST_SUITE_P(Characters, HiddenKind,
                         ::testing::Values(HiddenCase{"override", 0x202E, "a bidirectional control"},
                                           HiddenCase{"isolate", 0x2066, "a bidirectional control"},
                                           HiddenCase{"zero_width_space", 0x200B, "a zero-width character"},
                                           HiddenCase{"byte_order_mark_inside", 0xFEFF, "a zero-width character"},
                                           HiddenCase{"bell", 0x07, "a control character"},
                                           HiddenCase{"next_line", 0x85, "a control character"},
                                           HiddenCase{"line_separator", 0x2028, "a line separator"},
                                           HiddenCase{"tag", 0xE0041, "a tag character"},
                                           HiddenCase{"soft_hyphen", 0xAD, "an invisible character"},
                                           HiddenCase{"letter", 'a', ""}, HiddenCase{"blank", ' ', ""},
                                           HiddenCase{"accent", 0x0301, ""}, HiddenCase{"emoji", 0x1F44B, ""}),
                         testing::row_name);

}  // namespace
}  // namespace interlock
