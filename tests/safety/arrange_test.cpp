// The search for an order against the look at every state: what it finds is safe in all orders that its edges allow,
// and where one draft a request is enough it finds that.
#include "safety/arrange.hpp"

#include <gtest/gtest.h>

#include "support/names.hpp"
#include "support/proven_plan.hpp"

namespace interlock {
namespace {

using testing::Edges;

constexpr int kAll = Precedence::kAll;
const Effects kGrant{SetLevel{0, 1, 1}, Resize{0, 1}};
const Effects kTake{SetLevel{0, 0, {}}, Resize{0, -1}};
const Effects kOther{SetLevel{1, 0, 1}};
const Effects kTooMuch{SetLevel{1, 2, 1}, Resize{1, 5}};

struct LimitCase {
  const char* name;
  std::vector<Draft> drafts;
  std::vector<Precedence> precedences;
  int largest_profile;
  std::vector<Arranged> arranged;
};

/// One agent with two levels and one without any, and a queue that asks for what is granted and for what is taken.
class Limits : public ::testing::TestWithParam<LimitCase> {};

TEST_P(Limits, AndPrecedencesDecideWhatComesFirst) {
  const auto& [name, drafts, precedences, largest, arranged] = GetParam();
  const Scene scene{.profiles = {{{0, 1}, {2, 1}}, {}},
                    .sizes = {2, 0},
                    .agents = {{.personal = 0}, {.personal = 1}},
                    .usable = {true, true, true},
                    .queues = {{.asks = Asked{{.skill = 0, .level = 1}, {.skill = 1, .level = 1}}}}};
  const Demands demands{.queues = {{.is_precise = false}}, .largest_profile = largest};
  EXPECT_EQ(arrange(scene, drafts, precedences, demands), arranged);
}

INSTANTIATE_TEST_SUITE_P(
    Safety, Limits,
    ::testing::Values(
        LimitCase{"what_fits_comes_as_it_stands", {{{kGrant}}, {{kTake}}}, {}, 3, {{0, {0}}, {1, {0}}}},
        LimitCase{"a_full_profile_loses_before_it_gains", {{{kGrant}}, {{kTake}}}, {}, 2, {{1, {0}}, {0, {0}}}},
        LimitCase{"a_profile_over_the_limit_may_shrink", {{{kTake}}, {{kGrant}}}, {}, 1, {{0, {0}}, {1, {0}}}},
        LimitCase{"a_limit_that_cannot_be_kept_is_given_up", {{{kGrant}}}, {}, 2, {{0, {0}}}},
        LimitCase{"what_was_done_before_that_is_done_again",
                  {{{kOther}}, {{kGrant}}},
                  {{0, kAll, 1, kAll}},
                  2,
                  {{0, {0}}, {1, {0}}}},
        LimitCase{"a_limit_that_one_component_gives_up_holds_for_others",
                  {{{kTooMuch}}, {{kGrant}}, {{kTake}}},
                  {},
                  2,
                  {{0, {0}}, {2, {0}}, {1, {0}}}},
        LimitCase{"a_precedence_stands_above_a_limit",
                  {{{kGrant}}, {{kTake}}},
                  {{0, kAll, 1, kAll}},
                  2,
                  {{0, {0}}, {1, {0}}}},
        LimitCase{"a_draft_waits_for_another", {{{kOther}}, {{kTake}}}, {{1, kAll, 0, kAll}}, 3, {{1, {0}}, {0, {0}}}},
        LimitCase{"a_draft_waits_for_one_that_no_queue_joins_it_with",
                  {{{kTooMuch}}, {{kGrant}}},
                  {{1, kAll, 0, kAll}},
                  9,
                  {{1, {0}}, {0, {0}}}},
        LimitCase{"a_draft_waits_for_all_parts",
                  {{{kOther}}, {{kGrant, kTake}, true}},
                  {{1, kAll, 0, kAll}},
                  3,
                  {{1, {0, 1}}, {0, {0}}}},
        LimitCase{"a_draft_waits_for_one_part",
                  {{{kOther}}, {{kGrant, kTake}, true}},
                  {{1, 1, 0, kAll}},
                  3,
                  {{1, {0, 1}}, {0, {0}}}},
        LimitCase{"of_a_draft_one_part_waits",
                  {{{kGrant, kTake}, true}, {{kOther}}},
                  {{1, kAll, 0, 1}},
                  3,
                  {{1, {0}}, {0, {0, 1}}}}),
    testing::row_name);

class RandomScenes : public ::testing::TestWithParam<testing::NamedShape> {};

constexpr std::uint64_t kSeeds = 3000;

TEST_P(RandomScenes, AreArrangedSafelyInEveryOrder) {
  testing::Tally tally;
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    const auto changing = testing::random_changing(seed, GetParam().shape);
    if (changing.drafts.empty()) continue;
    const auto edges = seed % testing::kEdgesEach == 0 ? Edges::removed_in_turn : Edges::kept;
    ASSERT_EQ(testing::examine(changing, edges, tally), "") << "seed " << seed;
  }
  EXPECT_GE(tally.found * 1000, tally.feasible * 999);
  EXPECT_GE(tally.safe * 1000, tally.possible * 999);
  EXPECT_GE(tally.exact * 1000, tally.proofs * 999);
  std::cout << "states " << tally.states << ", feasible " << tally.feasible << " of " << kSeeds << ", found "
            << tally.found << ", safe " << tally.safe << " of " << tally.possible << ", exact " << tally.exact << " of "
            << tally.proofs << ", divided " << tally.divided << " of " << tally.drafts << ", redundant edges "
            << tally.redundant << " of " << tally.edges << "\n";
}

INSTANTIATE_TEST_SUITE_P(Safety, RandomScenes, ::testing::ValuesIn(testing::small_shapes()), testing::row_name);

}  // namespace
}  // namespace interlock
