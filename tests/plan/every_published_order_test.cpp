// The same as every_order_test.cpp on the published API, where skill groups state what queues require, are attached to
// them and taken off, members serve beside them, and levels go in as many requests as the API needs.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>

#include "api/binding.hpp"
#include "diff/diff.hpp"
#include "model/references.hpp"
#include "plan/explain.hpp"
#include "plan/lowering.hpp"
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

const std::vector<std::string> kUsers{"ana", "ben", "eve"};
const std::vector<std::string> kQueues{"Q", "R"};

/// As if three levels and two members were too many for one request.
constexpr std::array kSmallBatches{Batch{.kind = Kind::user, .field = "levels"},
                                   Batch{.kind = Kind::queue, .field = "members"}};

Map requirements_or_none(Dice& dice, bool with_max) {
  return dice.one_in(4) ? Map() : random_requirements(dice, with_max);
}

Map random_members(Dice& dice) {
  Map members;
  for (const auto& user : kUsers) {
    if (dice.one_in(3)) members.set(user, true);
  }
  return members;
}

Map desired_user(Dice& dice) {
  auto levels = random_levels(dice);
  if (dice.one_in(2)) return {{"mode", "exact"}, {"levels", Value(std::move(levels))}};
  for (const auto& skill : kSkills) {
    if (!levels.contains(skill) && dice.one_in(2)) levels.set(skill, Null{});
  }
  return {{"levels", Value(std::move(levels))}};
}

Map desired_queue(Dice& dice, bool with_max, bool with_members) {
  if (dice.one_in(8)) return {{"absent", true}};
  // Both at once come about where one of them left the manifest.
  const int what = with_members ? dice.up_to(3) : 0;
  Map fields;
  if (what != 1) fields.set("requires", Value(requirements_or_none(dice, with_max)));
  if (what == 1 || what == 2) fields.set("members", Value(random_members(dice)));
  return fields;
}

Map live_queue(Dice& dice, bool with_max, bool with_members) {
  Map fields{{"member_groups", Map()}};
  if (auto required = requirements_or_none(dice, with_max); !required.empty()) {
    fields.set("requires", Value(std::move(required)));
  }
  fields.set("members", Value(with_members ? random_members(dice) : Map()));
  return fields;
}

/// As it is read: the conditions themselves, and what they say of a queue.
Map live_group(const Map& required) {
  List conditions;
  for (const auto [skill, range] : required) {
    for (const auto& [end, comparator] : {std::pair("level", "GreaterThanOrEqualTo"), {"max", "LessThanOrEqualTo"}}) {
      const auto* level = range.find(end);
      if (level == nullptr) continue;
      conditions.push_back(Map{{"routing_skill", skill.name}, {"comparator", comparator}, {"proficiency", *level}});
    }
  }
  const Map block{{"operation", "And"}, {"routing_skill_conditions", std::move(conditions)}};
  return {{"requires", Value(required)}, {"skill_conditions", List{Value(block)}}};
}

Instance random_published_instance(Dice& dice) {
  const bool with_max = dice.one_in(3), with_members = dice.one_in(2);
  Map desired, live;
  for (const auto& skill : kSkills) live.set("skill/" + skill, Map());
  if (dice.one_in(4)) desired.set("skill/D", Map{{"replaces", dice.one_in(2) ? "A" : "B"}});
  for (const auto& user : kUsers) {
    live.set("user/" + user, Map{{"levels", Value(random_levels(dice))}});
    if (!dice.one_in(3)) desired.set("user/" + user, Value(desired_user(dice)));
  }
  for (const auto& queue : kQueues) {
    auto fields = live_queue(dice, with_max, with_members);
    const auto& required = child(fields, "requires");
    if (!required.empty()) live.set("skill_group/" + queue, Value(live_group(required)));
    if (!dice.one_in(8)) live.set("queue/" + queue, Value(std::move(fields)));
    if (dice.one_in(2)) desired.set("queue/" + queue, Value(desired_queue(dice, with_max, with_members)));
  }
  return testing::instance_of(desired, live, Api::published);
}

using State = std::map<Address, Map>;

/// As the platform has it: the group that states the requirements is one of the queue's groups.
State platform_state(const LiveState& live) {
  State state;
  for (const auto& [address, object] : live.objects) {
    auto fields = object.fields;
    if (address.kind == Kind::queue && fields.erase("requires")) {
      fields.find("member_groups")->as<Map>()->set(membership(requirement_group(address)), true);
    }
    fields.erase("skill_conditions");  // steps write what they say by the requirements
    state.emplace(address, std::move(fields));
  }
  return state;
}

State state_after(State state, const std::vector<Step>& steps, unsigned done) {
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if ((done >> i & 1U) == 0) continue;
    const auto& [verb, address] = std::pair(steps[i].verb, steps[i].address);
    if (verb == Verb::remove) {
      state.erase(address);
    } else {
      state[address] = edited(std::move(state[address]), steps[i].edits);
    }
  }
  return state;
}

