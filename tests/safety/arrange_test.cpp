// The search for an order against the look at every state: what it finds is safe in all orders that its edges allow,
// and where one draft a request is enough it finds that.
#include "safety/arrange.hpp"

#include <gtest/gtest.h>

#include "safety/handover.hpp"
#include "support/names.hpp"
#include "support/random_scene.hpp"

namespace interlock {
namespace {

using testing::Changing;
using testing::SceneShape;

struct ShapeCase {
  const char* name;
  SceneShape shape;
};

struct Found {
  std::vector<Arranged> arranged;
  Order order;
  std::vector<Effects> ops;
  int queues = 0, lower_bounds = 0;
};

class RandomScenes : public ::testing::TestWithParam<ShapeCase> {};

constexpr std::uint64_t kSeeds = 3000;

Order order_for(const Course& course, const std::vector<Arranged>& arranged) {
  std::vector<Edge> edges;
  for (int queue = 0; queue < static_cast<int>(course.queues()); ++queue) {
    const auto some = handovers(course, queue);
    edges.insert(edges.end(), some.begin(), some.end());
  }
  for (std::size_t later = 0; later < arranged.size(); ++later) {
    for (std::size_t earlier = 0; earlier < later; ++earlier) {
      if (arranged[earlier].draft != arranged[later].draft) continue;
      edges.push_back({static_cast<Op>(earlier), static_cast<Op>(later)});
    }
  }
  return order_of(arranged.size(), edges);
}

/// The fewest in all versions, as the cut says.
int proven(const Course& course, const Order& order, int queue) {
  int fewest = 1 << 20;
  for (const auto& asked : course.asked(queue)) {
    const auto lowest = fewest_eligible(order, course.version(queue, asked));
    if (lowest) fewest = std::min(fewest, lowest->agents);
  }
  return fewest;
}

bool is_proven_precise(const Course& course, const Order& order, int queue) {
  const auto before = course.before(queue), after = course.after(queue);
  for (const auto& asked : course.asked(queue)) {
    for (const auto& [window, count, agent] : course.version(queue, asked).eligible) {
      const bool is_entitled = std::binary_search(before.begin(), before.end(), agent) ||
                               std::binary_search(after.begin(), after.end(), agent);
      if (!is_entitled && common_state(order, asked.in_force, window)) return false;
    }
  }
  return true;
}

TEST_P(RandomScenes, AreArrangedSafelyInEveryOrder) {
  std::int64_t states = 0;
  int feasible = 0, found = 0, divided = 0, drafts = 0, exact = 0, counted = 0;
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    const auto changing = testing::random_changing(seed, GetParam().shape);
    if (changing.drafts.empty()) continue;
    const auto demands = testing::demands_of(changing);
    const auto arranged = arrange(changing.scene, changing.drafts, changing.precedences, demands);
    const auto ops = testing::ops_of(changing, arranged);
    const Course course(changing.scene, ops);
    const auto order = order_for(course, arranged);
    SCOPED_TRACE("seed " + std::to_string(seed) + "\n" + testing::told(changing, arranged, order));
    const auto every = testing::every_state(changing.scene, ops, order);
    states += every.states;
    bool is_safe = true;
    for (int queue = 0; queue < static_cast<int>(course.queues()); ++queue) {
      const auto at = static_cast<std::size_t>(queue);
      const int bound = proven(course, order, queue);
      ASSERT_LE(bound, every.fewest[at]) << "queue " << queue;
      ASSERT_EQ(is_proven_precise(course, order, queue), !every.intruded[at]) << "queue " << queue;
      ++counted;
      exact += bound == every.fewest[at];
      is_safe = is_safe && bound >= demands.queues[at].floor && !every.intruded[at];
    }
    const bool is_feasible = testing::has_safe_order(changing);
    const bool is_divided = arranged.size() > changing.drafts.size();
    feasible += is_feasible;
    found += is_feasible && is_safe && !is_divided;
    ASSERT_TRUE(!is_feasible || is_safe);
    drafts += static_cast<int>(changing.drafts.size());
    divided += is_safe ? static_cast<int>(arranged.size() - changing.drafts.size()) : 0;
  }
  EXPECT_GE(found * 1000, feasible * 999);
  EXPECT_GE(exact * 1000, counted * 999);
  std::cout << "states " << states << ", feasible " << feasible << " of " << kSeeds << ", found " << found << ", exact "
            << exact << " of " << counted << ", divided " << divided << " of " << drafts << "\n";
}

INSTANTIATE_TEST_SUITE_P(Safety, RandomScenes,
                         ::testing::Values(ShapeCase{"minimums_only", {}}, ShapeCase{"three_skills", {4, 2, 3, 2}},
                                           ShapeCase{"ranges", {.with_max = true}},
                                           ShapeCase{"members", {.with_direct = true}},
                                           ShapeCase{"skills_that_come_and_go", {.with_unusable = true}},
                                           ShapeCase{"a_shared_profile", {.with_shared = true}},
                                           ShapeCase{"declared_floors", {.agents = 5, .with_floors = true}},
                                           ShapeCase{"everything", {3, 2, 2, 2, true, true, true, true, true}}),
                         testing::row_name);

}  // namespace
}  // namespace interlock
