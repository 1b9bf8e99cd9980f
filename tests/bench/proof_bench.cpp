// Prints what the proof of a plan costs and what finding one does, at 1,000, 10,000 and 100,000 ops, and how many
// writes a plan takes above the objects that it changes.
#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <memory>
#include <span>

#include "measure.hpp"
#include "plan/certificate.hpp"
#include "plan/make_plan.hpp"
#include "plan/stage.hpp"
#include "reskilling.hpp"

namespace interlock::bench {
namespace {

constexpr std::array kSizes{1'000, 10'000, 100'000};
constexpr int kQueueEach = 20;  // one queue a so many agents: 60 agents serve it
constexpr std::uint32_t kMigrations = 1'000;

/// No budget stands in the way of changing everything.
PlanContext unlimited() { return {.terms = {.limits = {.deletes = {}, .updates = {}, .level_removals = {}}}}; }

int changed(const Plan& plan) { return plan.summary.create + plan.summary.update + plan.summary.remove; }

struct Input {
  Intent intent;
  LiveState live;
};

/// The re-skilling of so many objects.
Input input_of(int size) {
  const int agents = size * kQueueEach / (kQueueEach + 1);
  auto centre = reskilled(agents, size - agents);
  return {Intent(std::move(centre.desired)), std::move(centre.live)};
}

Plan planned(const Input& input) {
  Problems problems;
  auto plan = make_plan(input.intent, input.live, unlimited(), problems);
  if (!has_errors(problems)) return plan;
  std::fprintf(stderr, "%s: %s\n", problems.front().rule.c_str(), problems.front().message.c_str());
  std::abort();
}

Work planning(int size) {
  return [input = std::make_shared<const Input>(input_of(size))] { planned(*input); };
}

/// A plan as the numbers that the proof reckons with.
struct Numbers {
  Stage stage;
  std::vector<Effects> ops;
  Order order;
};

std::shared_ptr<const Numbers> numbers_of(int size) {
  static std::map<int, std::shared_ptr<const Numbers>> known;
  auto& found = known[size];
  if (found) return found;
  const auto plan = planned(input_of(size));
  Numbers numbers{stage_of(plan.routing, plan.api, plan.steps, plan.ids), {}, order_of(plan.steps)};
  numbers.ops = numbers.stage.ops();
  return found = std::make_shared<const Numbers>(std::move(numbers));
}

/// Hands each version of each queue to `prove`.
template <class Prove>
void each_version(const Numbers& numbers, const Prove& prove) {
  const Course course(numbers.stage.scene, numbers.ops);
  for (int queue = 0; queue < static_cast<int>(course.queues()); ++queue) {
    for (const auto& asked : course.asked(queue)) prove(course, queue, course.version(queue, asked));
  }
}

/// Coverage and precision, of every order at once.
Work closures(int size) {
  return [numbers = numbers_of(size)] {
    each_version(*numbers, [&](const Course& course, int queue, const QueueVersion& version) {
      const auto cover = cover_of(numbers->order, version);
      if (std::holds_alternative<Ideal>(cover)) std::abort();
      if (version.in_force.from.empty() && !intrusion(course, numbers->order, queue).agents.empty()) std::abort();
    });
  };
}

Work floors(int size) {
  return [numbers = numbers_of(size)] {
    each_version(*numbers, [&](const Course&, int, const QueueVersion& version) {
      const auto lowest = fewest_eligible(numbers->order, version);
      if (!lowest || lowest->agents == 0) std::abort();
    });
  };
}

constexpr std::array kRows{
    Row{"make_plan", planning},
    Row{"closures", closures},
    Row{"floors", floors},
};

void print_plan(int size) {
  const auto plan = planned(input_of(size));
  std::size_t edges = 0;
  for (const auto& step : plan.steps) edges += step.after.size();
  int worst = 100;
  for (const auto& row : plan.coverage)
    worst = std::min(worst, row.never_below * 100 / std::min(row.before, row.after));
  std::printf("re-skilling of %d objects: %zu steps, %zu edges, %zu queues; none ever below %d %% of its agents\n",
              changed(plan), plan.steps.size(), edges, plan.coverage.size(), worst);
}

void print_writes() {
  int plans = 0, refused = 0, above = 0;
  long objects = 0, writes = 0;
  for (std::uint32_t seed = 1; seed <= kMigrations; ++seed) {
    auto centre = random_migration(seed);
    Problems problems;
    const auto plan = make_plan(Intent(std::move(centre.desired)), centre.live, unlimited(), problems);
    refused += has_errors(problems);
    if (has_errors(problems) || plan.steps.empty()) continue;
    ++plans;
    objects += changed(plan);
    writes += static_cast<long>(plan.steps.size());
    above += static_cast<int>(plan.steps.size()) > changed(plan);
  }
  std::printf("%u random migrations: %d plans, %d refused; %ld writes for %ld objects, %.2f %% above, in %d plans\n",
              kMigrations, plans, refused, writes, objects,
              100.0 * static_cast<double>(writes - objects) / static_cast<double>(objects), above);
}

}  // namespace
}  // namespace interlock::bench

/// With a number, nothing larger than that.
int main(int count, char** words) {
  using namespace interlock::bench;
  const int largest = count > 1 ? std::atoi(words[1]) : kSizes.back();
  const std::span sizes(kSizes.begin(), std::upper_bound(kSizes.begin(), kSizes.end(), largest));
  print_plan(kSizes[1]);
  print_heading("ops");
  for (const auto& row : kRows) print_row(row, sizes);
  print_writes();
}
