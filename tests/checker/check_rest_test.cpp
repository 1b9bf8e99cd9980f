// What is left of a plan, in a tenant that somebody else changed too.
#include <gtest/gtest.h>

#include "checker/checker.hpp"
#include "plans.hpp"
#include "support/json.hpp"

namespace interlock::checker {
namespace {

using interlock::testing::json;
using interlock::testing::json_map;
using testing::kReplaced;
using testing::told;

/// Published API: a queue goes, then the skill group that stated what it asked for, then the skill that that named.
constexpr const char* kClosedDown = R"({
  "api": "published", "allowed": [],
  "steps": [
    {"id": "s1", "verb": "delete", "address": "queue/Help", "object_id": "id-help", "after": [], "edits": []},
    {"id": "s2", "verb": "delete", "address": "skill_group/Help", "object_id": "id-group", "after": ["s1"], "edits": []},
    {"id": "s3", "verb": "delete", "address": "skill/Chat", "object_id": "id-chat", "after": ["s2"], "edits": []}
  ],
  "facts": {"ids": {}, "routing": {
    "limit": 100, "skills": {"Chat": true}, "profiles": {}, "agents": {"id-ben": {"levels": {}}}, "sizes": {},
    "queues": {"Help": {"members": [], "floor": 0, "assumes": [],
                        "group": {"attached": true, "requires": {"Chat": {"level": 2}}}}}}},
  "certificate": {"allowed": [], "queues": []}
})";

struct RestCase {
  const char* name;
  const char* plan;
  std::set<std::string> done;
  std::set<std::string> dropped;
  const char* now;
  const char* told;
};
void PrintTo(const RestCase& test, std::ostream* out) { *out << test.name; }

class CheckRest : public ::testing::TestWithParam<RestCase> {};

TEST_P(CheckRest, Says) {
  const auto& test = GetParam();
  EXPECT_EQ(told(check_rest(json(test.plan), {test.done, test.dropped, json_map(test.now)})), test.told);
}

INSTANTIATE_TEST_SUITE_P(
    Checker, CheckRest,
    ::testing::Values(
        RestCase{"all_is_left", kReplaced, {}, {}, "{}", "accepted"},
        RestCase{"the_grants_are_in", kReplaced, {"s1", "s2", "s3"}, {}, "{}", "accepted"},
        RestCase{"all_is_in", kReplaced, {"s1", "s2", "s3", "s4", "s5", "s6", "s7"}, {}, "{}", "accepted"},
        RestCase{"a_step_is_in_before_what_it_waits_for",
                 kReplaced,
                 {"s2"},
                 {},
                 "{}",
                 "s2 (update user 'id-ana') waits for s1 (create skill 'New'), which is not in"},
        RestCase{"somebody_took_the_new_level_away_again",
                 kReplaced,
                 {"s1", "s2", "s3"},
                 {},
                 R"({"agents": {"id-ben": {"levels": {"Old": 1}}}})",
                 "coverage (a) is not proven any more: after s4 (update queue 'Sales'), queue 'Sales' has 1 eligible "
                 "agent, at least 2 must remain"},
        RestCase{"somebody_took_all_levels_away_before",
                 kReplaced,
                 {"s1", "s2", "s3"},
                 {},
                 R"({"agents": {"id-ben": {"levels": {}}}})",
                 "accepted"},
        RestCase{"somebody_gave_the_level_to_another",
                 kReplaced,
                 {"s1", "s2", "s3"},
                 {},
                 R"({"agents": {"id-eve": {"levels": {"New": 1}}}})",
                 "accepted"},
        RestCase{"the_agent_is_not_active_any_more",
                 kReplaced,
                 {"s1", "s2", "s3"},
                 {},
                 R"({"agents": {"id-ben": null}})",
                 "accepted"},
        RestCase{"the_queue_asks_for_more_meanwhile",
                 kReplaced,
                 {"s1", "s2"},
                 {},
                 R"({"queues": {"Sales": {"requires": {"Old": {"level": 1}, "Tea": {"level": 1}}}}})",
                 "accepted"},
        RestCase{"the_queue_that_named_what_goes_next_is_gone_already", kClosedDown, {"s1"}, {}, "{}", "accepted"},
        RestCase{"so_is_its_skill_group", kClosedDown, {"s1", "s2"}, {}, "{}", "accepted"},
        RestCase{"the_queue_is_gone_meanwhile", kReplaced, {"s1"}, {}, R"({"queues": {"Sales": null}})", "accepted"},
        RestCase{"facts_of_another_shape",
                 kReplaced,
                 {},
                 {},
                 R"({"agents": []})",
                 "the plan file cannot be proven again: '/now/agents': a map must stand there, not list"},
        RestCase{"what_waits_for_a_step_that_is_left_out_is_left_out_too",
                 kReplaced,
                 {"s1"},
                 {"s3"},
                 "{}",
                 "s4 (update queue 'Sales') waits for s3 (update user 'id-ben'), which is not in\ns6 (update user "
                 "'id-ben') waits for s3 (update user 'id-ben'), which is not in"},
        RestCase{"a_grant_is_left_out_with_all_that_waits_for_it",
                 kReplaced,
                 {"s1"},
                 {"s3", "s4", "s5", "s6", "s7"},
                 "{}",
                 "accepted"}),
    [](const auto& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace interlock::checker
