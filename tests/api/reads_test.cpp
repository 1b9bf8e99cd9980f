#include <gtest/gtest.h>

#include "api/binding.hpp"
#include "base/text.hpp"
#include "support/bindings.hpp"
#include "support/json.hpp"
#include "support/names.hpp"

namespace interlock {
namespace {

using testing::guide_api;
using testing::json;
using testing::json_map;
using testing::kTenant;
using testing::record_list;

Manifest manifest(std::vector<std::pair<Address, std::string>> entries) {
  Manifest manifest;
  for (auto& [address, fields] : entries) manifest.resources.push_back({std::move(address), json_map(fields)});
  return manifest;
}

/// Two users, one of them inactive, one queue, and nothing else.
Snapshot lists() {
  Snapshot snapshot;
  record_list(guide_api(), snapshot, Kind::skill, "[]");
  record_list(guide_api(), snapshot, Kind::user,
              R"([{"id":"u1","email":"on@x","state":"active"},{"id":"u2","email":"off@x","state":"inactive"}])");
  record_list(guide_api(), snapshot, Kind::profile, "[]");
  record_list(guide_api(), snapshot, Kind::queue, R"([{"id":"q1","name":"Q"}])");
  return snapshot;
}

std::string shown(const std::vector<Read>& reads) {
  constexpr std::array<std::string_view, 8> kParts{"list",         "inactive", "item",      "members",
                                                   "wrapup_codes", "levels",   "languages", "rows"};
  std::vector<std::string> texts;
  for (const auto& read : reads) {
    auto text = std::string(kParts[static_cast<std::size_t>(read.part)]) + " " + std::string(kind_name(read.kind));
    texts.push_back(read.id.value.empty() ? text : text + " " + read.id.value);
  }
  return join(texts, ", ");
}

struct ReadsCase {
  const char* name;
  Manifest desired;
  Snapshot snapshot;
  std::string reads;
};

class Reads : public ::testing::TestWithParam<ReadsCase> {};

TEST_P(Reads, AreWhatTheManifestNeeds) {
  EXPECT_EQ(shown(guide_api().reads(GetParam().desired, GetParam().snapshot)), GetParam().reads);
}

constexpr const char* kAllLists = "list skill, list user, list profile, list queue";

INSTANTIATE_TEST_SUITE_P(
    Guide, Reads,
    ::testing::Values(
        ReadsCase{"nothing_for_nothing", {}, {}, ""},
        ReadsCase{"schedules_need_schedules_alone",
                  manifest({{{Kind::schedule, "S"}, R"({"state":"closed"})"}}),
                  {},
                  "list schedule"},
        ReadsCase{"plain_skills_need_skills_alone",
                  manifest({{{Kind::skill, "A"}, R"({"description":"d"})"}}),
                  {},
                  "list skill"},
        ReadsCase{
            "replacing_needs_all_of_routing", manifest({{{Kind::skill, "A"}, R"({"replaces":"B"})"}}), {}, kAllLists},
        ReadsCase{
            "removing_needs_all_of_routing", manifest({{{Kind::skill, "A"}, R"({"absent":true})"}}), {}, kAllLists},
        ReadsCase{
            "enabling_needs_all_of_routing", manifest({{{Kind::skill, "A"}, R"({"enabled":false})"}}), {}, kAllLists},
        ReadsCase{"queues_need_all_of_routing", manifest({{{Kind::queue, "Q"}, "{}"}}), {}, kAllLists},
        ReadsCase{"then_active_users_and_members", manifest({{{Kind::queue, "Q"}, "{}"}}), lists(),
                  "item user u1, members queue q1"},
        ReadsCase{"inactive_users_when_named", manifest({{{Kind::user, "off@x"}, "{}"}}), lists(),
                  "item user u1, item user u2, members queue q1"},
        ReadsCase{"inactive_users_when_pinned", manifest({{{Kind::user, "new@x"}, R"({"id":"u2"})"}}), lists(),
                  "item user u1, item user u2, members queue q1"},
        ReadsCase{"everybody_when_a_skill_goes", manifest({{{Kind::skill, "A"}, R"({"absent":true})"}}), lists(),
                  "item user u1, item user u2, members queue q1"}),
    testing::row_name);

TEST(GuideReads, EndOnceEverythingIsRecorded) {
  auto snapshot = lists();
  guide_api().record_item(snapshot, {Part::item, Kind::user, {"u1"}}, {.status = 200}, json("{}"));
  guide_api().record(snapshot, {Part::members, Kind::queue, {"q1"}}, {});
  EXPECT_EQ(shown(guide_api().reads(manifest({{{Kind::queue, "Q"}, "{}"}}), snapshot)), "");
}

struct GuidePageCase {
  const char* name;
  std::string body;
  std::string outcome;  // rows, cursor and total; or the problem
};

class Pages : public ::testing::TestWithParam<GuidePageCase> {};

TEST_P(Pages, AreCheckedWhole) {
  const auto page = guide_api().page(json(GetParam().body), "GET /x");
  const auto outcome = page ? std::to_string(page->entities.size()) + " rows, cursor '" + page->cursor + "', total " +
                                  (page->total ? std::to_string(*page->total) : "none")
                            : page.problems().front().rule + " " + page.problems().front().message;
  EXPECT_EQ(outcome, GetParam().outcome);
}

INSTANTIATE_TEST_SUITE_P(
    Guide, Pages,
    ::testing::Values(
        GuidePageCase{"last_page", R"({"entities":[{"id":"a"}],"total":1,"nextPageUri":null})",
                      "1 rows, cursor '', total 1"},
        GuidePageCase{"only_the_cursor_of_the_link_counts",
                      R"({"entities":[],"nextPageUri":"https://evil.example/other?x=1&after=a%2Bb&y=2"})",
                      "0 rows, cursor 'a+b', total none"},
        GuidePageCase{"link_without_cursor", R"({"entities":[],"nextPageUri":"/api/v2/x?page=2"})",
                      "B57 /nextPageUri: text where a link with a cursor belongs"},
        GuidePageCase{"no_list", R"({"total":1})", "B57 /entities: missing where a list belongs"},
        GuidePageCase{"map_for_a_list", R"({"entities":{}})", "B57 /entities: map where a list belongs"},
        GuidePageCase{"row_that_is_no_object", R"({"entities":[null]})", "B57 /entities/0: null where a map belongs"},
        GuidePageCase{"row_without_id", R"({"entities":[{"name":"a"}]})",
                      "B53 /entities/0/id: no id: the object cannot be guarded"},
        GuidePageCase{"id_twice", R"({"entities":[{"id":"a"},{"id":"a"}]})",
                      "B54 /entities/1/id: 'a' stands at /entities/0 already"},
        GuidePageCase{"negative_total", R"({"entities":[],"total":-1})", "B57 /total: number where a count belongs"}),
    testing::row_name);

struct LiveCase {
  const char* name;
  Manifest desired;
  Kind kind;
  std::string entities;
  std::string names;  // "address=id" of the objects, then the ambiguous ones
};

class Naming : public ::testing::TestWithParam<LiveCase> {};

TEST_P(Naming, IsSettledByPins) {
  Snapshot snapshot;
  record_list(guide_api(), snapshot, GetParam().kind, GetParam().entities);
  Problems problems;
  const auto live = guide_api().live_state(snapshot, GetParam().desired, kTenant, problems);
  std::vector<std::string> names;
  for (const auto& [address, object] : live.objects) names.push_back(to_string(address) + "=" + object.id.value);
  for (const auto& [address, ids] : live.ambiguous) {
    names.push_back(to_string(address) + " on " + std::to_string(ids.size()));
  }
  EXPECT_EQ(join(names, ", "), GetParam().names);
  EXPECT_FALSE(has_errors(problems));
}

INSTANTIATE_TEST_SUITE_P(
    Guide, Naming,
    ::testing::Values(
        LiveCase{"by_their_names",
                 {},
                 Kind::skill,
                 R"([{"id":"1","name":"A"},{"id":"2","name":"B"}])",
                 "skill/A=1, skill/B=2"},
        LiveCase{"users_by_their_address", {}, Kind::user, R"([{"id":"1","name":"Ana","email":"a@x"}])", "user/a@x=1"},
        LiveCase{
            "name_on_two_objects", {}, Kind::queue, R"([{"id":"1","name":"A"},{"id":"2","name":"A"}])", "queue/A on 2"},
        LiveCase{"pin_decides_between_two", manifest({{{Kind::queue, "A"}, R"({"id":"2"})"}}), Kind::queue,
                 R"([{"id":"1","name":"A"},{"id":"2","name":"A"}])", "queue/A=2, queue/id:1=1"},
        LiveCase{"pin_wins_over_the_name", manifest({{{Kind::queue, "B"}, R"({"id":"1"})"}}), Kind::queue,
                 R"([{"id":"1","name":"A"},{"id":"2","name":"B"}])", "queue/B=1, queue/id:2=2"},
        LiveCase{"pin_of_an_object_that_is_not_there", manifest({{{Kind::queue, "A"}, R"({"id":"9"})"}}), Kind::queue,
                 R"([{"id":"1","name":"A"}])", "queue/A=1"},
        LiveCase{"deleted_objects_are_gone",
                 {},
                 Kind::queue,
                 R"([{"id":"1","name":"A","state":"deleted"},{"id":"2","name":"A"}])",
                 "queue/A=2"}),
    testing::row_name);

// A pinned object may bear another name than its entry: a rename, or a refusal where the kind has none.
TEST(GuideLive, KnowsTheNameOfWhatIsPinned) {
  Snapshot snapshot = lists();
  Problems problems;
  const auto desired = manifest({{{Kind::queue, "New"}, R"({"id":"q1"})"}, {{Kind::user, "new@x"}, R"({"id":"u1"})"}});
  const auto live = guide_api().live_state(snapshot, desired, kTenant, problems);
  EXPECT_EQ(write_json(live.find({Kind::queue, "New"})->fields), R"({"name":"Q"})");
  EXPECT_EQ(write_json(live.find({Kind::user, "new@x"})->fields), R"({"active":true,"user":"on@x"})");
}

TEST(GuideLive, JoinsListItemAndMembers) {
  auto snapshot = lists();
  record_list(guide_api(), snapshot, Kind::skill, R"([{"id":"s1","name":"A"}])");
  guide_api().record_item(snapshot, {Part::item, Kind::user, {"u1"}}, {.status = 200, .headers = {{"ETag", "\"5\""}}},
                          json(R"({"levels":[{"skill":{"id":"s1"},"level":4}]})"));
  guide_api().record(snapshot, {Part::members, Kind::queue, {"q1"}}, *json(R"([{"id":"u1"},{"id":"u9"}])").as<List>());
  Problems problems;
  const auto live = guide_api().live_state(snapshot, {}, kTenant, problems);
  const auto* user = live.find({Kind::user, "on@x"});
  ASSERT_NE(user, nullptr);
  EXPECT_EQ(write_json(user->fields), R"({"active":true,"levels":{"A":4},"user":"on@x"})");
  EXPECT_EQ(user->guard, (Guard{GuardKind::etag, "\"5\""}));
  EXPECT_EQ(write_json(live.find({Kind::queue, "Q"})->fields), R"({"members":{"id:u9":true,"on@x":true},"name":"Q"})");
  EXPECT_EQ(live.find({Kind::queue, "Q"})->guard, std::nullopt);
  EXPECT_TRUE(live.find({Kind::skill, "A"})->guard);
  EXPECT_TRUE(problems.empty());
}

struct GuardReadCase {
  const char* name;
  LiveObject object;
  std::string read;
};

class GuardReads : public ::testing::TestWithParam<GuardReadCase> {};

TEST_P(GuardReads, AreOfWhatTheListDoesNotCarry) {
  const auto read = guide_api().guard_read(GetParam().object);
  EXPECT_EQ(read ? shown({*read}) : "", GetParam().read);
}

INSTANTIATE_TEST_SUITE_P(
    Guide, GuardReads,
    ::testing::Values(GuardReadCase{"profile", {{Kind::profile, "P"}, {"p1"}, {}}, "item profile p1"},
                      GuardReadCase{"queue", {{Kind::queue, "Q"}, {"q1"}, {}}, "item queue q1"},
                      GuardReadCase{
                          "queue_that_was_read", {{Kind::queue, "Q"}, {"q1"}, {}, Guard{GuardKind::etag, "\"1\""}}, ""},
                      GuardReadCase{"schedule", {{Kind::schedule, "S"}, {"s1"}, {}}, ""}),
    testing::row_name);

// B62.
TEST(GuideLive, TellsOfDanglingReferencesAndKeepsThem) {
  Snapshot snapshot;
  record_list(guide_api(), snapshot, Kind::skill, "[]");
  record_list(guide_api(), snapshot, Kind::profile,
              R"([{"id":"p","name":"P","skills":[{"skill_id":"gone","proficiency_level":1}]}])");
  Problems problems;
  const auto live = guide_api().live_state(snapshot, {}, kTenant, problems);
  EXPECT_EQ(write_json(*live.find({Kind::profile, "P"})->fields.find("levels")), R"({"id:gone":1})");
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems.front().severity, Severity::warning);
  EXPECT_EQ(problems.front().message,
            "profile/P refers to a skill that the tenant does not list: 'id:gone'; it is kept");
}

struct AllReadsCase {
  const char* name;
  Api api;
  std::set<Kind> kinds;
  std::map<Kind, std::string> listed;
  std::string reads;
};

class AllReads : public ::testing::TestWithParam<AllReadsCase> {};

TEST_P(AllReads, AreWhatManifestsCanSayOfTheKinds) {
  const auto& api = binding(GetParam().api);
  Snapshot snapshot;
  for (const auto& [kind, entities] : GetParam().listed) {
    api.record(snapshot, {Part::list, kind, {}}, *json(entities).as<List>());
  }
  EXPECT_EQ(shown(api.all_reads(GetParam().kinds, snapshot)), GetParam().reads);
}

const std::map<Kind, std::string> kListed{
    {Kind::division, "[]"},
    {Kind::skill, "[]"},
    {Kind::language, "[]"},
    {Kind::wrapup_code, "[]"},
    {Kind::flow, "[]"},
    {Kind::script, "[]"},
    {Kind::prompt, "[]"},
    {Kind::group, "[]"},
    {Kind::team, "[]"},
    {Kind::user, R"([{"id": "u1", "email": "on@x", "state": "active"}])"},
    {Kind::data_table, R"([{"id": "t1", "name": "T"}])"},
    {Kind::skill_group, R"([{"id": "g1", "name": "Q"}, {"id": "g2", "name": "Other"}])"},
    {Kind::queue, R"([{"id": "q1", "name": "Q", "memberGroups": [{"id": "g1", "type": "SKILLGROUP"}]}])"}};

const AllReadsCase kAllReads[]{
    {"ListsFirstWithThoseOfWhatIsNamed",
     Api::published,
     {Kind::schedule_group},
     {},
     "list division, list schedule, list schedule_group"},
    {"TheMembersCodesAndRequirementsOfEachQueue",
     Api::published,
     {Kind::queue},
     kListed,
     "item skill_group g1, members queue q1, wrapup_codes queue q1"},
    {"TheConditionsOfEachSkillGroup",
     Api::published,
     {Kind::skill_group},
     kListed,
     "item skill_group g1, item skill_group g2"},
    {"TheQueuesWhoseRequirementsGroupsState",
     Api::published,
     {Kind::skill_group},
     {},
     "list division, list skill, list language, list skill_group, list queue"},
    {"TheRowsOfEachTable", Api::published, {Kind::row}, kListed, "rows data_table t1"},
    {"NothingMoreOfPeople", Api::published, {Kind::user}, kListed, ""},
    {"TheGuideAlsoHasThePersonalProfiles",
     Api::guide,
     {Kind::user},
     {{Kind::skill, "[]"}, {Kind::user, R"([{"id": "u1", "email": "off@x", "state": "inactive"}])"}},
     "item user u1"},
    {"TheGuideListsTheSkillsThatQueuesName", Api::guide, {Kind::queue}, {}, "list skill, list queue"},
};

INSTANTIATE_TEST_SUITE_P(Table, AllReads, ::testing::ValuesIn(kAllReads), testing::row_name);

}  // namespace
}  // namespace interlock
