// Plans that a person can follow: what is accepted, and what is said of those that were tampered with.
#include "checker/checker.hpp"

#include <gtest/gtest.h>

#include "base/pointer.hpp"
#include "plans.hpp"
#include "support/json.hpp"

namespace interlock::checker {
namespace {

using interlock::testing::json;
using testing::kHandedOver;
using testing::kReplaced;
using testing::told;

/// A place in the file, and what stands there instead; empty: nothing. "/steps/-" is behind the last one.
struct Change {
  const char* pointer;
  const char* text;
};

Value& child(Value& parent, const std::string& key) {
  if (auto* list = parent.as<List>()) return key == "-" ? list->emplace_back() : list->at(std::stoul(key));
  auto* map = parent.as<Map>();
  auto* found = map->find(key);
  return found != nullptr ? *found : map->set(key, Null{});
}

void change(Value& plan, const Change& change) {
  const auto path = pointer_segments(change.pointer);
  auto* parent = &plan;
  for (std::size_t i = 0; i + 1 < path.size(); ++i) parent = &child(*parent, path[i]);
  if (*change.text != '\0') {
    child(*parent, path.back()) = json(change.text);
  } else if (auto* list = parent->as<List>()) {
    list->erase(list->begin() + std::stol(path.back()));
  } else {
    parent->as<Map>()->erase(path.back());
  }
}

struct PlanCase {
  const char* name;
  const char* plan;
  std::vector<Change> changes;
  const char* told;
};
void PrintTo(const PlanCase& test, std::ostream* out) { *out << test.name; }

class CheckPlan : public ::testing::TestWithParam<PlanCase> {};

TEST_P(CheckPlan, Says) {
  auto plan = json(GetParam().plan);
  for (const auto& each : GetParam().changes) change(plan, each);
  EXPECT_EQ(told(check_plan(plan)), GetParam().told);
}

INSTANTIATE_TEST_SUITE_P(
    Checker, CheckPlan,
    ::testing::Values(

        PlanCase{"a_proven_plan_is_accepted", kReplaced, {}, "accepted"},
        PlanCase{"so_is_one_of_the_published_api", kHandedOver, {}, "accepted"},
        PlanCase{"one_more_edge_does_no_harm", kReplaced, {{"/steps/2/after", R"(["s1", "s2"])"}}, "accepted"},
        PlanCase{"a_switch_that_waits_for_one_grant_less_is_short_of_an_agent",
                 kReplaced,
                 {{"/steps/3/after", R"(["s1", "s2"])"}},
                 "coverage (a) is not proven any more: after s1 (create skill 'New'), s2 (update user 'id-ana'), s4 "
                 "(update queue 'Sales'), queue 'Sales' has 1 eligible agent, at least 2 must remain"},
        PlanCase{"a_switch_that_waits_for_no_grant_starves_the_queue",
                 kReplaced,
                 {{"/steps/3/after", R"(["s1"])"}},
                 "coverage (a) is not proven any more: after s1 (create skill 'New'), s4 (update queue 'Sales'), queue "
                 "'Sales' has 0 eligible agents, at least 2 must remain"},
        PlanCase{"a_revocation_that_does_not_wait_for_the_switch",
                 kReplaced,
                 {{"/steps/5/after", R"(["s3"])"}},
                 "coverage (a) is not proven any more: after s1 (create skill 'New'), s3 (update user 'id-ben'), s6 "
                 "(update user 'id-ben'), queue 'Sales' has 1 eligible agent, at least 2 must remain"},
        PlanCase{"a_member_who_leaves_before_another_came_is_an_edge_between_steps_of_one_object",
                 kHandedOver,
                 {{"/steps/1/after", "[]"}},
                 "coverage (a) is not proven any more: after s2 (update queue 'Help'), queue 'Help' has 0 eligible "
                 "agents, at least 1 must remain\nthe order is not proven: s2 (update queue 'Help') writes what s1 "
                 "(update queue 'Help') writes, and does not wait for it"},
        PlanCase{"steps_that_write_what_one_queue_asks_wait_for_each_other",
                 kHandedOver,
                 {{"/steps/3/after", R"(["s2"])"}},
                 "references (b) are not proven any more: s4 (update queue 'Help') names what s3 (create skill_group "
                 "'Help') makes or switches on, and does not wait for it\nthe order is not proven: s4 (update queue "
                 "'Help') writes what s3 (create skill_group 'Help') writes, and does not wait for it"},
        PlanCase{"a_level_of_a_skill_that_is_made_beside_it",
                 kReplaced,
                 {{"/steps/1/after", "[]"}},
                 "references (b) are not proven any more: s2 (update user 'id-ana') names what s1 (create skill 'New') "
                 "makes or switches on, and does not wait for it"},
        PlanCase{"a_skill_that_goes_before_a_profile_drops_it",
                 kReplaced,
                 {{"/steps/6/after", R"(["s4", "s6"])"}},
                 "references (b) are not proven any more: s7 (delete skill 'Old') takes away what only s5 (update user "
                 "'id-ana') stops naming, and does not wait for it"},
        PlanCase{"a_skill_that_goes_while_a_profile_keeps_it",
                 kReplaced,
                 {{"/steps/5/edits", "[]"}},
                 "references (b) are not proven any more: s7 (delete skill 'Old') takes away what 'user/id-ben' names, "
                 "and no step stops that"},
        PlanCase{"a_skill_that_goes_while_the_facts_name_it",
                 kReplaced,
                 {{"/facts/routing/agents/id-eve/levels", R"({"Old": 2})"},
                  {"/facts/routing/queues/Sales/members", R"(["id-ana", "id-ben"])"}},
                 "references (b) are not proven any more: s7 (delete skill 'Old') takes away what 'user/id-eve' names, "
                 "and no step stops that"},
        PlanCase{"a_step_that_stands_before_what_it_waits_for",
                 kReplaced,
                 {{"/steps/4/after", R"(["s2", "s6"])"}},
                 "the plan file cannot be proven again: '/steps/4/after/1': 's6' is no step that stands before"},
        PlanCase{"a_step_that_waits_for_itself",
                 kReplaced,
                 {{"/steps/2/after", R"(["s3"])"}},
                 "the plan file cannot be proven again: '/steps/2/after/0': 's3' is no step that stands before"},
        PlanCase{"two_steps_of_one_id",
                 kReplaced,
                 {{"/steps/2/id", R"("s2")"}},
                 "the plan file cannot be proven again: '/steps/2': 's2' is the id of two steps\nthe plan file cannot "
                 "be proven again: '/steps/3/after/2': 's3' is no step that stands before\nthe plan file cannot be "
                 "proven again: '/steps/5/after/0': 's3' is no step that stands before"},
        PlanCase{"an_edge_to_no_step",
                 kReplaced,
                 {{"/steps/2/after", R"(["s99"])"}},
                 "the plan file cannot be proven again: '/steps/2/after/0': 's99' is no step that stands before"},
        PlanCase{
            "a_step_that_was_slipped_in_makes_an_agent_eligible_for_a_moment",
            kReplaced,
            {{"/steps/6",
              R"({"id": "s8", "verb": "update", "address": "user/eve@example.com", "object_id": "id-eve", "after": [], "edits": [{"path": "/levels/Old", "before": null, "after": 1}]})"},
             {"/facts/routing/sizes/user~1eve@example.com", "0"}},
            "precision (e) is not proven any more: after s8 (update user 'id-eve'), agent 'id-eve' is eligible for "
            "queue 'Sales', and is so neither at the start nor at the end of the plan"},
        PlanCase{
            "what_a_person_accepted_is_not_asked_for",
            kReplaced,
            {{"/steps/6",
              R"({"id": "s8", "verb": "update", "address": "user/eve@example.com", "object_id": "id-eve", "after": [], "edits": [{"path": "/levels/Old", "before": null, "after": 1}]})"},
             {"/facts/routing/sizes/user~1eve@example.com", "0"},
             {"/allowed", R"(["imprecise=Sales"])"},
             {"/certificate/allowed", R"(["imprecise=Sales"])"}},
            "accepted"},
        PlanCase{"a_profile_that_is_too_full_in_between",
                 kReplaced,
                 {{"/facts/routing/limit", "1"}},
                 "limits (f) are not proven any more: after s1 (create skill 'New'), s2 (update user 'id-ana'), the "
                 "profile has 2 levels, at most 1 are allowed\nlimits (f) are not proven any more: after s1 (create "
                 "skill 'New'), s3 (update user 'id-ben'), the profile has 2 levels, at most 1 are allowed"},
        PlanCase{"a_profile_that_was_too_full_may_stay_so",
                 kReplaced,
                 {{"/facts/routing/limit", "1"},
                  {"/facts/routing/sizes/user~1ana@example.com", "9"},
                  {"/facts/routing/sizes/user~1ben@example.com", "9"},
                  {"/steps/1/edits/-", R"({"path": "/levels/Fax", "before": 1, "after": null})"},
                  {"/steps/2/edits/-", R"({"path": "/levels/Fax", "before": 1, "after": null})"}},
                 "accepted"},
        PlanCase{"a_profile_whose_size_no_fact_tells",
                 kReplaced,
                 {{"/facts/routing/sizes/user~1ana@example.com", ""}},
                 "the plan file cannot be proven again: s2 (update user 'id-ana') changes a profile whose size no fact "
                 "tells\nthe plan file cannot be proven again: s5 (update user 'id-ana') changes a profile whose size "
                 "no fact tells"},
        PlanCase{
            "a_member_whose_id_no_fact_tells",
            kHandedOver,
            {{"/facts/ids/user~1ben@example.com", ""}},
            "the plan file cannot be proven again: s1 (update queue 'Help') changes a member whose id no fact tells"},
        PlanCase{"an_agent_who_is_not_active_any_more",
                 kReplaced,
                 {{"/facts/routing/agents/id-ben", ""}},
                 "the certificate is not that of the plan: of queue 'Sales' it says 2 eligible agents at the end, "
                 "found are 1\nthe certificate is not that of the plan: of queue 'Sales' it says 2 eligible agents at "
                 "the start, found are 1\nthe certificate is not that of the plan: of queue 'Sales' it says 2 eligible "
                 "agents in every state, found are 1\nthe certificate is not that of the plan: of queue 'Sales' it "
                 "says agent 'id-ben' is a witness, who is not eligible throughout"},
        PlanCase{"a_number_that_was_raised",
                 kReplaced,
                 {{"/certificate/queues/0/versions/1/never_below", "3"}},
                 "the certificate is not that of the plan: of queue 'Sales' it says 3 eligible agents in every state, "
                 "found are 2"},
        PlanCase{"a_number_that_was_lowered",
                 kReplaced,
                 {{"/certificate/queues/0/never_below", "1"}},
                 "the certificate is not that of the plan: of queue 'Sales' it says 1 eligible agents in every state, "
                 "found are 2"},
        PlanCase{"agents_at_the_start_who_are_not_there",
                 kReplaced,
                 {{"/certificate/queues/0/before", "4"}},
                 "the certificate is not that of the plan: of queue 'Sales' it says 4 eligible agents at the start, "
                 "found are 2"},
        PlanCase{"a_witness_who_is_nobody",
                 kReplaced,
                 {{"/certificate/queues/0/versions/0/witness", R"({"user": "id-eve"})"}},
                 "the certificate is not that of the plan: of queue 'Sales' it says agent 'id-eve' is a witness, who "
                 "is not eligible throughout"},
        PlanCase{"a_witness_who_hands_over_is_none",
                 kHandedOver,
                 {{"/certificate/queues/0/versions/0/witness", R"({"user": "id-ana"})"}},
                 "the certificate is not that of the plan: of queue 'Help' it says agent 'id-ana' is a witness, who is "
                 "not eligible throughout"},
        PlanCase{"a_step_as_the_witness",
                 kReplaced,
                 {{"/certificate/queues/0/versions/0/witness", R"({"step": "s4"})"}},
                 "accepted"},
        PlanCase{"a_step_that_ends_nothing_as_the_witness",
                 kReplaced,
                 {{"/certificate/queues/0/versions/1/witness", R"({"step": "s4"})"}},
                 "the certificate is not that of the plan: of queue 'Sales' it says step 's4' is a witness, which does "
                 "not come before the last agent goes"},
        PlanCase{"no_witness",
                 kReplaced,
                 {{"/certificate/queues/0/versions/0/witness", "null"}},
                 "the certificate is not that of the plan: of queue 'Sales' it says no witness for a version that is "
                 "covered"},
        PlanCase{"a_version_that_was_dropped",
                 kReplaced,
                 {{"/certificate/queues/0/versions/1", ""}, {"/certificate/queues/0/versions/0/until", "null"}},
                 "the certificate is not that of the plan: of queue 'Sales' it says nothing of the version from s4 "
                 "(update queue 'Sales')"},
        PlanCase{"versions_with_a_gap",
                 kReplaced,
                 {{"/certificate/queues/0/versions/1/from", R"("s5")"}},
                 "the certificate is not that of the plan: of queue 'Sales' it says versions that do not follow each "
                 "other from start to end"},
        PlanCase{"a_version_from_a_step_that_changes_nothing",
                 kReplaced,
                 {{"/certificate/queues/0/versions/0/until", R"("s3")"},
                  {"/certificate/queues/0/versions/1/from", R"("s3")"}},
                 "the certificate is not that of the plan: of queue 'Sales' it says a version from s3 (update user "
                 "'id-ben'), which does not change what it asks"},
        PlanCase{
            "a_version_more_where_the_group_is_made_but_not_attached",
            kHandedOver,
            {{"/certificate/queues/0/versions",
              R"([{"from": null, "until": "s3", "never_below": 1, "witness": {"user": "id-ben"}}, {"from": "s3", "until": "s4", "never_below": 1, "witness": {"user": "id-ben"}}, {"from": "s4", "until": null, "never_below": 2, "witness": {"user": "id-ben"}}])"}},
            "accepted"},
        PlanCase{"a_queue_without_a_row",
                 kReplaced,
                 {{"/certificate/queues", "[]"}},
                 "the certificate has no row for queue 'Sales'"},
        PlanCase{"a_row_without_a_queue",
                 kReplaced,
                 {{"/certificate/queues/0/queue", R"("queue/Other")"}},
                 "the certificate has a row for queue 'Other', which no fact tells of or which is gone at the end\nthe "
                 "certificate has no row for queue 'Sales'"},
        PlanCase{"a_row_twice",
                 kReplaced,
                 {{"/certificate/queues/-",
                   R"({"queue": "queue/Sales", "before": 2, "after": 2, "never_below": 2, "versions": []})"}},
                 "the certificate has two rows for queue 'Sales'"},
        PlanCase{"an_allowance_that_nobody_gave",
                 kReplaced,
                 {{"/certificate/allowed", R"(["unproven"])"}},
                 "the certificate counts 'unproven' as accepted, the plan does not allow it"},
        PlanCase{"no_certificate",
                 kReplaced,
                 {{"/certificate", "null"}},
                 "the plan changes who is eligible and has no certificate"},
        PlanCase{
            "no_certificate_is_needed_where_nothing_is_routed_otherwise",
            kReplaced,
            {{"/certificate", "null"},
             {"/steps",
              R"([{"id": "s1", "verb": "update", "address": "schedule/Main", "object_id": null, "after": [], "edits": []}])"}},
            "accepted"},
        PlanCase{"no_facts",
                 kReplaced,
                 {{"/facts/routing", ""}},
                 "the plan has no facts that its certificate could stand on"},
        PlanCase{"a_list_as_the_plan",
                 kReplaced,
                 {{"/steps", "{}"}},
                 "the plan file cannot be proven again: '/steps': a list must stand there, not map"},
        PlanCase{"a_level_that_is_none",
                 kReplaced,
                 {{"/steps/1/edits/0/after", R"("high")"}},
                 "the plan file cannot be proven again: 's2': a level with at most two decimals must stand there"},
        PlanCase{"a_level_with_three_decimals",
                 kReplaced,
                 {{"/steps/1/edits/0/after", "2.125"}},
                 "the plan file cannot be proven again: 's2': a level with at most two decimals must stand there"},
        PlanCase{"a_level_out_of_every_range",
                 kReplaced,
                 {{"/steps/1/edits/0/after", "99999999999"}},
                 "the plan file cannot be proven again: 's2': a level with at most two decimals must stand there"},
        PlanCase{"levels_as_a_whole",
                 kReplaced,
                 {{"/steps/1/edits/0/path", R"("/levels")"}},
                 "the plan file cannot be proven again: s2 (update user 'id-ana') changes 'levels' as a whole, which "
                 "this check cannot judge"},
        PlanCase{"a_number_of_agents_below_none",
                 kReplaced,
                 {{"/certificate/queues/0/before", "-1"}},
                 "the plan file cannot be proven again: '/certificate/queues/0/before': a whole number from 0 must "
                 "stand there"},
        PlanCase{"a_user_without_an_id",
                 kReplaced,
                 {{"/steps/1/object_id", "null"}},
                 "the plan file cannot be proven again: '/steps/1': the step of a user has no object_id"},
        PlanCase{"a_hostile_name",
                 kReplaced,
                 {{"/steps/3/address", R"("queue/Sa\u001b[2Jles")"}},
                 "references (b) are not proven any more: s7 (delete skill 'Old') takes away what 'queue/Sales' names, "
                 "and no step stops that\nthe certificate is not that of the plan: of queue 'Sales' it says a version "
                 "from s4 (update queue 'Sa\\x1b[2Jles'), which does not change what it asks"}),
    [](const auto& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace interlock::checker
