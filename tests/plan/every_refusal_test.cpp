// Random changes that cannot be ordered: what is named as a conflict is one, and the smallest; what is proposed as a
// bridge is one when both plans are made one after the other.
#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>

#include "api/binding.hpp"
#include "codec/manifest.hpp"
#include "diff/diff.hpp"
#include "plan/make_plan.hpp"
#include "support/orders.hpp"

namespace interlock {
namespace {

using testing::Dice;
using testing::Instance;

constexpr unsigned kChanges = 4000;

Map random_range(Dice& dice) {
  const int level = 1 + dice.up_to(3);
  Map range{{"level", level}};
  if (!dice.one_in(3)) range.set("max", std::min(5, level + dice.up_to(1)));
  return range;
}

Map random_requirements(Dice& dice) {
  Map required{{"A", Value(random_range(dice))}};
  if (dice.one_in(3)) required.set("B", Value(random_range(dice)));
  return required;
}

Map levels_of_an_agent(Dice& dice) {
  Map levels{{"A", 1 + dice.up_to(4)}};
  if (dice.one_in(2)) levels.set("B", 1 + dice.up_to(4));
  return levels;
}

/// Ranges with a maximum, so that agents who move up leave a queue behind.
Instance random_instance(Dice& dice, Api api) {
  Map desired, live{{"skill/A", Map()}, {"skill/B", Map()}};
  for (const std::string user : {"ana@x.org", "ben@x.org", "cid@x.org", "eve@x.org"}) {
    live.set("user/" + user, Map{{"levels", Value(levels_of_an_agent(dice))}});
    if (!dice.one_in(3)) desired.set("user/" + user, Map{{"levels", Value(levels_of_an_agent(dice))}});
  }
  for (const std::string queue : {"P", "Q", "R"}) {
    const auto required = random_requirements(dice);
    live.set("queue/" + queue, Map{{"requires", Value(required)}});
    if (api == Api::published) live.set("skill_group/" + queue, Map{{"requires", Value(required)}});
    if (dice.one_in(4)) desired.set("queue/" + queue, Map{{"requires", Value(random_requirements(dice))}});
  }
  auto instance = testing::instance_of(desired, live, api);
  const auto file = std::make_shared<const std::string>("m.yaml");
  std::uint32_t line = 0;
  for (auto& entry : instance.desired.resources) entry.at = {file, ++line, 1};
  return instance;
}

bool is_of_the_way(const Problem& problem) { return problem.rule.starts_with("INV-") || problem.rule == "B27"; }

Plan plan_of(const Manifest& desired, const LiveState& live, Problems& problems) {
  const Limits unlimited{.deletes = {}, .updates = {}, .level_removals = {}};
  return make_plan(desired, live,
                   {.api = live.api, .terms = {.limits = unlimited}, .batches = binding(live.api).batches}, problems);
}

bool conflicts(const Manifest& desired, const LiveState& live) {
  Problems problems;
  plan_of(desired, live, problems);
  return std::any_of(problems.begin(), problems.end(), is_of_the_way);
}

void sort_by_address(Manifest& manifest) {
  std::sort(manifest.resources.begin(), manifest.resources.end(),
            [](const auto& a, const auto& b) { return a.address < b.address; });
}

Manifest entries_at(const Manifest& manifest, const std::vector<Related>& lines) {
  Manifest some;
  for (const auto& line : lines) some.resources.push_back(manifest.resources.at(line.where.line - 1));
  sort_by_address(some);
  return some;
}

void expect_smallest(const Instance& instance, const Problem& refusal) {
  const auto conflict = entries_at(instance.desired, refusal.related);
  EXPECT_TRUE(conflicts(conflict, instance.live)) << refusal.message;
  for (std::size_t i = 0; i < conflict.resources.size(); ++i) {
    auto rest = conflict;
    rest.resources.erase(rest.resources.begin() + static_cast<std::ptrdiff_t>(i));
    EXPECT_FALSE(conflicts(rest, instance.live)) << to_string(conflict.resources[i].address);
  }
}

/// The manifests of a hint, with the addresses of people as a person would put them in.
std::vector<Manifest> pasted(const std::string& hint, Api api) {
  std::vector<Manifest> manifests;
  for (auto at = hint.find('`'); at != std::string::npos; at = hint.find('`', at)) {
    const auto end = hint.find('`', at + 1);
    Problems problems;
    const Source source{"bridge.yaml", hint.substr(at + 1, end - at - 1)};
    manifests.push_back(read_manifest(std::span(&source, 1), api, problems));
    EXPECT_FALSE(has_errors(problems)) << source.text;
    for (auto& entry : manifests.back().resources) {
      const auto id = text_or(entry.fields, "id");
      if (!id.empty()) entry.address.name = id.substr(id.find('/') + 1);
    }
    sort_by_address(manifests.back());
    at = end + 1;
  }
  return manifests;
}

LiveState after(LiveState live, const Plan& plan) {
  for (const auto& step : plan.steps) {
    if (step.verb == Verb::remove) {
      live.objects.erase(step.address);
      continue;
    }
    auto& object = live.objects.try_emplace(step.address, LiveObject{step.address, {"new"}, {}}).first->second;
    object.fields = edited(object.fields, step.edits);
  }
  for (auto& [address, object] : live.objects) {
    const auto* group = address.kind == Kind::queue ? live.find({Kind::skill_group, address.name}) : nullptr;
    if (group != nullptr) object.fields.set("requires", *group->fields.find("requires"));
  }
  return live;
}

void expect_bridge(const Instance& instance, const Problem& refusal, const std::vector<Manifest>& manifests) {
  Problems first, second, third;
  const auto with_bridge = after(instance.live, plan_of(manifests.front(), instance.live, first));
  EXPECT_FALSE(has_errors(first)) << refusal.hint;
  const auto done = after(with_bridge, plan_of(instance.desired, with_bridge, second));
  const auto queue = refusal.message.substr(0, refusal.message.find("' ") + 1);
  for (const auto& problem : second) {
    EXPECT_FALSE(problem.rule == refusal.rule && problem.message.starts_with(queue)) << refusal.hint << problem.message;
  }
  if (manifests.size() < 2) return;
  const auto back = plan_of(manifests.back(), done, third);
  EXPECT_FALSE(has_errors(third)) << refusal.hint;
  EXPECT_FALSE(back.steps.empty()) << refusal.hint;
}

class EveryRefusal : public ::testing::TestWithParam<Api> {};

TEST_P(EveryRefusal, NamesTheSmallestConflictAndBridgesThatHold) {
  int refused = 0, bridged = 0, without_bridge = 0;
  for (unsigned seed = 1; seed <= kChanges; ++seed) {
    Dice dice(seed);
    const auto instance = random_instance(dice, GetParam());
    Problems problems;
    const auto plan = plan_of(instance.desired, instance.live, problems);
    const bool is_wrong_at_the_end = std::any_of(problems.begin(), problems.end(), [](const auto& p) {
      return p.severity == Severity::error && !is_of_the_way(p);
    });
    for (const auto& problem : problems) {
      if (!is_of_the_way(problem) || is_wrong_at_the_end) continue;
      ++refused;
      expect_smallest(instance, problem);
      const auto manifests = pasted(problem.hint, GetParam());
      (manifests.empty() ? without_bridge : bridged) += 1;
      if (!manifests.empty()) expect_bridge(instance, problem, manifests);
    }
    ASSERT_FALSE(HasFailure()) << "seed " << seed << "\n" << testing::told(instance, plan);
  }
  std::cout << "refused " << refused << ", with a bridge " << bridged << ", without " << without_bridge << "\n";
  EXPECT_GT(refused, 50);
  EXPECT_GT(bridged, without_bridge);
}

INSTANTIATE_TEST_SUITE_P(Plan, EveryRefusal, ::testing::Values(Api::guide, Api::published),
                         [](const auto& row) { return std::string(api_name(row.param)); });

}  // namespace
}  // namespace interlock
