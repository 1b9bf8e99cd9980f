#include <gtest/gtest.h>

#include "api/binding.hpp"
#include "base/text.hpp"
#include "codec/json.hpp"
#include "support/bindings.hpp"
#include "support/json.hpp"
#include "support/names.hpp"

namespace interlock {
namespace {

using testing::json;
using testing::json_map;
using testing::kTenant;
using testing::published_api;
using testing::record_list;

// PublishedPages

struct PageCase {
  const char* name;
  std::string body;
  std::string page;  // keys, then where it goes on; or the rule that it breaks
};

class PublishedPages : public ::testing::TestWithParam<PageCase> {};

std::string shown(const Result<Page>& page) {
  if (!page) return page.problems().front().rule;
  return join(page->keys, ",") + (page->cursor.empty() ? " end" : " " + page->cursor);
}

TEST_P(PublishedPages, GoOnWhereTheirLinkLeads) {
  EXPECT_EQ(shown(published_api().page(*json(GetParam().body).as<Map>(), "list")), GetParam().page);
}

INSTANTIATE_TEST_SUITE_P(
    Published, PublishedPages,
    ::testing::Values(
        PageCase{"numbered", R"({"entities":[{"id":"a"}],"nextUri":"/api/v2/x?pageSize=25&pageNumber=2","total":26})",
                 "a pageNumber=2"},
        PageCase{"by_cursor", R"({"entities":[{"id":"a"}],"nextUri":"/api/v2/x?after=b%3D&pageSize=25"})",
                 "a after=b="},
        PageCase{"the_host_of_a_link_is_not_followed",
                 R"({"entities":[{"id":"a"}],"nextUri":"https://evil.example/?pageNumber=7"})", "a pageNumber=7"},
        PageCase{"counted_without_a_link", R"({"entities":[{"id":"a"}],"pageNumber":1,"pageCount":2})",
                 "a pageNumber=2"},
        PageCase{"an_empty_page_is_the_last", R"({"entities":[],"nextUri":"/api/v2/x?pageNumber=3"})", " end"},
        PageCase{"rows_have_a_key", R"({"entities":[{"key":"SIN","closed":false}]})", "SIN end"},
        PageCase{"an_object_without_an_id_is_refused", R"({"entities":[{"name":"a"}]})", "B53"},
        PageCase{"an_object_that_comes_twice_is_refused", R"({"entities":[{"id":"a"},{"id":"a"}]})", "B54"},
        PageCase{"a_link_without_a_cursor_is_refused", R"({"entities":[{"id":"a"}],"nextUri":"/api/v2/x"})", "B57"}),
    testing::row_name);

// Names

TEST(PublishedNames, OfAUserWithoutAnAddressAreItsId) {
  Snapshot snapshot;
  record_list(published_api(), snapshot, Kind::user,
              R"([{"id":"u1","email":"ana@x","state":"active"},{"id":"u2","name":"Robot"}])");
  Problems problems;
  const auto live = published_api().live_state(snapshot, {}, kTenant, problems);
  EXPECT_TRUE(problems.empty());
  EXPECT_NE(live.find({Kind::user, "ana@x"}), nullptr);
  EXPECT_NE(live.find({Kind::user, "id:u2"}), nullptr);
}

TEST(PublishedNames, OfDeletedObjectsAreFree) {
  Snapshot snapshot;
  record_list(published_api(), snapshot, Kind::skill,
              R"([{"id":"s1","name":"A","state":"deleted"},{"id":"s2","name":"A","state":"active"}])");
  Problems problems;
  const auto live = published_api().live_state(snapshot, {}, kTenant, problems);
  ASSERT_NE(live.find({Kind::skill, "A"}), nullptr);
  EXPECT_EQ(live.find({Kind::skill, "A"})->id.value, "s2");
}

// Who changed an object last, and when

struct LastChangeCase {
  const char* name;
  std::string members;
  std::optional<LastChange> wanted;
};

class PublishedLastChange : public ::testing::TestWithParam<LastChangeCase> {};

TEST_P(PublishedLastChange, IsWhatThePlatformSays) {
  Snapshot snapshot;
  record_list(published_api(), snapshot, Kind::queue, R"([{"id":"q1","name":"Q")" + GetParam().members + "}]");
  Problems problems;
  EXPECT_EQ(published_api().live_state(snapshot, {}, kTenant, problems).find({Kind::queue, "Q"})->last_change,
            GetParam().wanted);
}

const auto kJuly = *parse_wall("2026-07-01T10:00:00.125Z");

INSTANTIATE_TEST_SUITE_P(
    Published, PublishedLastChange,
    ::testing::Values(LastChangeCase{"a_user", R"(,"dateModified":"2026-07-01T10:00:00.125Z","modifiedBy":"u1")",
                                     LastChange{"u1", kJuly}},
                      LastChangeCase{"an_application", R"(,"modifiedByApp":"architect")", LastChange{"architect", {}}},
                      LastChangeCase{"a_user_before_an_application", R"(,"modifiedBy":"u1","modifiedByApp":"a")",
                                     LastChange{"u1", {}}},
                      LastChangeCase{"the_time_alone", R"(,"dateModified":"2026-07-01T10:00:00.125Z")",
                                     LastChange{"", kJuly}},
                      LastChangeCase{"no_time", R"(,"dateModified":"yesterday")", std::nullopt},
                      LastChangeCase{"nothing", "", std::nullopt}),
    testing::row_name);

// What other objects realise

TEST(PublishedState, OfAQueueAreTheConditionsOfTheGroupOfItsName) {
  Snapshot snapshot;
  record_list(published_api(), snapshot, Kind::queue,
              R"([{"id":"q1","name":"Q","memberGroups":[{"id":"g1","type":"SKILLGROUP"}]}])");
  record_list(published_api(), snapshot, Kind::skill_group, R"([{"id":"g1","name":"Q"}])");
  published_api().record_item(snapshot, {Part::item, Kind::skill_group, {"g1"}}, {}, json(R"({"id":"g1","name":"Q",
    "skillConditions":[{"operation":"And","languageSkillConditions":[],"routingSkillConditions":[
      {"routingSkill":"A","comparator":"GreaterThanOrEqualTo","proficiency":2,"childConditions":[]},
      {"routingSkill":"A","comparator":"LessThanOrEqualTo","proficiency":4,"childConditions":[]}]}]})"));
  Problems problems;
  const auto live = published_api().live_state(snapshot, {}, kTenant, problems);
  EXPECT_EQ(write_json(Value(live.find({Kind::queue, "Q"})->fields)),
            R"({"member_groups":{},"name":"Q","requires":{"A":{"level":2,"max":4}}})");
}

struct StateCase {
  const char* name;
  std::string groups;
  std::string state;
};

class PublishedStates : public ::testing::TestWithParam<StateCase> {};

TEST_P(PublishedStates, OfASchedulesAreThoseOfItsGroups) {
  Snapshot snapshot;
  record_list(published_api(), snapshot, Kind::schedule,
              R"([{"id":"s","name":"S","version":1},{"id":"c","name":"Interlock_Closed","version":1}])");
  record_list(published_api(), snapshot, Kind::schedule_group, GetParam().groups);
  Problems problems;
  const auto live = published_api().live_state(snapshot, {}, kTenant, problems);
  EXPECT_EQ(text_or(live.find({Kind::schedule, "S"})->fields, "state", "none"), GetParam().state);
}

INSTANTIATE_TEST_SUITE_P(
    Published, PublishedStates,
    ::testing::Values(
        StateCase{"none_without_a_group", "[]", "none"},
        StateCase{"open", R"([{"id":"g","name":"G","version":1,"openSchedules":[{"id":"s"}]}])", "open"},
        StateCase{"closed",
                  R"([{"id":"g","name":"G","version":1,"openSchedules":[{"id":"s"}],"closedSchedules":[{"id":"c"}]}])",
                  "closed"},
        StateCase{"none_where_groups_disagree",
                  R"([{"id":"g","name":"G","version":1,"openSchedules":[{"id":"s"}],"closedSchedules":[{"id":"c"}]},
                      {"id":"h","name":"H","version":1,"openSchedules":[{"id":"s"}]}])",
                  "none"}),
    testing::row_name);

// Calls

Names names() {
  Names names;
  names.add({Kind::skill, "A"}, {"id-A"});
  names.add({Kind::skill, "B"}, {"id-B"});
  names.add({Kind::user, "ana@x"}, {"id-ana"});
  names.add({Kind::division, "APAC"}, {"id-apac"});
  names.add({Kind::data_table, "T"}, {"id-T"});
  return names;
}

std::string update(Kind kind, std::vector<FieldEdit> edits, const std::string& body, Guard guard = {}) {
  Step step{.verb = Verb::update, .address = {kind, "X"}, .object_id = {"x"}, .edits = edits};
  const auto call = published_api().update_call(step, edits, json(body), guard, names(), kTenant);
  auto text = std::string(method_name(call.request.method)) + " " + call.request.path;
  if (!call.request.query.empty()) text += "?" + query_string(call.request.query);
  return call.request.body.empty() ? text : text + " " + call.request.body;
}

struct CallCase {
  const char* name;
  std::string call;
  std::string wanted;
};

class PublishedCalls : public ::testing::TestWithParam<CallCase> {};

TEST_P(PublishedCalls, AreSentAsDocumented) { EXPECT_EQ(GetParam().call, GetParam().wanted); }

INSTANTIATE_TEST_SUITE_P(
    Published, PublishedCalls,
    ::testing::Values(
        CallCase{
            "levels_are_given_together",
            update(Kind::user, {{"/levels/A", std::nullopt, Value(2)}, {"/levels/B", Value(1), Value(3)}}, "{}"),
            R"(PATCH /api/v2/users/x/routingskills/bulk [{"id":"id-A","proficiency":2},{"id":"id-B","proficiency":3}])"},
        CallCase{"a_level_is_taken_by_itself", update(Kind::user, {{"/levels/A", Value(2), std::nullopt}}, "{}"),
                 "DELETE /api/v2/users/x/routingskills/id-A"},
        CallCase{
            "both_at_once_replace_all_that_is_there",
            update(Kind::user, {{"/levels/A", Value(2), std::nullopt}, {"/levels/B", std::nullopt, Value(3)}},
                   R"({"skills":[{"id":"id-A","proficiency":2},{"id":"id-Z","proficiency":5}]})"),
            R"(PUT /api/v2/users/x/routingskills/bulk [{"id":"id-B","proficiency":3},{"id":"id-Z","proficiency":5}])"},
        CallCase{"members_join", update(Kind::queue, {{"/members/ana@x", std::nullopt, Value(true)}}, "{}"),
                 R"(POST /api/v2/routing/queues/x/members [{"id":"id-ana"}])"},
        CallCase{"members_leave", update(Kind::queue, {{"/members/ana@x", Value(true), std::nullopt}}, "{}"),
                 R"(POST /api/v2/routing/queues/x/members?delete=true [{"id":"id-ana"}])"},
        CallCase{"a_division_moves_its_object",
                 update(Kind::queue, {{"/division", Value("Home"), Value("APAC")}}, "{}"),
                 R"(POST /api/v2/authorization/divisions/id-apac/objects/QUEUE ["x"])"},
        CallCase{"unknown_and_unnamed_fields_of_a_queue_stay",
                 update(Kind::queue, {{"/acw_settings/timeout_ms", Value(5000), Value(9000)}},
                        R"({"id":"x","memberCount":3,"name":"Q","x_new":[1],"acwSettings":{"timeoutMs":5000,"x":1}})"),
                 R"(PUT /api/v2/routing/queues/x {"acwSettings":{"timeoutMs":9000,"x":1},"name":"Q","x_new":[1]})"},
        CallCase{"a_schedule_goes_out_under_its_version",
                 update(Kind::schedule, {{"/end", Value("2026-01-05T18:00:00"), Value("2026-01-05T19:00:00")}},
                        R"({"name":"S","end":"2026-01-05T18:00:00.000","version":4})", {GuardKind::version, "4"}),
                 R"(PUT /api/v2/architect/schedules/x {"end":"2026-01-05T19:00:00.000","name":"S","version":4})"}),
    testing::row_name);

TEST(PublishedRows, AreKnownByTheirTableAndKeyBeforeTheyExist) {
  EXPECT_EQ(published_api().id_to_be({Kind::row, "T/SIN/1"}, names())->value, "id-T/SIN/1");
  EXPECT_FALSE(published_api().id_to_be({Kind::queue, "Q"}, names()));
}

}  // namespace
}  // namespace interlock
