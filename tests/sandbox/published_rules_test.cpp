// Every rule of the published API as an exchange: what is sent, what comes back.
#include <gtest/gtest.h>

#include "base/pointer.hpp"
#include "codec/json.hpp"
#include "support/ask.hpp"
#include "support/names.hpp"
#include "support/published_tenant.hpp"
#include "support/sandbox_world.hpp"

namespace interlock {
namespace {

using testing::ask_published;
using testing::body_of;

struct Exchange {
  std::string line;
  std::string body{};
};

struct PublishedCase {
  const char* name;
  std::vector<Exchange> exchanges;  // the last one is looked at, the others succeed
  std::string verdict;
  std::string pointer{};  // into the answer
  std::string found{};    // the JSON there, or "nothing"
  std::string unsettled = "{}";
};

class Published : public ::testing::TestWithParam<PublishedCase> {};

TEST_P(Published, Answers) {
  const auto& row = GetParam();
  auto sandbox = testing::make_sandbox(
      testing::published_centre().with("unsettled", *parse_json(row.unsettled, "unsettled")).document());
  Response response;
  Value before;
  for (const auto& exchange : row.exchanges) {
    before = sandbox.document();
    response = ask_published(sandbox, exchange.line, exchange.body);
    const bool is_last = &exchange == &row.exchanges.back();
    ASSERT_TRUE(is_last || response.status < 300) << exchange.line << " " << response.body;
  }
  EXPECT_EQ(testing::verdict_of(response), row.verdict) << response.body;
  if (response.status >= 300) {
    EXPECT_EQ(sandbox.document(), before);
  }
  EXPECT_TRUE(Sandbox::load(sandbox.document(), {}, "again.json")) << "what is saved can be loaded";
  if (row.pointer.empty()) return;
  const auto body = body_of(response);
  const auto* found = value_at(body, row.pointer);
  EXPECT_EQ(found != nullptr ? write_json(*found) : "nothing", row.found) << response.body;
}

using C = PublishedCase;
const std::string kSkills = "/api/v2/routing/skills";
const std::string kAna = "/api/v2/users/user-ana/routingskills";
const std::string kAnaSpeaks = "/api/v2/users/user-ana/routinglanguages";
const std::string kQueues = "/api/v2/routing/queues";
const std::string kGroups = "/api/v2/routing/skillgroups";
const std::string kArchitect = "/api/v2/architect";
const std::string kRows = "/api/v2/flows/datatables/table-Sites/rows";
const std::string kTrunks = "/api/v2/telephony/providers/edges/trunkbasesettings";
const std::string kDivisions = "/api/v2/authorization/divisions";
const std::string kInvoicesGroup =
    R"("skillConditions":[{"operation":"And","languageSkillConditions":[],"routingSkillConditions":[)"
    R"({"routingSkill":"Billing","comparator":"GreaterThan","proficiency":0}]}])";

INSTANTIATE_TEST_SUITE_P(
    Skills, Published,
    ::testing::Values(
        C{"a_new_skill_is_active", {{"POST " + kSkills, R"({"name":"New"})"}}, "200", "/state", R"("active")"},
        C{"its_version_is_text", {{"POST " + kSkills, R"({"name":"New"})"}}, "200", "/version", R"("1")"},
        C{"a_skill_has_the_home_division", {{"GET " + kSkills + "/skill-Idle"}}, "200", "/division/id", R"("home")"},
        C{"a_new_skill_in_a_division",
          {{"POST " + kSkills, R"({"name":"New","divisionId":"apac"})"}},
          "200",
          "/division/name",
          R"("APAC")"},
        C{"read_only_fields_are_ignored",
          {{"POST " + kSkills, R"({"name":"New","id":"mine","state":"deleted"})"}},
          "200",
          "/state",
          R"("active")"},
        C{"a_taken_name", {{"POST " + kSkills, R"({"name":"Idle"})"}}, "409 general.conflict"},
        C{"no_name", {{"POST " + kSkills, "{}"}}, "400 bad.request"},
        C{"a_disabled_skill_is_inactive", {{"GET " + kSkills + "/skill-Off"}}, "200", "/state", R"("inactive")"},
        C{"what_the_guide_knows_is_not_shown", {{"GET " + kSkills + "/skill-Off"}}, "200", "/enabled", "nothing"},
        C{"there_is_no_put", {{"PUT " + kSkills + "/skill-Idle", R"({"name":"X"})"}}, "405 method.not.allowed"},
        C{"moved_to_a_division",
          {{"PATCH " + kSkills + "/skill-Idle", R"({"divisionId":"apac"})"}},
          "200",
          "/division/id",
          R"("apac")"},
        C{"a_free_skill_is_deleted", {{"DELETE " + kSkills + "/skill-Idle"}}, "200"},
        C{"a_deleted_skill_is_gone",
          {{"DELETE " + kSkills + "/skill-Idle"}, {"GET " + kSkills + "/skill-Idle"}},
          "404 not.found"},
        C{"or_stays_with_a_state",
          {{"DELETE " + kSkills + "/skill-Idle"}, {"GET " + kSkills + "/skill-Idle"}},
          "200",
          "/state",
          R"("deleted")",
          R"({"deleted_skill":"state"})"},
        C{"a_skill_in_use_is_kept", {{"DELETE " + kSkills + "/skill-Billing"}}, "409 request.conflict"},
        C{"or_taken_from_everybody",
          {{"DELETE " + kSkills + "/skill-Billing"}, {"GET " + kAna}},
          "200",
          "/entities",
          "[]",
          R"({"skill_in_use":"removes_assignments"})"},
        C{"a_new_language", {{"POST /api/v2/routing/languages", R"({"name":"fr"})"}}, "200", "/state", R"("active")"},
        C{"a_taken_language", {{"POST /api/v2/routing/languages", R"({"name":"en"})"}}, "400 general.conflict"},
        C{"a_spoken_language_is_kept", {{"DELETE /api/v2/routing/languages/language-en"}}, "409 request.conflict"},
        C{"a_language_nobody_speaks_is_deleted", {{"DELETE /api/v2/routing/languages/language-de"}}, "200"}),
    testing::row_name);

INSTANTIATE_TEST_SUITE_P(
    Users, Published,
    ::testing::Values(
        C{"only_active_users_are_listed", {{"GET /api/v2/users"}}, "200", "/total", "2"},
        C{"unless_another_state_is_asked_for",
          {{"GET /api/v2/users?state=inactive"}},
          "200",
          "/entities/0/id",
          R"("user-cy")"},
        C{"a_user_has_a_version", {{"GET /api/v2/users/user-ana"}}, "200", "/version", "1"},
        C{"skills_are_shown_on_demand", {{"GET /api/v2/users/user-ana"}}, "200", "/skills", "nothing"},
        C{"expanded_skills",
          {{"GET /api/v2/users/user-ana?expand=skills,languages"}},
          "200",
          "/skills/0",
          R"({"id":"skill-Billing","name":"Billing","proficiency":3,)"
          R"("selfUri":"/api/v2/users/user-ana/routingskills/skill-Billing",)"
          R"("skillUri":"/api/v2/routing/skills/skill-Billing","state":"active"})"},
        C{"an_unknown_user", {{"GET /api/v2/users/nobody/routingskills"}}, "404 general.resource.not.found"},
        C{"one_skill_is_added",
          {{"POST " + kAna, R"({"id":"skill-Idle","proficiency":2.5})"}},
          "200",
          "/proficiency",
          "2.5"},
        C{"a_bulk_patch_keeps_the_others",
          {{"PATCH " + kAna + "/bulk", R"([{"id":"skill-Idle","proficiency":1}])"}},
          "200",
          "/total",
          "2"},
        C{"a_bulk_put_replaces_all",
          {{"PUT " + kAna + "/bulk", R"([{"id":"skill-Idle","proficiency":1}])"}},
          "200",
          "/total",
          "1"},
        C{"the_other_users_version_goes_up",
          {{"PUT " + kAna + "/bulk", "[]"}, {"GET /api/v2/users/user-ana"}},
          "200",
          "/version",
          "2"},
        C{"one_skill_is_set",
          {{"PUT " + kAna + "/skill-Billing", R"({"id":"skill-Billing","proficiency":5.0})"}},
          "200",
          "/proficiency",
          "5"},
        C{"one_skill_is_taken", {{"DELETE " + kAna + "/skill-Billing"}}, "200"},
        C{"a_skill_that_the_user_lacks", {{"DELETE " + kAna + "/skill-Idle"}}, "404 general.resource.not.found"},
        C{"an_unknown_skill_in_a_patch",
          {{"PATCH " + kAna + "/bulk", R"([{"id":"x","proficiency":1}])"}},
          "404 not.found"},
        C{"an_unknown_skill_in_a_put",
          {{"PUT " + kAna + "/bulk", R"([{"id":"x","proficiency":1}])"}},
          "404 general.resource.not.found"},
        C{"a_proficiency_over_five",
          {{"POST " + kAna, R"({"id":"skill-Idle","proficiency":5.1})"}},
          "400 invalid.value"},
        C{"a_proficiency_of_nought",
          {{"POST " + kAna, R"({"id":"skill-Idle","proficiency":0})"}},
          "200",
          "/proficiency",
          "0"},
        C{"a_skill_twice",
          {{"PUT " + kAna + "/bulk", R"([{"id":"skill-Idle","proficiency":1},{"id":"skill-Idle","proficiency":2}])"}},
          "400 general.conflict"},
        C{"languages_are_rounded",
          {{"POST " + kAnaSpeaks, R"({"id":"language-de","proficiency":3.6})"}},
          "200",
          "/proficiency",
          "4"},
        C{"one_language_is_patched",
          {{"PATCH " + kAnaSpeaks + "/language-en", R"({"proficiency":2})"}},
          "200",
          "/languageUri",
          R"("/api/v2/routing/languages/language-en")"},
        C{"languages_in_bulk",
          {{"PATCH " + kAnaSpeaks + "/bulk", R"([{"id":"language-de","proficiency":1}])"}},
          "200",
          "/total",
          "2"},
        C{"there_is_no_bulk_put_of_languages", {{"PUT " + kAnaSpeaks + "/bulk", "[]"}}, "405 method.not.allowed"},
        C{"a_language_is_taken", {{"DELETE " + kAnaSpeaks + "/language-en"}}, "204"}),
    testing::row_name);

INSTANTIATE_TEST_SUITE_P(
    Queues, Published,
    ::testing::Values(
        C{"defaults_are_filled_in",
          {{"POST " + kQueues, R"({"name":"Q"})"}},
          "200",
          "/skillEvaluationMethod",
          R"("ALL")"},
        C{"media_are_filled_in_one_by_one",
          {{"POST " + kQueues, R"({"name":"Q","mediaSettings":{"call":{"alertingTimeoutSeconds":20}}})"}},
          "200",
          "/mediaSettings/call",
          R"({"alertingTimeoutSeconds":20,"enableAutoAnswer":false,)"
          R"("serviceLevel":{"durationMs":20000,"percentage":0.8}})"},
        C{"requirements_are_not_shown", {{"GET " + kQueues + "/queue-Invoices"}}, "200", "/skills", "nothing"},
        C{"member_groups_have_names",
          {{"GET " + kQueues + "/queue-Invoices"}},
          "200",
          "/memberGroups/0",
          R"({"id":"group-Invoices","name":"Invoices","selfUri":"/api/v2/routing/skillgroups/group-Invoices",)"
          R"("type":"SKILLGROUP"})"},
        C{"members_of_groups_are_counted", {{"GET " + kQueues + "/queue-Invoices"}}, "200", "/memberCount", "1"},
        C{"but_not_as_users", {{"GET " + kQueues + "/queue-Invoices"}}, "200", "/userMemberCount", "0"},
        C{"what_a_put_leaves_out_is_gone",
          {{"PUT " + kQueues + "/queue-Invoices", R"({"name":"Invoices"})"}},
          "200",
          "/memberGroups",
          "[]"},
        C{"a_put_ignores_the_counters",
          {{"PUT " + kQueues + "/queue-Desk", R"({"name":"Desk","memberCount":9,"dateCreated":"x"})"}},
          "200",
          "/memberCount",
          "1"},
        C{"a_put_moves_no_queue",
          {{"PUT " + kQueues + "/queue-Desk", R"({"name":"Desk","division":{"id":"apac"}})"}},
          "200",
          "/division/id",
          R"("home")"},
        C{"fields_that_no_rule_knows_are_kept",
          {{"PUT " + kQueues + "/queue-Desk", R"({"name":"Desk","directRouting":{"agentWaitSeconds":9}})"}},
          "200",
          "/directRouting/agentWaitSeconds",
          "9"},
        C{"a_taken_queue_name", {{"POST " + kQueues, R"({"name":"Desk"})"}}, "400 duplicate.name"},
        C{"an_unknown_flow", {{"POST " + kQueues, R"({"name":"Q","queueFlow":{"id":"x"}})"}}, "400 resource.not.found"},
        C{"an_unknown_skill_to_remove",
          {{"POST " + kQueues, R"({"name":"Q","bullseye":{"rings":[{"actions":{"skillsToRemove":[{"id":"x"}]}}]}})"}},
          "400 skill.does.not.exist"},
        C{"an_unknown_evaluation",
          {{"POST " + kQueues, R"({"name":"Q","skillEvaluationMethod":"SOME"})"}},
          "400 invalid.value"},
        C{"a_queue_that_is_not_there", {{"GET " + kQueues + "/x"}}, "404 resource.not.found"},
        C{"a_queue_with_members_is_active", {{"DELETE " + kQueues + "/queue-Desk"}}, "400 active.queue"},
        C{"unless_it_is_forced", {{"DELETE " + kQueues + "/queue-Desk?forceDelete=true"}}, "200"},
        C{"members_come_without_a_total", {{"GET " + kQueues + "/queue-Desk/members"}}, "200", "/total", "nothing"},
        C{"members_by_group",
          {{"GET " + kQueues + "/queue-Invoices/members?memberBy=group"}},
          "200",
          "/entities/0/id",
          R"("user-ana")"},
        C{"members_by_user", {{"GET " + kQueues + "/queue-Invoices/members?memberBy=user"}}, "200", "/entities", "[]"},
        C{"a_member_is_added",
          {{"POST " + kQueues + "/queue-Desk/members", R"([{"id":"user-ana"}])"}, {"GET " + kQueues + "/queue-Desk"}},
          "200",
          "/userMemberCount",
          "2"},
        C{"members_are_removed_in_bulk",
          {{"POST " + kQueues + "/queue-Desk/members?delete=true", R"([{"id":"user-ben"}])"},
           {"GET " + kQueues + "/queue-Desk/members"}},
          "200",
          "/entities",
          "[]"},
        C{"one_member_is_removed", {{"DELETE " + kQueues + "/queue-Desk/members/user-ben"}}, "204"},
        C{"a_member_who_is_none", {{"DELETE " + kQueues + "/queue-Desk/members/user-ana"}}, "404 resource.not.found"},
        C{"a_member_who_is_nobody", {{"POST " + kQueues + "/queue-Desk/members", R"([{"id":"x"}])"}}, "400 invalid.id"},
        C{"codes_of_a_queue", {{"GET " + kQueues + "/queue-Desk/wrapupcodes"}}, "200", "/entities/0/name", R"("Done")"},
        C{"a_code_is_added",
          {{"POST " + kQueues + "/queue-Desk/wrapupcodes", R"([{"id":"code-Later"}])"}},
          "200",
          "/0/name",
          R"("Later")"},
        C{"a_code_is_taken", {{"DELETE " + kQueues + "/queue-Desk/wrapupcodes/code-Done"}}, "200"},
        C{"a_deleted_code_leaves_its_queues",
          {{"DELETE /api/v2/routing/wrapupcodes/code-Done"}, {"GET " + kQueues + "/queue-Desk/wrapupcodes"}},
          "200",
          "/entities",
          "[]"},
        C{"a_code_of_all_divisions",
          {{"POST /api/v2/routing/wrapupcodes", R"({"name":"X","division":{"id":"*"}})"}},
          "200",
          "/division/id",
          R"("*")"},
        C{"a_taken_code_name",
          {{"PUT /api/v2/routing/wrapupcodes/code-Done", R"({"name":"Later"})"}},
          "400 duplicate.name"}),
    testing::row_name);

INSTANTIATE_TEST_SUITE_P(
    SkillGroups, Published,
    ::testing::Values(
        C{"items_lack_the_conditions", {{"GET " + kGroups}}, "200", "/entities/0/skillConditions", "nothing"},
        C{"a_read_by_id_has_them",
          {{"GET " + kGroups + "/group-Invoices"}},
          "200",
          "/skillConditions/0/routingSkillConditions/0/routingSkill",
          R"("Billing")"},
        C{"agents_are_counted", {{"GET " + kGroups + "/group-Invoices"}}, "200", "/memberCount", "1"},
        C{"a_patch_changes_what_it_names",
          {{"PATCH " + kGroups + "/group-Invoices", R"({"description":"d"})"}},
          "200",
          "/name",
          R"("Invoices")"},
        C{"a_new_group",
          {{"POST " + kGroups, R"({"name":"G","memberDivisions":["*"],)" + kInvoicesGroup + "}"}},
          "200",
          "/memberCount",
          "2"},
        C{"a_taken_group_name",
          {{"POST " + kGroups, R"({"name":"Invoices",)" + kInvoicesGroup + "}"}},
          "400 group.name.in.use"},
        C{"no_conditions", {{"POST " + kGroups, R"({"name":"G"})"}}, "400 bad.request"},
        C{"an_unknown_skill_in_a_condition",
          {{"PATCH " + kGroups + "/group-Invoices",
            R"({"skillConditions":[{"operation":"And","languageSkillConditions":[],"routingSkillConditions":[)"
            R"({"routingSkill":"Nope","comparator":"EqualTo","proficiency":1}]}]})"}},
          "400 general.bad.request"},
        C{"divisions_are_added",
          {{"POST " + kGroups + "/group-Invoices/members/divisions",
            R"({"addDivisionIds":["apac"],"removeDivisionIds":["*"]})"}},
          "204"},
        C{"a_group_is_deleted_and_leaves_its_queue",
          {{"DELETE " + kGroups + "/group-Invoices"}, {"GET " + kQueues + "/queue-Invoices"}},
          "200",
          "/memberGroups",
          "[]"}),
    testing::row_name);

INSTANTIATE_TEST_SUITE_P(
    Architect, Published,
    ::testing::Values(
        C{"a_schedule_without_times_is_always_on",
          {{"GET " + kArchitect + "/schedules/schedule-Hours"}},
          "200",
          "/start",
          R"("2020-01-01T00:00:00.000")"},
        C{"closed_does_not_exist", {{"GET " + kArchitect + "/schedules/schedule-Hours"}}, "200", "/closed", "nothing"},
        C{"a_put_without_a_version",
          {{"PUT " + kArchitect + "/schedules/schedule-Hours",
            R"({"name":"Hours","start":"2026-01-05T08:00:00","end":"2026-01-05T18:00:00"})"}},
          "400 general.bad.request"},
        C{"is_accepted_on_demand",
          {{"PUT " + kArchitect + "/schedules/schedule-Hours",
            R"({"name":"Hours","start":"2026-01-05T08:00:00","end":"2026-01-05T18:00:00"})"}},
          "200",
          "/version",
          "2",
          R"({"put_without_version":"accepted"})"},
        C{"a_put_with_another_version",
          {{"PUT " + kArchitect + "/schedules/schedule-Hours",
            R"({"name":"Hours","start":"2026-01-05T08:00:00","end":"2026-01-05T18:00:00","version":2})"}},
          "409 general.conflict"},
        C{"a_time_with_a_zone",
          {{"POST " + kArchitect + "/schedules",
            R"({"name":"S","start":"2026-01-05T08:00:00Z","end":"2026-01-05T18:00:00"})"}},
          "400 invalid.date"},
        C{"times_may_have_six_digits",
          {{"POST " + kArchitect + "/schedules",
            R"({"name":"S","start":"2026-01-05T08:00:00.000000","end":"2026-01-05T18:00:00.000000"})"}},
          "200",
          "/version",
          "1"},
        C{"a_schedule_in_a_group_is_kept",
          {{"DELETE " + kArchitect + "/schedules/schedule-Hours"}},
          "409 general.conflict"},
        C{"references_come_back_with_names",
          {{"GET " + kArchitect + "/schedulegroups/hours-Main"}},
          "200",
          "/openSchedules/0",
          R"({"id":"schedule-Hours","name":"Hours","selfUri":"/api/v2/architect/schedules/schedule-Hours"})"},
        C{"a_group_of_a_line_is_kept",
          {{"DELETE " + kArchitect + "/schedulegroups/hours-Main"}},
          "409 general.conflict"},
        C{"an_unknown_schedule",
          {{"PUT " + kArchitect + "/schedulegroups/hours-Main",
            R"({"name":"Main","openSchedules":[{"id":"x"}],"version":1})"}},
          "400 general.bad.request"},
        C{"an_emergency_is_switched_on",
          {{"PUT " + kArchitect + "/emergencygroups/emergency-Down", R"({"name":"Down","enabled":true,"version":7})"}},
          "200",
          "/enabled",
          "true"},
        C{"the_line_of_an_emergency_is_kept", {{"DELETE " + kArchitect + "/ivrs/ivr-Line"}}, "409 general.conflict"},
        C{"a_number_of_another_line",
          {{"POST " + kArchitect + "/ivrs", R"({"name":"L","dnis":["+6531234567"]})"}},
          "400 general.bad.request"},
        C{"a_schedule_group_without_flows",
          {{"POST " + kArchitect + "/ivrs", R"({"name":"L","scheduleGroup":{"id":"hours-Main"}})"}},
          "400 general.bad.request"},
        C{"a_flow", {{"GET /api/v2/flows/flow-B"}}, "200", "/type", R"("INQUEUECALL")"},
        C{"a_flow_that_is_not_there", {{"GET /api/v2/flows/x"}}, "404 architect.flow.not.found"},
        C{"prompts", {{"GET " + kArchitect + "/prompts"}}, "200", "/entities/0/name", R"("Hold")"},
        C{"scripts", {{"GET /api/v2/scripts"}}, "200", "/total", "1"},
        C{"groups_have_a_type", {{"GET /api/v2/groups"}}, "200", "/entities/0/type", R"("official")"},
        C{"teams_come_by_cursor", {{"GET /api/v2/teams"}}, "200", "/total", "nothing"}),
    testing::row_name);

INSTANTIATE_TEST_SUITE_P(
    Tables, Published,
    ::testing::Values(
        C{"a_table_hides_its_schema", {{"GET /api/v2/flows/datatables/table-Sites"}}, "200", "/schema", "nothing"},
        C{"unless_expanded",
          {{"GET /api/v2/flows/datatables?expand=schema"}},
          "200",
          "/entities/0/schema/properties/tries/type",
          R"("integer")"},
        C{"columns_cannot_go",
          {{"PUT /api/v2/flows/datatables/table-Sites",
            R"({"name":"Sites","schema":{"properties":{"key":{"type":"string"}}}})"}},
          "400 flows.datatables.cannot.remove.fields"},
        C{"a_taken_table_name",
          {{"POST /api/v2/flows/datatables", R"({"name":"Sites","schema":{"properties":{"key":{"type":"string"}}}})"}},
          "409 flows.datatables.not.unique"},
        C{"a_table_is_deleted_with_its_rows",
          {{"DELETE /api/v2/flows/datatables/table-Sites"}, {"GET " + kRows}},
          "404 flows.datatables.table.not.found"},
        C{"rows_are_brief", {{"GET " + kRows}}, "200", "/entities/0", R"({"key":"SIN"})"},
        C{"also_by_key", {{"GET " + kRows + "/SIN"}}, "200", "/closed", "nothing"},
        C{"unless_told_otherwise", {{"GET " + kRows + "/SIN?showbrief=false"}}, "200", "/closed", "false"},
        C{"the_default_of_a_column", {{"PUT " + kRows + "/SIN", R"({"key":"SIN"})"}}, "200", "/closed", "true"},
        C{"an_unknown_column", {{"POST " + kRows, R"({"key":"X","more":1})"}}, "400 flows.datatables.schema.exception"},
        C{"a_column_of_another_type",
          {{"POST " + kRows, R"({"key":"X","tries":"1"})"}},
          "400 flows.datatables.schema.exception"},
        C{"a_taken_key", {{"POST " + kRows, R"({"key":"SIN"})"}}, "409 flows.datatables.not.unique"},
        C{"a_row_that_is_not_there", {{"PUT " + kRows + "/X", R"({"key":"X"})"}}, "404 flows.datatables.row.not.found"},
        C{"a_row_is_deleted", {{"DELETE " + kRows + "/SIN"}}, "204"}),
    testing::row_name);

INSTANTIATE_TEST_SUITE_P(
    Organisation, Published,
    ::testing::Values(
        C{"the_organisation_has_a_version", {{"GET /api/v2/organizations/me"}}, "200", "/version", "1"},
        C{"the_home_division", {{"GET " + kDivisions + "/home"}}, "200", "/id", R"("home")"},
        C{"a_new_division",
          {{"POST " + kDivisions, R"({"name":"E","description":""})"}},
          "200",
          "/homeDivision",
          "false"},
        C{"a_division_needs_a_description", {{"POST " + kDivisions, R"({"name":"E"})"}}, "400 bad.request"},
        C{"an_empty_division_is_deleted", {{"DELETE " + kDivisions + "/apac"}}, "204"},
        C{"a_division_with_objects_is_kept",
          {{"POST " + kDivisions + "/apac/objects/QUEUE", R"(["queue-Desk"])"}, {"DELETE " + kDivisions + "/apac"}},
          "400 precondition.failure"},
        C{"objects_move",
          {{"POST " + kDivisions + "/apac/objects/QUEUE", R"(["queue-Desk"])"}, {"GET " + kQueues + "/queue-Desk"}},
          "200",
          "/division/id",
          R"("apac")"},
        C{"objects_of_no_known_type", {{"POST " + kDivisions + "/apac/objects/SHOE", R"(["x"])"}}, "400 invalid.value"},
        C{"utilization_has_defaults",
          {{"GET /api/v2/routing/utilization"}},
          "200",
          "/utilization/call/maximumCapacity",
          "1"},
        C{"media_left_out_return_to_them",
          {{"PUT /api/v2/routing/utilization", R"({"utilization":{"call":{"maximumCapacity":2}}})"},
           {"PUT /api/v2/routing/utilization", R"({"utilization":{"email":{"maximumCapacity":2}}})"}},
          "200",
          "/utilization/call/maximumCapacity",
          "1"},
        C{"a_media_of_its_own_kind",
          {{"PUT /api/v2/routing/utilization",
            R"({"utilization":{"call":{"maximumCapacity":1,"interruptableMediaTypes":["call"]}}})"}},
          "400 interrupt.same.media.type"},
        C{"a_user_has_that_of_the_organisation",
          {{"GET /api/v2/routing/users/user-ana/utilization"}},
          "200",
          "/level",
          R"("Organization")"},
        C{"or_an_own_one",
          {{"PUT /api/v2/routing/users/user-ana/utilization", R"({"utilization":{"call":{"maximumCapacity":2}}})"}},
          "200",
          "/level",
          R"("Agent")"},
        C{"trunk_properties_stay_out_of_lists", {{"GET " + kTrunks}}, "200", "/entities/0/properties", "nothing"},
        C{"unless_asked_for",
          {{"GET " + kTrunks + "?expand=properties"}},
          "200",
          "/entities/0/properties/p",
          R"({"value":{"instance":true}})"},
        C{"a_trunk_base_of_another_version",
          {{"PUT " + kTrunks + "/trunk-SG",
            R"({"name":"SG","trunkType":"EXTERNAL","trunkMetabase":{"id":"m"},"version":2})"}},
          "409 general.conflict"},
        C{"a_trunk_base_is_deleted", {{"DELETE " + kTrunks + "/trunk-SG"}}, "200"}),
    testing::row_name);

}  // namespace
}  // namespace interlock
