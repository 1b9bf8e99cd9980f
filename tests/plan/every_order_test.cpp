// Random small changes against brute force: every down-closed set of steps is a state that somebody can see, and in
// each no queue may starve that has agents before and after.
#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>

#include "diff/diff.hpp"
#include "plan/make_plan.hpp"
#include "support/agreement.hpp"
#include "support/orders.hpp"
#include "support/random_fields.hpp"

namespace interlock {
namespace {

using testing::child;
using testing::Dice;
using testing::ideals;
using testing::Instance;
using testing::kInstances;
using testing::kSkills;
using testing::random_levels;
using testing::random_requirements;
using testing::told;

Instance random_instance(Dice& dice) {
  const bool with_max = dice.one_in(3);
  Map desired, live;
  for (const auto& skill : kSkills) live.set("skill/" + skill, Map());
  const bool with_shared = dice.one_in(3);
  for (const std::string user : {"ana", "ben", "eve"}) {
    Map fields{{"levels", Value(random_levels(dice))}};
    if (with_shared && dice.one_in(2)) fields.set("shared_profile", "P");
    live.set("user/" + user, Value(std::move(fields)));
    if (dice.one_in(3)) continue;
    desired.set("user/" + user, Map{{"mode", "exact"}, {"levels", Value(random_levels(dice))}});
  }
  if (with_shared) {
    live.set("profile/P", Map{{"levels", Value(random_levels(dice))}});
    desired.set("profile/P", Map{{"mode", "exact"}, {"levels", Value(random_levels(dice))}});
  }
  for (const std::string queue : {"Q", "R"}) {
    live.set("queue/" + queue, Map{{"requires", Value(random_requirements(dice, with_max))}});
    if (dice.one_in(2)) {
      desired.set("queue/" + queue, Map{{"requires", Value(random_requirements(dice, with_max))}});
    }
  }
  return testing::instance_of(desired, live, Api::guide);
}

using State = std::map<Address, Map>;

/// Eligibility by this test's own words, not by the code under test.
std::set<std::string> eligible(const State& state, const std::string& queue) {
  std::set<std::string> agents;
  for (const std::string user : {"ana", "ben", "eve"}) {
    const auto& fields = state.at({Kind::user, user});
    const bool has_shared = fields.contains("shared_profile");
    bool meets = true;
    for (const auto [skill, range] : child(state.at({Kind::queue, queue}), "requires")) {
      const auto* level = child(fields, "levels").find(skill.name);
      if (level == nullptr && has_shared) level = child(state.at({Kind::profile, "P"}), "levels").find(skill.name);
      const auto held = level != nullptr ? *level->as<std::int64_t>() : 0;
      meets = meets && held >= integer_or(range, "level", 1) && held <= integer_or(range, "max", 5);
    }
    if (meets) agents.insert(user);
  }
  return agents;
}

State state_after(const LiveState& live, const std::vector<Step>& steps, unsigned done) {
  State state;
  for (const auto& [address, object] : live.objects) state.emplace(address, object.fields);
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if ((done >> i & 1U) == 0) continue;
    auto& fields = state.at(steps[i].address);
    fields = edited(fields, steps[i].edits);
  }
  return state;
}

struct Worst {
  std::set<std::string> before{}, after{};
  int fewest = 1 << 20;
  bool is_precise = true;
};

/// What all states say about a queue.
Worst worst_of(const LiveState& live, const std::vector<Step>& steps, const std::string& queue,
               const std::vector<unsigned>& sets) {
  Worst worst{eligible(state_after(live, steps, 0), queue),
              eligible(state_after(live, steps, (1U << steps.size()) - 1), queue)};
  auto entitled = worst.before;
  entitled.insert(worst.after.begin(), worst.after.end());
  for (const auto set : sets) {
    const auto agents = eligible(state_after(live, steps, set), queue);
    worst.fewest = std::min(worst.fewest, static_cast<int>(agents.size()));
    worst.is_precise =
        worst.is_precise && std::includes(entitled.begin(), entitled.end(), agents.begin(), agents.end());
  }
  return worst;
}

struct Tally {
  int planned = 0, refused = 0, counted = 0, exact = 0, objects = 0, steps = 0;
  std::size_t states = 0;
};

void expect_safe(Tally& tally, const Instance& instance, const Plan& plan) {
  const auto sets = ideals(plan.steps);
  tally.states += sets.size();
  for (const std::string queue : {"Q", "R"}) {
    const auto worst = worst_of(instance.live, plan.steps, queue, sets);
    const int before = static_cast<int>(worst.before.size()), after = static_cast<int>(worst.after.size());
    EXPECT_GE(worst.fewest, std::min({before, after, 1})) << queue;
    EXPECT_TRUE(worst.is_precise) << queue;
    for (const auto& coverage : plan.coverage) {
      if (coverage.queue.name != queue) continue;
      EXPECT_EQ(coverage.before, before);
      EXPECT_EQ(coverage.after, after);
      EXPECT_LE(coverage.never_below, worst.fewest) << queue;
      ++tally.counted;
      tally.exact += coverage.never_below == worst.fewest;
    }
  }
}

TEST(EveryOrder, KeepsQueuesCoveredByThoseWhoAreMeantTo) {
  Tally tally;
  for (unsigned seed = 1; seed <= kInstances; ++seed) {
    Dice dice(seed);
    const auto instance = random_instance(dice);
    Problems problems;
    const auto plan = make_plan(instance.desired, instance.live, {}, problems);
    tally.refused += has_errors(problems);
    if (has_errors(problems) || plan.steps.empty()) continue;
    ++tally.planned;
    tally.objects += plan.summary.create + plan.summary.update + plan.summary.remove;
    tally.steps += static_cast<int>(plan.steps.size());
    expect_safe(tally, instance, plan);
    testing::expect_agreement(plan);
    ASSERT_FALSE(HasFailure()) << "seed " << seed << "\n" << told(instance, plan);
  }
  RecordProperty("states", std::to_string(tally.states));
  EXPECT_GT(tally.planned, int{kInstances} / 4);
  EXPECT_GT(tally.refused, 0);
  EXPECT_GE(tally.exact * 1000, tally.counted * 999);
  std::cout << "states " << tally.states << ", writes " << tally.steps << " for " << tally.objects << " objects, exact "
            << tally.exact << " of " << tally.counted << ", refused " << tally.refused << "\n";
  EXPECT_LE(tally.steps * 100, tally.objects * 102);  // planning.md: at most 2 % more writes than objects
}

TEST(EveryOrder, EndsAtTheTarget) {
  for (unsigned seed = 1; seed <= kInstances; ++seed) {
    Dice dice(seed);
    auto [desired, live] = random_instance(dice);
    Problems problems;
    const auto plan = make_plan(desired, live, {}, problems);
    if (has_errors(problems)) continue;
    const auto end = state_after(live, plan.steps, (1U << plan.steps.size()) - 1);
    for (auto& [address, object] : live.objects) object.fields = end.at(address);
    ASSERT_TRUE(make_plan(desired, live, {}, problems).steps.empty()) << "seed " << seed;
  }
}

}  // namespace
}  // namespace interlock
