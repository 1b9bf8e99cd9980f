// What waits for what where members serve a queue beside the skill group that states its requirements.
#include <gtest/gtest.h>

#include "api/binding.hpp"
#include "plan/make_plan.hpp"
#include "support/models.hpp"
#include "support/names.hpp"
#include "support/orders.hpp"

namespace interlock {
namespace {

struct PublishedOrderCase {
  const char* name;
  const char* desired;
  const char* live;
  std::vector<std::string> steps;
  const char* coverage;  // before, after, never below
};

class PublishedOrder : public ::testing::TestWithParam<PublishedOrderCase> {};

TEST_P(PublishedOrder, Is) {
  Problems problems;
  const PlanContext context{.api = Api::published, .batches = binding(Api::published).batches};
  const auto plan =
      make_plan(testing::manifest_of(GetParam().desired), testing::live_of(GetParam().live), context, problems);
  EXPECT_EQ(testing::described(plan.steps), GetParam().steps);
  EXPECT_EQ(testing::shown(plan.coverage), GetParam().coverage);
  EXPECT_TRUE(problems.empty()) << problems.front().message;
}

INSTANTIATE_TEST_SUITE_P(
    Plan, PublishedOrder,
    ::testing::Values(
        PublishedOrderCase{"a_queue_goes_before_the_skill_group_that_serves_it",
                           R"({"queue/Q": {"absent": true}})",
                           R"({"skill/A": {}, "user/ana": {"levels": {"A": 1}},
                               "skill_group/Q": {"requires": {"A": {"level": 1}}},
                               "queue/Q": {"member_groups": {}, "requires": {"A": {"level": 1}}}})",
                           {"s1 switch delete queue/Q", "s2 remove delete skill_group/Q after s1"},
                           "Q 1 0 0"},
        PublishedOrderCase{"members_leave_once_the_requirement_has_changed",
                           R"({"queue/Q": {"requires": {"A": {"level": 1}}, "members": {}}})",
                           R"({"skill/A": {}, "user/ana": {"levels": {}}, "user/ben": {"levels": {"A": 1}},
                               "skill_group/Q": {"requires": {"A": {"level": 5}}},
                               "queue/Q": {"members": {"ana": true}, "requires": {"A": {"level": 5}}}})",
                           {"s1 switch update skill_group/Q", "s2 contract update queue/Q after s1"},
                           "Q 1 1 1"},
        PublishedOrderCase{
            "where_members_only_leave_one_of_them_waits_for_who_takes_over",
            R"({"queue/Q": {"members": {}}, "user/ana": {"levels": {"A": null}},
                               "user/ben": {"levels": {"A": 1}}})",
            R"({"skill/A": {}, "user/ana": {"levels": {"A": 1}}, "user/ben": {"levels": {}},
                               "user/eve": {"levels": {}}, "skill_group/Q": {"requires": {"A": {"level": 1}}},
                               "queue/Q": {"members": {"eve": true}, "requires": {"A": {"level": 1}}}})",
            {"s1 expand update user/ben", "s2 contract update user/ana", "s3 contract update queue/Q after s1"},
            "Q 2 1 1"},
        PublishedOrderCase{"who_served_by_level_and_becomes_a_member_is_counted_on_both_sides",
                           R"({"queue/Q": {"members": {"ana": true}}, "user/ana": {"levels": {"A": null}}})",
                           R"({"skill/A": {}, "user/ana": {"levels": {"A": 1}},
                               "skill_group/Q": {"requires": {"A": {"level": 1}}},
                               "queue/Q": {"members": {}, "requires": {"A": {"level": 1}}}})",
                           {"s1 expand update queue/Q", "s2 contract update user/ana after s1"},
                           "Q 1 1 1"}),
    testing::row_name);

}  // namespace
}  // namespace interlock
