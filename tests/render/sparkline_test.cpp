#include "render/sparkline.hpp"

#include <gtest/gtest.h>

#include "support/names.hpp"

namespace interlock {
namespace {

using Numbers = std::vector<std::optional<int>>;

struct SparklineCase {
  const char* name;
  Numbers numbers;
  std::size_t columns;
  std::string line;
};

class Sparkline : public ::testing::TestWithParam<SparklineCase> {};

TEST_P(Sparkline, IsDrawn) { EXPECT_EQ(render::sparkline(GetParam().numbers, GetParam().columns), GetParam().line); }

Numbers flat_with_a_dip(std::size_t length, std::size_t dip) {
  Numbers numbers(length, 9);
  numbers[dip] = 0;
  return numbers;
}

INSTANTIATE_TEST_SUITE_P(
    Curves, Sparkline,
    ::testing::Values(SparklineCase{"nothing", {}, 8, ""}, SparklineCase{"one_number", {3}, 8, "█"},
                      SparklineCase{"no_change", {3, 3, 3}, 8, "███"},
                      SparklineCase{"every_height", {0, 1, 2, 3, 4, 5, 6, 7}, 8, "▁▂▃▄▅▆▇█"},
                      SparklineCase{"what_is_above_the_lowest_never_looks_like_it", {0, 1, 1000}, 8, "▁▂█"},
                      SparklineCase{"a_queue_that_comes_and_goes", {std::nullopt, 2, 4, std::nullopt}, 8, " ▁█ "},
                      SparklineCase{"the_largest_numbers", {0, 2147483647}, 8, "▁█"},
                      SparklineCase{"a_dip_in_the_first_run", flat_with_a_dip(100, 0), 4, "▁███"},
                      SparklineCase{"a_dip_within_a_run", flat_with_a_dip(100, 63), 4, "██▁█"},
                      SparklineCase{"a_dip_at_the_end", flat_with_a_dip(101, 100), 4, "███▁"},
                      SparklineCase{"a_run_without_a_queue", {std::nullopt, std::nullopt, 5, 1}, 2, " █"},
                      SparklineCase{"no_room", {1, 2, 3}, 0, "█"}),
    testing::row_name);

TEST(Sparkline, HidesNoDipWhereverItIs) {
  for (std::size_t length = 1; length < 70; ++length) {
    for (std::size_t dip = 0; dip < length; ++dip) {
      const auto line = render::sparkline(flat_with_a_dip(length, dip), 13);
      EXPECT_EQ(line.find("▁") != std::string::npos || length <= 13 || line == "█", true) << length << " " << dip;
    }
  }
}

}  // namespace
}  // namespace interlock
