// What the search for an order keeps: floors and precision where nobody gave them up, and agents where that costs
// nothing.
#include <gtest/gtest.h>

#include "plan/lone_agents.hpp"
#include "plan/make_plan.hpp"
#include "support/models.hpp"
#include "support/names.hpp"
#include "support/orders.hpp"

namespace interlock {
namespace {

struct SearchCase {
  const char* name;
  const char* desired;
  const char* live;
  std::vector<Allowance> allowed;
  std::vector<std::string> steps;
  const char* coverage;  // of each queue: before, after, never below
};

class Search : public ::testing::TestWithParam<SearchCase> {};

TEST_P(Search, Finds) {
  const auto& [name, desired, live, allowed, steps, coverage] = GetParam();
  Problems problems;
  const auto plan =
      make_plan(testing::manifest_of(desired), testing::live_of(live), {.terms = {.allowed = allowed}}, problems);
  EXPECT_EQ(testing::described(plan.steps), steps);
  EXPECT_EQ(testing::shown(plan.coverage), coverage);
  EXPECT_TRUE(problems.empty()) << problems.front().message;
}

INSTANTIATE_TEST_SUITE_P(
    Plan, Search,
    ::testing::Values(
        SearchCase{"what_is_allowed_for_one_queue_is_not_allowed_for_another",
                   R"({"user/bob": {"levels": {"X": 3}}, "queue/Q": {"requires": {"X": {"level": 3, "max": 4}}},
                       "user/ana": {"levels": {"A": null, "B": 1}}, "queue/R": {"requires": {"B": {"level": 1}}}})",
                   R"({"skill/A": {}, "skill/B": {}, "skill/X": {},
                       "user/bob": {"levels": {"X": 1}}, "queue/Q": {"requires": {"X": {"level": 1, "max": 2}}},
                       "user/ana": {"levels": {"A": 1}}, "queue/R": {"requires": {"A": {"level": 1}}}})",
                   {{.permit = Permit::starving, .name = "Q"}},
                   {"s1 expand update user/ana", "s2 expand update user/bob", "s3 switch update queue/Q",
                    "s4 switch update queue/R after s1", "s5 contract update user/ana after s4"},
                   "Q 1 1 0, R 1 1 1"},
        SearchCase{"a_queue_asks_anew_before_an_agent_would_be_let_in_for_a_moment",
                   R"({"user/xen": {"levels": {"A": 5}}, "queue/Q": {"requires": {"B": {"level": 1}}}})",
                   R"({"skill/A": {}, "skill/B": {}, "user/xen": {"levels": {"A": 3}},
                       "user/ana": {"levels": {"A": 5, "B": 1}}, "queue/Q": {"requires": {"A": {"level": 4}}}})",
                   {},
                   {"s1 switch update queue/Q", "s2 expand update user/xen after s1"},
                   "Q 1 1 1"},
        SearchCase{
            "what_a_queue_is_to_lose_anyway_goes_before_what_another_is_to_keep",
            R"({"user/ana": {"levels": {"S": 3}}, "user/quin": {"levels": {"T": null}},
                       "user/zoe": {"levels": {"S": 1}}})",
            R"({"skill/S": {}, "skill/T": {}, "user/ana": {"levels": {"S": 1}}, "user/liz": {"levels": {"S": 2}},
                       "user/pat": {"levels": {"S": 3, "T": 1}}, "user/quin": {"levels": {"S": 3, "T": 1}},
                       "user/zoe": {"levels": {"S": 3, "T": 1}},
                       "queue/Q": {"requires": {"S": {"level": 3}, "T": {"level": 1}}},
                       "queue/R": {"requires": {"S": {"level": 1, "max": 2}}}})",
            {},
            {"s1 contract update user/quin", "s2 contract update user/zoe", "s3 expand update user/ana after s2"},
            "Q 3 1 1, R 2 2 2"},
        SearchCase{"whom_a_queue_is_not_open_to_takes_nobodys_place",
                   R"({"user/ana": {"levels": {"A": null}}, "user/cid": {"levels": {"A": 1}}})",
                   R"({"skill/A": {}, "user/ana": {"levels": {"A": 1}}, "user/ben": {"levels": {"A": 1}},
                       "user/cid": {"levels": {}},
                       "queue/Q": {"requires": {"A": {"level": 1}}, "members": {"ana": true, "cid": true}}})",
                   {},
                   {"s1 expand update user/cid", "s2 contract update user/ana after s1"},
                   "Q 1 1 1"},
        SearchCase{
            "as_many_agents_as_may_be_stay_although_fewer_would_do",
            R"({"user/ana": {"levels": {"A": null, "B": 1}}, "user/ben": {"levels": {"A": null, "B": 1}},
                       "queue/Q": {"requires": {"B": {"level": 1}}}})",
            R"({"skill/A": {}, "skill/B": {},
                       "user/ana": {"levels": {"A": 1}}, "user/ben": {"levels": {"A": 1}},
                       "user/cid": {"levels": {"A": 1, "B": 1}}, "user/dan": {"levels": {"A": 1, "B": 1}},
                       "queue/Q": {"requires": {"A": {"level": 1}}}})",
            {},
            {"s1 switch update user/ana", "s2 switch update queue/Q after s1", "s3 switch update user/ben after s2"},
            "Q 4 4 3"}),
    testing::row_name);

TEST(LoneAgents, AreAllThatServeAloneAtSomeTime) {
  Problems problems;
  const auto plan =
      make_plan(testing::manifest_of(R"({"user/ana": {"levels": {"A": null}}, "user/ben": {"levels": {"A": 1}}})"),
                testing::live_of(R"({"skill/A": {}, "skill/B": {}, "user/ana": {"levels": {"A": 1}},
                           "user/ben": {"levels": {}}, "user/cid": {"levels": {"B": 1}},
                           "queue/Q": {"requires": {"A": {"level": 1}}}})"),
                {}, problems);
  EXPECT_EQ(lone_agents(plan), (std::set<std::string>{"id-ana", "id-ben"}));
}

TEST(LoneAgents, AreNobodyWhereTwoAreLeft) {
  Problems problems;
  const auto plan =
      make_plan(testing::manifest_of(R"({"user/ana": {"levels": {"A": null}}})"),
                testing::live_of(R"({"skill/A": {}, "user/ana": {"levels": {"A": 1}}, "user/ben": {"levels": {"A": 1}},
                                     "user/cid": {"levels": {"A": 1}}, "queue/Q": {"requires": {"A": {"level": 1}}}})"),
                {}, problems);
  EXPECT_EQ(lone_agents(plan), std::set<std::string>());
}

}  // namespace
}  // namespace interlock
