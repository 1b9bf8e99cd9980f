#include "model/allowance.hpp"

#include <gtest/gtest.h>

#include "support/names.hpp"

namespace interlock {
namespace {

struct AllowanceCase {
  const char* name;
  const char* text;
  bool is_known;
};

class Allow : public ::testing::TestWithParam<AllowanceCase> {};

TEST_P(Allow, ReadsBackAsItWasWritten) {
  const auto parsed = parse_allowance(GetParam().text);
  ASSERT_EQ(static_cast<bool>(parsed), GetParam().is_known);
  if (parsed) {
    EXPECT_EQ(to_string(*parsed), GetParam().text);
  } else {
    EXPECT_EQ(parsed.problems().front().rule, "B91");
    EXPECT_EQ(parsed.problems().front().exit, Exit::invalid);
  }
}

INSTANTIATE_TEST_SUITE_P(
    What, Allow,
    ::testing::Values(
        AllowanceCase{"a_number_of_deletes", "deletes=12", true}, AllowanceCase{"no_updates_at_all", "updates=0", true},
        AllowanceCase{"a_number_of_level_removals", "level_removals=3", true},
        AllowanceCase{"a_rename_by_its_name", "rename=Billing_EU", true},
        AllowanceCase{"a_name_with_an_equals_sign", "rename=A=B", true},
        AllowanceCase{"reversed_levels", "levels-reversed", true}, AllowanceCase{"no_number", "deletes", false},
        AllowanceCase{"an_empty_number", "deletes=", false}, AllowanceCase{"a_negative_number", "deletes=-1", false},
        AllowanceCase{"a_fraction", "deletes=1.5", false}, AllowanceCase{"words_for_a_number", "deletes=all", false},
        AllowanceCase{"a_number_too_large", "deletes=99999999999", false}, AllowanceCase{"no_name", "rename=", false},
        AllowanceCase{"a_value_where_none_belongs", "levels-reversed=1", false},
        AllowanceCase{"an_unknown_word", "everything", false}, AllowanceCase{"nothing", "", false}),
    testing::row_name);

TEST(AllowProblems, NameWhatIsKnownAndTheNearest) {
  const auto parsed = parse_allowance("delets=3");
  ASSERT_FALSE(parsed);
  EXPECT_NE(parsed.problems().front().message.find("deletes=N, updates=N"), std::string::npos);
  EXPECT_NE(parsed.problems().front().hint.find("'deletes'"), std::string::npos);
}

}  // namespace
}  // namespace interlock
