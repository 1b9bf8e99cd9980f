// What an effect leaves behind when it is undone: nothing.
#include "safety/scene.hpp"

#include <gtest/gtest.h>

#include "support/names.hpp"

namespace interlock {
namespace {

struct UndoCase {
  const char* name;
  Effect effect;
};

class Undo : public ::testing::TestWithParam<UndoCase> {};

TEST_P(Undo, IsWhatApplyReturns) {
  const Scene before{.profiles = {{{0, 1}, {2, 1}}},
                     .sizes = {2},
                     .agents = {{.personal = 0}, {.personal = 0}},
                     .usable = {true, false, true},
                     .queues = {{.asks = Asked{{.skill = 0, .level = 1}}, .direct = {1}}}};
  auto scene = before;
  const auto undo = interlock::apply(scene, GetParam().effect);
  interlock::apply(scene, undo);
  EXPECT_EQ(scene.profiles, before.profiles);
  EXPECT_EQ(scene.sizes, before.sizes);
  EXPECT_EQ(scene.usable, before.usable);
  const auto& queue = scene.queues.front();
  EXPECT_EQ(queue.exists, before.queues.front().exists);
  EXPECT_EQ(queue.asks, before.queues.front().asks);
  EXPECT_EQ(queue.direct, before.queues.front().direct);
}

INSTANTIATE_TEST_SUITE_P(Safety, Undo,
                         ::testing::Values(UndoCase{"a_level_that_is_granted", SetLevel{0, 1, 3}},
                                           UndoCase{"a_level_that_changes", SetLevel{0, 2, 3}},
                                           UndoCase{"a_level_that_goes", SetLevel{0, 0, {}}},
                                           UndoCase{"a_profile_that_grows", Resize{0, 2}},
                                           UndoCase{"a_queue_that_asks_anew", SetAsked{0, {}}},
                                           UndoCase{"a_member_who_comes", SetMember{0, 0, true}},
                                           UndoCase{"a_member_who_was_there", SetMember{0, 1, true}},
                                           UndoCase{"a_member_who_goes", SetMember{0, 1, false}},
                                           UndoCase{"a_skill_that_is_enabled", SetUsable{1, true}},
                                           UndoCase{"a_queue_that_goes", SetExists{0, false}}),
                         testing::row_name);

}  // namespace
}  // namespace interlock
