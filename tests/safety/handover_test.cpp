#include "safety/handover.hpp"

#include <gtest/gtest.h>

namespace interlock {
namespace {

/// On the published API the queue and the skill group that states what it asks for are two objects: without an edge the
/// queue could be there with what the group said before, and let somebody in.
TEST(Handover, AQueueThatComesAfterItsGroupHasChangedWaitsForThat) {
  const Scene scene{.profiles = {{{0, 1}}},
                    .sizes = {1},
                    .agents = {{.personal = 0}},
                    .usable = {true},
                    .queues = {{.exists = false, .asks = Asked{{.skill = 0, .level = 1}}}}};
  const std::vector<Effects> ops{{SetAsked{0, Asked{{.skill = 0, .level = 5}}}}, {SetExists{0, true}}};
  EXPECT_EQ(handovers(Course(scene, ops), 0), (std::vector<Edge>{{0, 1}}));
}

}  // namespace
}  // namespace interlock
