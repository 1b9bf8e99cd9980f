// The rules of the published API beyond people and queues, as published_rules_test.cpp has them.
#include <gtest/gtest.h>

#include "support/names.hpp"
#include "support/published_case.hpp"
#include "support/published_paths.hpp"

namespace interlock {
namespace {

using testing::kArchitect;
using testing::kDivisions;
using testing::kQueues;
using testing::kRows;
using testing::kTrunks;

class PublishedArchitect : public ::testing::TestWithParam<testing::PublishedCase> {};

TEST_P(PublishedArchitect, Answers) { testing::expect_answer(GetParam()); }

using C = testing::PublishedCase;

INSTANTIATE_TEST_SUITE_P(
    Architect, PublishedArchitect,
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
    Tables, PublishedArchitect,
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
    Organisation, PublishedArchitect,
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
