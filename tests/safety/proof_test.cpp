// The proofs against an oracle that looks at every state one by one.
#include "safety/proof.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "support/every_ideal.hpp"
#include "support/names.hpp"

namespace interlock {
namespace {

using testing::bits;
using testing::each_ideal;
using testing::is_ideal;
using testing::is_so;
using testing::State;

struct ProofCase {
  const char* name;
  Order order;
  QueueVersion version;
  std::optional<Ideal> starving;
  std::optional<int> fewest;
};

class Proof : public ::testing::TestWithParam<ProofCase> {};

TEST_P(Proof, OfCoverage) {
  const auto& [name, order, version, starving, fewest] = GetParam();
  EXPECT_EQ(starving_state(order, version), starving);
  const auto lowest = fewest_eligible(order, version);
  ASSERT_EQ(lowest.has_value(), fewest.has_value());
  if (lowest) {
    EXPECT_EQ(lowest->agents, *fewest);
  }
}

const Window kAlways;

Witness until(Op op) { return {.window = {.until = {op}}}; }
Witness from(Op op) { return {.window = {.from = {op}}}; }

INSTANTIATE_TEST_SUITE_P(
    Safety, Proof,
    ::testing::Values(
        ProofCase{"an_agent_who_keeps_the_levels_covers_every_state", {{}}, {kAlways, {{}}}, std::nullopt, 1},
        ProofCase{"nobody_covers_nothing", {{}}, {kAlways, {}}, Ideal{}, 0},
        ProofCase{"an_agent_who_leaves_starves_the_queue", {{}}, {kAlways, {until(0)}}, Ideal{0}, 0},
        ProofCase{"who_leaves_after_another_came_does_not", {{}, {0}}, {kAlways, {from(0), until(1)}}, std::nullopt, 1},
        ProofCase{
            "who_leaves_beside_another_who_comes_may_be_first", {{}, {}}, {kAlways, {from(0), until(1)}}, Ideal{1}, 0},
        ProofCase{
            "a_version_that_is_replaced_first_is_not_starved", {{}, {0}}, {{{}, {0}}, {until(1)}}, std::nullopt, 1},
        ProofCase{"a_version_that_no_state_has_is_covered", {{}, {0}}, {{{1}, {0}}, {}}, std::nullopt, std::nullopt},
        ProofCase{"ops_behind_the_end_of_the_version_do_not_count",
                  {{}, {0}, {0}},
                  {{{}, {0}}, {{.window = {{}, {1, 2}}}}},
                  std::nullopt,
                  1},
        ProofCase{"of_two_ops_that_end_it_the_first_counts",
                  {{}, {0}, {1}},
                  {{{}, {0}}, {{.window = {{}, {0, 2}}}}},
                  std::nullopt,
                  1},
        ProofCase{"who_leaves_after_the_first_of_two_ends_of_the_version_stays",
                  {{}, {0}, {}},
                  {{{}, {0, 2}}, {until(1)}},
                  std::nullopt,
                  1},
        ProofCase{"two_ops_of_which_either_may_end_it_count_as_nobody",
                  {{}, {}},
                  {kAlways, {{.window = {{}, {0, 1}}}}},
                  Ideal{},
                  0},
        ProofCase{"who_leave_in_any_order_may_all_be_away_before_anybody_comes",
                  {{}, {}, {}, {0}, {1}},
                  {kAlways, {until(0), until(1), until(2), from(3), from(4)}},
                  Ideal{0, 1, 2},
                  0},
        ProofCase{"who_leave_and_come_in_turn_are_never_both_away",
                  {{}, {0}, {1}, {2}},
                  {kAlways, {from(0), until(1), from(2), until(3)}},
                  std::nullopt,
                  2},
        ProofCase{"agents_who_go_together_count_together",
                  {{}, {}},
                  {kAlways, {{.window = {{}, {0}}, .agents = 5}, {.window = {{1}, {}}, .agents = 3}, {.agents = 2}}},
                  std::nullopt,
                  2}),
    testing::row_name);

/// A random partial order with windows over it, small enough to look at every state.
struct Instance {
  Order order;
  QueueVersion version;
};

class Maker {
 public:
  explicit Maker(std::uint64_t seed) : random_(seed) {}

