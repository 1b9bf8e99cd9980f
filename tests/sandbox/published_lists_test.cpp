// Lists, lags, permissions and quotas of the published API; and what both APIs see of one tenant.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "base/pointer.hpp"
#include "codec/json.hpp"
#include "sandbox/document.hpp"
#include "support/ask.hpp"
#include "support/names.hpp"
#include "support/published_tenant.hpp"
#include "support/sandbox_world.hpp"

namespace interlock {
namespace {

using testing::ask;
using testing::ask_published;
using testing::body_of;
using testing::published_centre;
using testing::verdict_of;

std::string at(const Value& body, const std::string& pointer) {
  const auto* found = value_at(body, pointer);
  return found != nullptr ? write_json(*found) : "nothing";
}

testing::TenantBuilder crowded_tenant() {
  testing::TenantBuilder tenant;
  List groups;
  for (int i = 0; i < 620; ++i) {
    const auto name = "N" + std::to_string(1000 + i * 7 % 620);
    tenant.skill(name).schedule(name);
    groups.emplace_back(Map{{"id", "g" + name}, {"name", name}, {"skillConditions", List{}}});
  }
  tenant.queue("Q", {});
  for (int i = 0; i < 120; ++i) tenant.user("u" + std::to_string(i), {}).member("Q", "u" + std::to_string(i));
  return tenant.with("skill_groups", std::move(groups)).with("rates", Map{{"token", "60000/min"}});
}

struct ListCase {
  const char* name;
  std::string path;
  std::string page_size;  // of the first page, or "nothing"
  std::string total;
  std::string entities_total;
  std::size_t pages, rows;
};

class PublishedList : public ::testing::TestWithParam<ListCase> {};

TEST_P(PublishedList, IsWalked) {
  auto sandbox = testing::make_sandbox(crowded_tenant().document());
  const auto first = body_of(ask_published(sandbox, "GET " + GetParam().path));
  EXPECT_EQ(at(first, "/pageSize"), GetParam().page_size);
  EXPECT_EQ(at(first, "/total"), GetParam().total);
  EXPECT_EQ(at(first, "/totalNumberOfEntities"), GetParam().entities_total);
  std::size_t pages = 0;
  std::vector<std::string> names;
  for (auto path = GetParam().path; !path.empty(); ++pages) {
    const auto page = body_of(ask_published(sandbox, "GET " + path));
    for (const auto& entity : *page.find("entities")->as<List>()) names.push_back(text_or(entity, "name"));
    path = text_or(page, "nextUri");
  }
  EXPECT_EQ(pages, GetParam().pages);
  EXPECT_EQ(names.size(), GetParam().rows);
  std::sort(names.begin(), names.end());
  EXPECT_EQ(std::adjacent_find(names.begin(), names.end()), names.end()) << "a row came twice";
}

INSTANTIATE_TEST_SUITE_P(
    Paging, PublishedList,
    ::testing::Values(
        ListCase{"skills_by_number", "/api/v2/routing/skills", "25", "620", "nothing", 25, 620},
        ListCase{"larger_pages_are_cut", "/api/v2/routing/skills?pageSize=1000", "500", "620", "nothing", 2, 620},
        ListCase{"architect_counts_twice", "/api/v2/architect/schedules?pageSize=310", "310", "620", "620", 2, 620},
        ListCase{"members_count_nothing", "/api/v2/routing/queues/queue-Q/members?pageSize=500", "100", "nothing",
                 "nothing", 2, 120},
        ListCase{"skill_groups_by_cursor", "/api/v2/routing/skillgroups?pageSize=100", "nothing", "nothing", "nothing",
                 7, 620},
        ListCase{"names_with_a_star", "/api/v2/routing/skills?name=n10*", "25", "100", "nothing", 4, 100},
        ListCase{"some_ids", "/api/v2/routing/skills?id=skill-N1001&id=skill-N1002", "25", "2", "nothing", 1, 2}),
    testing::row_name);

TEST(PublishedList, RefusesWhatIsNoPage) {
  auto sandbox = testing::make_sandbox(published_centre().document());
  for (const auto* query : {"pageSize=0", "pageSize=x", "pageNumber=0", "pageNumber=-1"}) {
    EXPECT_EQ(verdict_of(ask_published(sandbox, std::string("GET /api/v2/routing/skills?") + query)),
              "400 invalid.query.param.value");
  }
}

constexpr Instant kLater{Millis(2000)};

TEST(PublishedLag, ListsShowWritesLateAndTheDeadStayUntilThen) {
  auto sandbox = testing::make_sandbox(published_centre().with("list_lag_ms", 1000).document());
  const auto total = [&](Instant now) {
    return at(body_of(ask_published(sandbox, "GET /api/v2/routing/skills", "", now)), "/total");
  };
  ask_published(sandbox, "POST /api/v2/routing/skills", R"({"name":"New"})");
  EXPECT_EQ(total({}), "3");
  EXPECT_EQ(total(kLater), "4");
  ask_published(sandbox, "DELETE /api/v2/routing/skills/skill-Idle", "", kLater);
  const auto still = body_of(ask_published(sandbox, "GET /api/v2/routing/skills?name=Idle", "", kLater));
  EXPECT_EQ(at(still, "/entities/0/state"), R"("deleted")");
  EXPECT_EQ(total(kLater + Millis(2000)), "3");
}

TEST(PublishedLag, ANewObjectIsNotFoundAtOnce) {
  auto sandbox = testing::make_sandbox(published_centre().with("get_lag_ms", 1000).document());
  const auto id = text_or(body_of(ask_published(sandbox, "POST /api/v2/routing/queues", R"({"name":"N"})")), "id");
  EXPECT_EQ(verdict_of(ask_published(sandbox, "GET /api/v2/routing/queues/" + id)), "404 resource.not.found");
  EXPECT_EQ(verdict_of(ask_published(sandbox, "GET /api/v2/routing/queues/" + id, "", kLater)), "200");
}

TEST(PublishedLag, ASkillGroupIsInProgressAfterAWrite) {
  auto sandbox = testing::make_sandbox(published_centre().with("list_lag_ms", 1000).document());
  const std::string path = "/api/v2/routing/skillgroups/group-Invoices";
  ask_published(sandbox, "PATCH " + path, R"({"description":"d"})");
  EXPECT_EQ(at(body_of(ask_published(sandbox, "GET " + path)), "/status"), R"("InProgress")");
  EXPECT_EQ(at(body_of(ask_published(sandbox, "GET " + path, "", kLater)), "/status"), R"("Complete")");
}

struct PermissionCase {
  const char* name;
  List forbidden;
  std::string line;
  std::string verdict;
};

class Permission : public ::testing::TestWithParam<PermissionCase> {};

TEST_P(Permission, IsNeeded) {
  auto sandbox = testing::make_sandbox(published_centre().with("forbidden", GetParam().forbidden).document());
  const auto response = ask_published(sandbox, GetParam().line, R"([{"id":"user-ana"}])");
  EXPECT_EQ(verdict_of(response), GetParam().verdict);
  if (response.status != 403) return;
  const auto lacking = text_or(*body_of(response).find("messageParams"), "permissions");
  EXPECT_NE(lacking.find(*GetParam().forbidden.front().as<std::string>()), std::string::npos);
  EXPECT_NE(text_or(body_of(response), "message").find(lacking), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(
    Forbidden, Permission,
    ::testing::Values(
        PermissionCase{
            "to_see_queues", {"routing:queue:view"}, "GET /api/v2/routing/queues", "403 missing.permissions"},
        PermissionCase{"of_another_kind", {"routing:skill:view"}, "GET /api/v2/routing/queues", "200"},
        PermissionCase{
            "either_of_two_will_do", {"routing:queue:edit"}, "POST /api/v2/routing/queues/queue-Desk/members", "204"},
        PermissionCase{"both_are_lacking",
                       {"routing:queue:edit", "routing:queueMember:manage"},
                       "POST /api/v2/routing/queues/queue-Desk/members",
                       "403 missing.any.permissions"}),
    testing::row_name);

testing::TenantBuilder divided() {
  const auto division = [](const std::string& id) { return Map{{"id", id}, {"name", id}, {"description", ""}}; };
  return published_centre()
      .with("divisions", List{Value(division("near")), Value(division("far"))})
      .with("wrapup_codes", List{Value(Map{{"id", "c"}, {"name", "C"}, {"division", Map{{"id", "far"}}}})})
      .with("queue_wrapup_codes", Map{})
      .with("forbidden_divisions", List{Value("far")});
}

TEST(ForbiddenDivisions, HideTheirObjectsFromLists) {
  auto sandbox = testing::make_sandbox(divided().document());
  EXPECT_EQ(at(body_of(ask_published(sandbox, "GET /api/v2/routing/wrapupcodes")), "/entities"), "[]");
}

struct ReachCase {
  const char* name;
  std::string line, body, verdict;
};

class Reach : public ::testing::TestWithParam<ReachCase> {};

TEST_P(Reach, EndsAtTheClientsDivisions) {
  auto sandbox = testing::make_sandbox(divided().document());
  EXPECT_EQ(verdict_of(ask_published(sandbox, GetParam().line, GetParam().body)), GetParam().verdict);
}

const std::string kCodes = "/api/v2/routing/wrapupcodes";
const std::string kMove = "/api/v2/authorization/divisions/";
INSTANTIATE_TEST_SUITE_P(
    ForbiddenDivisions, Reach,
    ::testing::Values(ReachCase{"read_by_id", "GET " + kCodes + "/c", "", "403 missing.division.permission"},
                      ReachCase{"deletion", "DELETE " + kCodes + "/c", "", "403 missing.division.permission"},
                      ReachCase{"creation_there", "POST " + kCodes, R"({"name":"N","division":{"id":"far"}})",
                                "403 missing.division.permission"},
                      ReachCase{"creation_elsewhere", "POST " + kCodes, R"({"name":"N","division":{"id":"near"}})",
                                "200"},
                      ReachCase{"a_name_that_is_taken_there", "POST " + kCodes,
                                R"({"name":"C","division":{"id":"near"}})", "400 duplicate.name"},
                      ReachCase{"a_move_there", "POST " + kMove + "far/objects/QUEUE", R"(["queue-Desk"])",
                                "403 bulk.move.no.permission.division"}),
    testing::row_name);

TEST(Subject, HoldsWhatIsNotForbiddenInEachDivisionThatIsNotForbidden) {
  const auto tenant = divided().with("forbidden", List{Value("routing:queue:edit"), Value("routing:language:assign")});
  auto sandbox = testing::make_sandbox(tenant.document());
  const auto subject = body_of(ask_published(sandbox, "GET /api/v2/authorization/subjects/me"));
  EXPECT_EQ(at(subject, "/grants/0/division/id"), R"("near")");
  EXPECT_EQ(at(subject, "/grants/1"), "nothing");
  const auto policies = at(subject, "/grants/0/role/policies");
  EXPECT_NE(policies.find(R"({"actions":["add","delete","view"],"domain":"routing","entityName":"queue"})"),
            std::string::npos)
      << policies;
  EXPECT_EQ(policies.find(R"("entityName":"language")"), std::string::npos);
}

TEST(PublishedQuota, OnlyTheTokenCounts) {
  auto sandbox =
      testing::make_sandbox(published_centre().with("rates", Map{{"token", "2/min"}, {"routing", "1/min"}}).document());
  const auto* line = "GET /api/v2/routing/skills";
  EXPECT_EQ(verdict_of(ask_published(sandbox, line)), "200");
  EXPECT_EQ(verdict_of(ask_published(sandbox, line)), "200");
  const auto third = ask_published(sandbox, line);
  EXPECT_EQ(verdict_of(third), "429 too.many.requests.retry.after");
  EXPECT_EQ(testing::header_of(third, "Retry-After"), "60");
}

TEST(PublishedQuota, LoginsHaveTheirOwn) {
  auto sandbox = testing::make_sandbox(published_centre().with("login_rate", "1/min").document());
  auto login = testing::to_request("POST /oauth/token", "grant_type=client_credentials");
  login.authorization = Authorization{"Basic", Secret(base64("sandbox:secret"))};
  const auto answer = [&] { return sandbox.answer(login, {}, testing::wall_at({}), Api::published); };
  EXPECT_EQ(answer().status, 200);
  const auto second = answer();
  EXPECT_EQ(second.status, 400);
  EXPECT_EQ(text_or(body_of(second), "error"), "invalid_request");
  EXPECT_NE(text_or(body_of(second), "description").find("rate limit"), std::string::npos);
}

// One tenant for both.

TEST(BothApis, AFractionOfALevelIsRoundedOnTheGuideApi) {
  auto sandbox = testing::make_sandbox(published_centre().document());
  const auto level = [&](const char* proficiency) {
    ask_published(sandbox, "PUT /api/v2/users/user-ana/routingskills/skill-Billing",
                  std::string(R"({"proficiency":)") + proficiency + "}");
    const auto guide = body_of(ask(sandbox, "GET /api/v2/routing/users/user-ana/routingprofile"));
    const auto published = body_of(ask_published(sandbox, "GET /api/v2/users/user-ana/routingskills"));
    return at(guide, "/levels/0/level") + " " + at(published, "/entities/0/proficiency");
  };
  EXPECT_EQ(level("2.4"), "2 2.4");
  EXPECT_EQ(level("4.5"), "5 4.5");
  EXPECT_EQ(level("0"), "1 0");
  EXPECT_EQ(level("3"), "3 3");
}

TEST(BothApis, WritesOfOneKeepWhatOnlyTheOtherKnows) {
  auto sandbox = testing::make_sandbox(published_centre().document());
  ask_published(sandbox, "PUT /api/v2/routing/queues/queue-Invoices", R"({"name":"Bills"})");
  const auto queue = body_of(ask(sandbox, "GET /api/v2/routing/queues/queue-Invoices"));
  EXPECT_EQ(at(queue, "/name") + at(queue, "/skills/0/requiredLevel"), R"("Bills"2)");
  ask_published(sandbox, "PUT /api/v2/architect/schedules/schedule-Hours",
                R"({"name":"Hours","start":"2026-01-05T08:00:00","end":"2026-01-05T18:00:00","version":1})");
  const auto schedule = body_of(ask(sandbox, "GET /api/v2/architect/schedules/schedule-Hours"));
  EXPECT_EQ(at(schedule, "/closed") + at(schedule, "/version"), "true2");
  ask(sandbox, "PATCH /api/v2/architect/schedules/schedule-Hours", R"({"closed":false})");
  const auto again = body_of(ask_published(sandbox, "GET /api/v2/architect/schedules/schedule-Hours"));
  EXPECT_EQ(at(again, "/start") + at(again, "/version"), R"("2026-01-05T08:00:00"3)");
}

TEST(BothApis, WhatOneCreatesTheOtherServes) {
  auto sandbox = testing::make_sandbox(published_centre().document());
  for (const auto* path : {"/api/v2/routing/skills", "/api/v2/routing/queues"}) {
    const auto post = std::string("POST ") + path;
    const auto get = std::string("GET ") + path + "/";
    const auto ours = text_or(body_of(ask_published(sandbox, post, R"({"name":"Ours"})")), "id");
    EXPECT_EQ(verdict_of(ask(sandbox, get + ours)), "200") << path;
    const auto theirs = text_or(body_of(ask(sandbox, post, R"({"name":"Theirs"})")), "id");
    EXPECT_EQ(verdict_of(ask_published(sandbox, get + theirs)), "200") << path;
  }
}

TEST(BothApis, TheSchemaOfTenantsNamesEveryKey) {
  std::ifstream file(INTERLOCK_SOURCE_DIR "/schemas/tenant.schema.json");
  std::ostringstream text;
  text << file.rdbuf();
  const auto schema = parse_json(text.str(), "tenant.schema.json");
  ASSERT_TRUE(schema);
  std::vector<std::string> named;
  for (const auto& [key, value] : *schema->find("properties")->as<Map>()) named.push_back(key.name);
  const auto keys = sandbox::document_keys();
  EXPECT_EQ(named, std::vector<std::string>(keys.begin(), keys.end()));
}

}  // namespace
}  // namespace interlock
