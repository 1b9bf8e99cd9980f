// The exhaustive scopes of the campaign (ci/prove): the smallest one to its end, a few groups of each of the others.
#include "support/small_scope.hpp"

#include <gtest/gtest.h>

#include "support/large_plan.hpp"
#include "support/names.hpp"

namespace interlock {
namespace {

using testing::Edges;
using testing::Scope;

class SmallScopes : public ::testing::TestWithParam<Scope> {};

constexpr std::int64_t kGroups = 5;    // of a scope; of the first one all
constexpr std::int64_t kScenes = 600;  // of a group

TEST_P(SmallScopes, AreProvenAsEveryStateShows) {
  const testing::SmallScope scenes(GetParam());
  const bool is_first = GetParam().name == testing::scopes().front().name;
  const auto step = is_first ? 1 : std::max<std::int64_t>(1, scenes.groups() / kGroups);
  testing::Tally tally;
  for (std::int64_t group = 0; group < scenes.groups() && !HasFailure(); group += step) {
    scenes.each(group, [&](const testing::Changing& changing, std::int64_t scene) {
      if (changing.drafts.empty() || HasFailure() || (!is_first && scene >= kScenes)) return;
      EXPECT_EQ(
          testing::examine(changing, scene % testing::kEdgesEach == 0 ? Edges::removed_in_turn : Edges::kept, tally),
          "")
          << "group " << group << ", scene " << scene;
    });
  }
  EXPECT_GE(tally.found * 1000, tally.feasible * 999);
  EXPECT_GE(tally.safe * 1000, tally.possible * 999);
  EXPECT_GE(tally.exact * 1000, tally.proofs * 999);
  std::cout << "instances " << tally.instances << ", states " << tally.states << ", redundant edges " << tally.redundant
            << " of " << tally.edges << "\n";
}

INSTANTIATE_TEST_SUITE_P(Safety, SmallScopes, ::testing::ValuesIn(testing::scopes()), testing::row_name);

TEST(LargePlans, AreAsSafeAsProvenInRandomOrders) {
  testing::Tally tally;
  for (std::uint64_t seed = 0; seed < 4; ++seed) {
    ASSERT_EQ(testing::examine_large(testing::large_changing(seed), seed, tally), "") << "seed " << seed;
  }
  EXPECT_GT(tally.states, 1000);
}

}  // namespace
}  // namespace interlock
