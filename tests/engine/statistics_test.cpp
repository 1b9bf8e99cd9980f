#include "engine/statistics.hpp"

#include <gtest/gtest.h>

#include "support/names.hpp"

namespace interlock {
namespace {

const Address kQueue{Kind::queue, "Q"};

struct Row {
  const char* name;
  QueueCounts before;
  QueueCounts after;
  std::string outside;  // "c" conversations, "a" abandoned
};

class Thresholds : public ::testing::TestWithParam<Row> {};

TEST_P(Thresholds, AreHeldAgainstTheBaseline) {
  const auto& row = GetParam();
  const Watch limits{.abandoned_percent = 20, .conversations_percent = 30};
  const auto changes = compare({{kQueue, row.before}}, {{kQueue, row.after}}, limits);
  ASSERT_EQ(changes.size(), 1u);
  EXPECT_EQ(std::string(changes[0].is_conversations_outside ? "c" : "") + (changes[0].is_abandoned_outside ? "a" : ""),
            row.outside);
}

INSTANTIATE_TEST_SUITE_P(Statistics, Thresholds,
                         ::testing::Values(Row{"nothing_changed", {10, 5}, {10, 5}, ""},
                                           Row{"at_the_edge", {100, 100}, {130, 120}, ""},
                                           Row{"over_the_edge", {100, 100}, {131, 121}, "ca"},
                                           Row{"fewer_conversations", {100, 0}, {69, 0}, "c"},
                                           Row{"as_few_as_are_allowed", {100, 0}, {70, 0}, ""},
                                           Row{"fewer_abandoned_are_welcome", {100, 100}, {100, 0}, ""},
                                           Row{"a_quiet_queue_that_stays_quiet", {0, 0}, {0, 0}, ""},
                                           Row{"a_quiet_queue_that_wakes", {0, 0}, {1, 1}, "ca"}),
                         testing::row_name);

TEST(Statistics, AThresholdThatIsNotSetIsNeverPassed) {
  const auto changes = compare({{kQueue, {1, 1}}}, {{kQueue, {1000, 1000}}}, {});
  EXPECT_FALSE(changes.at(0).is_abandoned_outside || changes.at(0).is_conversations_outside);
}

TEST(Statistics, AQueueWithoutABaselineIsNotCompared) { EXPECT_TRUE(compare({}, {{kQueue, {1, 1}}}, {}).empty()); }

TEST(Statistics, WatchQueuesThatChangeOrWhoseAgentsDo) {
  const auto queue = [](const char* name) { return Address{Kind::queue, name}; };
  Plan plan;
  plan.steps = {{.id = "s1", .verb = Verb::update, .address = queue("Changed"), .object_id = {"q1"}},
                {.id = "s2", .verb = Verb::create, .address = queue("New")},
                {.id = "s3", .verb = Verb::remove, .address = queue("Gone"), .object_id = {"q3"}}};
  plan.certificate = {{queue("More"), 2, 3, 2}, {queue("Dips"), 2, 2, 1}, {queue("Same"), 2, 2, 2}};
  for (const auto* name : {"More", "Dips", "Same"}) plan.ids[queue(name)] = {std::string("id-") + name};
  const auto watched = queues_to_watch(plan);
  EXPECT_EQ(watched, (std::map<Address, ResourceId>{
                         {queue("Changed"), {"q1"}}, {queue("More"), {"id-More"}}, {queue("Dips"), {"id-Dips"}}}));
}

}  // namespace
}  // namespace interlock