  Instance instance(int most_causes) {
    const int ops = below(9);
    Instance made;
    for (Op op = 0; op < ops; ++op) {
      made.order.emplace_back();
      for (Op earlier = 0; earlier < op; ++earlier) {
        if (below(4) == 0) made.order.back().push_back(earlier);
      }
    }
    made.version.in_force = window(ops, 1);
    const int agents = below(6);
    for (int i = 0; i < agents; ++i) made.version.eligible.push_back({window(ops, most_causes), 1 + below(2)});
    return made;
  }

 private:
  int below(int limit) { return static_cast<int>(random_() % static_cast<std::uint64_t>(limit)); }
  std::vector<Op> some(int ops, int most) {
    std::vector<Op> chosen;
    if (ops == 0) return chosen;
    for (int left = below(most + 1); left > 0; --left) chosen.push_back(below(ops));
    return chosen;
  }
  Window window(int ops, int most) { return {some(ops, most), some(ops, most)}; }

  std::mt19937_64 random_;
};

struct Truth {
  std::optional<int> fewest;  // over the states that have the version
  std::int64_t states = 0;
};

int eligible(const QueueVersion& version, State state) {
  int count = 0;
  for (const auto& witness : version.eligible) count += is_so(witness.window, state) ? witness.agents : 0;
  return count;
}

Truth truth(const Instance& instance) {
  Truth truth;
  truth.states = each_ideal(instance.order, [&](State state) {
    if (!is_so(instance.version.in_force, state)) return;
    const int now = eligible(instance.version, state);
    truth.fewest = std::min(truth.fewest.value_or(now), now);
  });
  return truth;
}

/// A state that a proof names is one that can be seen, of the version.
void expect_of_version(const Instance& instance, const Ideal& ideal) {
  EXPECT_TRUE(is_ideal(instance.order, bits(ideal)));
  EXPECT_TRUE(is_so(instance.version.in_force, bits(ideal)));
}

constexpr int kInstances = 40'000;

TEST(RandomOrders, AreProvenAsEveryStateShows) {
  std::int64_t states = 0;
  for (std::uint64_t seed = 0; seed < kInstances; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const auto made = Maker(seed).instance(1);
    const auto [fewest, seen] = truth(made);
    states += seen;
    const auto starving = starving_state(made.order, made.version);
    ASSERT_EQ(starving.has_value(), fewest == 0);
    if (starving) {
      expect_of_version(made, *starving);
      EXPECT_EQ(eligible(made.version, bits(*starving)), 0);
    }
    const auto lowest = fewest_eligible(made.order, made.version);
    ASSERT_EQ(lowest.has_value(), fewest.has_value());
    if (!lowest) continue;
    ASSERT_EQ(lowest->agents, *fewest);
    expect_of_version(made, lowest->state);
    EXPECT_EQ(eligible(made.version, bits(lowest->state)), *fewest);
  }
  RecordProperty("states", std::to_string(states));
}

TEST(RandomOrders, OfSeveralCausesAreNeverProvenWrongly) {
  int proven = 0;
  for (std::uint64_t seed = 0; seed < kInstances; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const auto made = Maker(seed).instance(3);
    const auto fewest = truth(made).fewest;
    if (!starving_state(made.order, made.version)) {
      ASSERT_NE(fewest, 0);
      ++proven;
    }
    const auto lowest = fewest_eligible(made.order, made.version);
    ASSERT_EQ(lowest.has_value(), fewest.has_value());
    if (lowest) {
      ASSERT_LE(lowest->agents, *fewest);
    }
  }
  EXPECT_GT(proven, kInstances / 10);
}

}  // namespace
}  // namespace interlock
