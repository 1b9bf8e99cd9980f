#include "safety/eligibility.hpp"

#include <gtest/gtest.h>

#include "support/names.hpp"

namespace interlock {
namespace {

struct MeetsCase {
  const char* name;
  HeldLevels held;
  std::vector<Requirement> required;
  bool meets;
};

class Meets : public ::testing::TestWithParam<MeetsCase> {};

TEST_P(Meets, Is) { EXPECT_EQ(meets(GetParam().held, GetParam().required), GetParam().meets); }

INSTANTIATE_TEST_SUITE_P(
    Eligibility, Meets,
    ::testing::Values(
        MeetsCase{"nothing_required_is_met_by_everybody", {}, {}, true},
        MeetsCase{"a_missing_skill_is_not_met", {{1, 5}}, {{.skill = 2, .level = 1}}, false},
        MeetsCase{"the_lowest_level_serves", {{1, 2}}, {{.skill = 1, .level = 2}}, true},
        MeetsCase{"a_level_below_does_not", {{1, 1}}, {{.skill = 1, .level = 2}}, false},
        MeetsCase{"the_upper_end_serves", {{1, 3}}, {{.skill = 1, .level = 1, .max = 3}}, true},
        MeetsCase{"a_level_above_the_range_does_not", {{1, 4}}, {{.skill = 1, .level = 1, .max = 3}}, false},
        MeetsCase{"every_requirement_must_be_met",
                  {{1, 5}, {2, 1}},
                  {{.skill = 1, .level = 1}, {.skill = 2, .level = 2}},
                  false},
        MeetsCase{
            "a_disabled_skill_serves_nobody", {{1, 5}}, {{.skill = 1, .level = 1, .max = {}, .usable = false}}, false}),
    testing::row_name);

}  // namespace
}  // namespace interlock
