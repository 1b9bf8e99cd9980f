#include "diff/line_diff.hpp"

#include <gtest/gtest.h>

#include "support/names.hpp"

namespace interlock {
namespace {

struct LineDiffCase {
  const char* name;
  std::string before, after;
  std::string shown;  // one sign and one line each
};

class LineDiff : public ::testing::TestWithParam<LineDiffCase> {};

TEST_P(LineDiff, Shows) {
  std::string shown;
  for (const auto& [fate, line] : line_diff(GetParam().before, GetParam().after)) {
    shown += fate == LineFate::kept ? " " : fate == LineFate::added ? "+" : "-";
    shown += line + "\n";
  }
  EXPECT_EQ(shown, GetParam().shown);
}

INSTANTIATE_TEST_SUITE_P(
    Texts, LineDiff,
    ::testing::Values(LineDiffCase{"equal_texts_keep_every_line", "a\nb\n", "a\nb\n", " a\n b\n"},
                      LineDiffCase{"a_changed_line_is_removed_then_added", "a\nb\nc", "a\nx\nc", " a\n-b\n+x\n c\n"},
                      LineDiffCase{"removed_lines_come_before_added_ones", "a\nb", "x\ny", "-a\n-b\n+x\n+y\n"},
                      LineDiffCase{"text_out_of_nothing", "", "a\nb", "+a\n+b\n"},
                      LineDiffCase{"text_into_nothing", "a\n", "", "-a\n"},
                      LineDiffCase{"an_empty_line_is_a_line", "a\n\nb", "a\nb", " a\n-\n b\n"}),
    testing::row_name);

}  // namespace
}  // namespace interlock