/// Eligibility by this test's own words, not by the code under test.
bool meets(const Map& levels, const Map& required) {
  for (const auto [skill, range] : required) {
    const auto* level = levels.find(skill.name);
    const auto held = level != nullptr ? *level->as<std::int64_t>() : 0;
    if (held < integer_or(range, "level", 1) || held > integer_or(range, "max", 5)) return false;
  }
  return true;
}

/// Nobody for a queue that is not there.
std::set<std::string> serving(const State& state, const std::string& queue) {
  const auto found = state.find({Kind::queue, queue});
  if (found == state.end()) return {};
  std::set<std::string> agents;
  for (const auto& user : kUsers) {
    bool serves = child(found->second, "members").contains(user);
    for (const auto [group, is_in] : child(found->second, "member_groups")) {
      const auto stated = state.find(*parse_address(group.name));
      serves = serves || (stated != state.end() &&
                          meets(child(state.at({Kind::user, user}), "levels"), child(stated->second, "requires")));
    }
    if (serves) agents.insert(user);
  }
  return agents;
}

/// What names something that is not there, or nothing. The platform would refuse it, or lose what it names.
std::string dangling(const State& state) {
  for (const auto& [address, fields] : state) {
    for (const auto& reference : references(address.kind, fields)) {
      const auto target = reference.target();
      if (!state.contains(target)) return to_string(address) + " names " + to_string(target);
    }
  }
  return {};
}

struct Planned {
  Instance instance;
  Plan plan;
  bool is_refused;
};

Planned planned(unsigned seed) {
  Dice dice(seed);
  PlanContext context{.api = Api::published, .batches = binding(Api::published).batches};
  if (dice.one_in(2)) context.batches = kSmallBatches;
  Planned result{random_published_instance(dice), {}, false};
  Problems problems;
  result.plan = make_plan(result.instance.desired, result.instance.live, context, problems);
  result.is_refused = has_errors(problems);
  return result;
}

void expect_coverage(const Plan& plan, const std::string& queue, int before, int after, int worst, bool stays) {
  for (const auto& coverage : plan.coverage) {
    if (coverage.queue.name != queue) continue;
    EXPECT_EQ(coverage.before, before) << queue;
    EXPECT_EQ(coverage.after, after) << queue;
    EXPECT_EQ(coverage.never_below, stays ? worst : 0) << queue;
  }
}

void expect_explained(const Plan& plan) {
  const auto explanation = explain(plan, "");
  ASSERT_TRUE(explanation);
  for (const auto& [step, waits, chain, awaited_by, coverage] : explanation->steps) {
    for (const auto& wait : waits) EXPECT_NE(wait.reason, "") << step.id << " waits for " << wait.step;
  }
}

/// Returns the number of states.
std::size_t expect_covered(const Planned& planned) {
  const auto& steps = planned.plan.steps;
  const auto start = platform_state(planned.instance.live);
  const auto end = state_after(start, steps, (1U << steps.size()) - 1);
  std::map<std::string, int> worst;
  std::map<std::string, std::set<std::string>> entitled;
  for (const auto& queue : kQueues) {
    entitled[queue] = serving(start, queue);
    entitled[queue].merge(serving(end, queue));
  }
  const auto sets = ideals(steps);
  for (const auto set : sets) {
    const auto state = state_after(start, steps, set);
    EXPECT_EQ(dangling(state), "") << "after the steps of " << std::hex << set;
    for (const auto& queue : kQueues) {
      const auto agents = serving(state, queue);
      EXPECT_TRUE(std::includes(entitled[queue].begin(), entitled[queue].end(), agents.begin(), agents.end()))
          << "somebody else serves " << queue << " after the steps of " << std::hex << set;
      const auto count = static_cast<int>(agents.size());
      const auto [at, is_first] = worst.try_emplace(queue, count);
      const bool is_there = state.contains({Kind::queue, queue});
      if (is_there) at->second = std::min(at->second, count);
    }
  }
  for (const auto& queue : kQueues) {
    const auto before = static_cast<int>(serving(start, queue).size());
    const auto after = static_cast<int>(serving(end, queue).size());
    EXPECT_GE(worst[queue], std::min({before, after, 1})) << queue;
    expect_coverage(planned.plan, queue, before, after, worst[queue],
                    start.contains({Kind::queue, queue}) && end.contains({Kind::queue, queue}));
  }
  return sets.size();
}

TEST(EveryPublishedOrder, KeepsQueuesCovered) {
  int plans = 0, refused = 0;
  std::size_t states = 0;
  for (unsigned seed = 1; seed <= kInstances && !HasFailure(); ++seed) {
    const auto made = planned(seed);
    refused += made.is_refused;
    if (made.is_refused || made.plan.steps.empty()) continue;
    ++plans;
    states += expect_covered(made);
    expect_explained(made.plan);
    testing::expect_agreement(made.plan);
    ASSERT_FALSE(HasFailure()) << "seed " << seed << "\n" << told(made.instance, made.plan);
  }
  RecordProperty("states", std::to_string(states));
  EXPECT_GT(plans, int{kInstances} / 4);
  EXPECT_GT(refused, 0);
}

}  // namespace
}  // namespace interlock
