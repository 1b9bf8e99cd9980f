#include "sandbox/document.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "codec/json.hpp"
#include "support/ask.hpp"
#include "support/names.hpp"
#include "support/sandbox_world.hpp"
#include "support/tenant_builder.hpp"

namespace interlock {
namespace {

using testing::ask;

struct DocumentCase {
  const char* name;
  std::string text;
  std::string problem;  // "tenant.json: rule: message"
};

class Document : public ::testing::TestWithParam<DocumentCase> {};

TEST_P(Document, IsRefused) {
  const auto document = parse_json(GetParam().text, "tenant.json");
  ASSERT_TRUE(document);
  const auto sandbox = Sandbox::load(*document, {}, "tenant.json");
  ASSERT_FALSE(sandbox);
  EXPECT_EQ(exit_of(sandbox.problems()), Exit::invalid);
  std::string found;
  for (const auto& problem : sandbox.problems()) {
    found += to_string(problem.where) + ": " + problem.rule + ": " + problem.message + "\n";
  }
  EXPECT_EQ(found, "tenant.json: " + GetParam().problem + "\n");
}

std::string with(const std::string& members) {
  return R"({"sandbox":1,"organization":{"id":"o","name":"O"},)" + members + "}";
}

INSTANTIATE_TEST_SUITE_P(
    Load, Document,
    ::testing::Values(
        DocumentCase{"a_list", "[]", "B57: a tenant is a map, not list"},
        DocumentCase{"no_format", R"({"organization":{"id":"o","name":"O"}})", "B38: /sandbox is missing"},
        DocumentCase{"another_format", R"({"sandbox":2,"organization":{"id":"o","name":"O"}})",
                     "B38: /sandbox is not a format that this version reads"},
        DocumentCase{"no_organisation", R"({"sandbox":1})", "B57: /organization is missing"},
        DocumentCase{"misspelt_key", with(R"("skils":[])"), "B7: the tenant has the unknown key 'skils'"},
        DocumentCase{"collection_that_is_no_list", with(R"("skills":{})"), "B57: /skills is map, not a list"},
        DocumentCase{"object_without_an_id", with(R"("skills":[{"name":"A"}])"), "B57: /skills/0/id is missing"},
        DocumentCase{"id_twice", with(R"("skills":[{"id":"a","name":"A"},{"id":"a","name":"B"}])"),
                     "B54: /skills/1/id is 'a' again"},
        DocumentCase{"level_out_of_range",
                     with(R"("skills":[{"id":"a","name":"A"}],"shared_profiles":[{"id":"p","name":"P",)"
                          R"("skills":[{"skill_id":"a","proficiency_level":9}]}])"),
                     "B57: /shared_profiles/0/skills/0/proficiency_level is 9, not a whole number from 1 to 5"},
        DocumentCase{
            "level_of_a_skill_that_is_not_there",
            with(R"("shared_profiles":[{"id":"p","name":"P","skills":[{"skill_id":"x","proficiency_level":1}]}])"),
            "B57: /shared_profiles/0/skills/0/skill_id names 'x', which is not in skills"},
        DocumentCase{"profile_of_nobody", with(R"("personal_profiles":[{"id":"u","name":"U","levels":[]}])"),
                     "B57: /personal_profiles/0/id is 'u', which is no user's id"},
        DocumentCase{"user_in_an_unknown_state",
                     with(R"("users":[{"id":"u","name":"U","email":"u@example.com","state":"away"}])"),
                     "B57: /users/0/state is 'away', not one of active, inactive"},
        DocumentCase{"schedule_without_a_version",
                     with(R"("schedules":[{"id":"s","name":"S","enabled":true,"closed":false}])"),
                     "B57: /schedules/0/version is missing"},
        DocumentCase{"members_of_no_queue", with(R"("members":{"q":[]})"),
                     "B57: /members/q is named by an id that no queue has"},
        DocumentCase{"member_who_is_nobody",
                     with(R"("queues":[{"id":"q","name":"Q","skills":[]}],"members":{"q":["x"]})"),
                     "B57: /members/q names somebody who is no user"},
        DocumentCase{"rate_without_a_unit", with(R"("rates":{"token":300})"), "B57: /rates/token is no rate"},
        DocumentCase{"rows_of_no_table", with(R"("data_table_rows":{"t":[]})"),
                     "B57: /data_table_rows/t is named by an id that no data_table has"},
        DocumentCase{"row_without_a_key", with(R"("data_tables":[{"id":"t","name":"T"}],"data_table_rows":{"t":[{}]})"),
                     "B57: /data_table_rows/t/0/key is missing"},
        DocumentCase{"schedule_group_of_an_unknown_schedule",
                     with(R"("schedule_groups":[{"id":"g","name":"G","openSchedules":[{"id":"s"}]}])"),
                     "B57: /schedule_groups/0/openSchedules/0/id names 's', which is not in schedules"},
        DocumentCase{"skill_group_without_conditions", with(R"("skill_groups":[{"id":"g","name":"G"}])"),
                     "B57: /skill_groups/0/skillConditions is missing"},
        DocumentCase{"unknown_answer", with(R"("unsettled":{"skill_in_use":"maybe"})"),
                     "B57: /unsettled/skill_in_use is not one of refused, removes_assignments"},
        DocumentCase{"unknown_question", with(R"("unsettled":{"why":"x"})"),
                     "B7: /unsettled has the unknown key 'why'"},
        DocumentCase{"login_rate_without_a_unit", with(R"("login_rate":10)"), "B57: /login_rate is no rate"},
        DocumentCase{"permission_that_is_no_text", with(R"("forbidden":[1])"),
                     "B57: /forbidden holds what is no permission"},
        DocumentCase{"division_that_is_no_text", with(R"("forbidden_divisions":[1])"),
                     "B57: /forbidden_divisions holds what is no id of a division"},
        DocumentCase{"unknown_tier", with(R"("tier":"gold")"), "B57: /tier is not one of standard, enterprise"},
        DocumentCase{"negative_lag", with(R"("list_lag_ms":-1)"),
                     "B57: /list_lag_ms is not a whole number from 0 to 600000"}),
    testing::row_name);

TEST(Load, ListsAllProblemsAndAsksWhatAMisspeltKeyMeant) {
  const auto document = parse_json(with(R"("skils":[],"tier":1,"users":7)"), "tenant.json");
  const auto problems = sandbox::check_document(*document, "tenant.json");
  ASSERT_EQ(problems.size(), 3u);
  EXPECT_EQ(problems.back().hint, "did you mean 'skills'?");
}

TEST(Load, AllowsDuplicateNamesAsRealTenantsHaveThem) {
  const auto document = parse_json(with(R"("skills":[{"id":"a","name":"A"},{"id":"b","name":"A"}])"), "tenant.json");
  EXPECT_TRUE(Sandbox::load(*document, {}, "tenant.json"));
}

TEST(Load, GivesEveryUserAPersonalProfile) {
  const auto document =
      parse_json(with(R"("users":[{"id":"u","name":"U","email":"u@example.com","state":"active"}])"), "tenant.json");
  auto sandbox = testing::make_sandbox(*document);
  EXPECT_EQ(testing::body_of(ask(sandbox, "GET /api/v2/routing/users/u/routingprofile")),
            Value(Map{{"id", "u"}, {"name", "U"}, {"levels", List{}}}));
}

Value example() {
  std::ifstream file(INTERLOCK_SOURCE_DIR "/manifests/example/tenant.json");
  std::ostringstream text;
  text << file.rdbuf();
  const auto document = parse_json(text.str(), "tenant.json");
  EXPECT_TRUE(document);
  return *document;
}

TEST(Save, GivesTheSameBytesThatWereLoaded) {
  const auto document = example();
  EXPECT_EQ(write_json_pretty(testing::make_sandbox(document).document()), write_json_pretty(document));
}

TEST(Save, KeepsWhatGuardsStandOn) {
  auto sandbox = testing::make_sandbox(testing::TenantBuilder().queue("Q", {}).document());
  ask(sandbox, "PUT /api/v2/routing/queues/queue-Q", R"({"name":"Q"})");
  const auto* get = "GET /api/v2/routing/queues/queue-Q";
  auto again = testing::make_sandbox(sandbox.document());
  EXPECT_EQ(testing::header_of(ask(again, get), "ETag"), testing::header_of(ask(sandbox, get), "ETag"));
}

TEST(Example, IsTheContactCentreThatItClaimsToBe) {
  auto sandbox = testing::make_sandbox(example());
  const auto total = [&](const std::string& path) {
    return integer_or(testing::body_of(ask(sandbox, "GET /api/v2" + path)), "total", 0);
  };
  EXPECT_EQ(total("/users"), 60);
  EXPECT_EQ(total("/routing/skills"), 12);
  EXPECT_EQ(total("/routing/queues"), 8);
  EXPECT_EQ(total("/routing/profiles"), 3);
  EXPECT_EQ(total("/architect/schedules"), 53);
  for (const auto& [queue, count] : sandbox.history().back().eligible) EXPECT_GE(count, 5) << queue;
}

TEST(Edit, IsAMergePatchThatMovesTheGuard) {
  testing::SandboxWorld world(
      testing::TenantBuilder().skill("A").user("ana", {{"A", 1}}).queue("Q", {}).schedule("S").document());
  const auto tag = [&](const char* path) {
    return testing::header_of(world.ask(testing::to_request(std::string("GET ") + path)), "ETag");
  };
  const auto* profile = "/api/v2/routing/users/user-ana/routingprofile";
  const auto before = tag(profile);
  EXPECT_EQ(world.edit("user/ana", Map{{"note", Map{{"a", 1}, {"b", Null{}}}}}).status, 200);
  EXPECT_NE(tag(profile), before);
  EXPECT_EQ(world.edit("user/ana", Map{{"note", Map{{"c", 2}}}}).status, 200);
  const auto body = testing::body_of(world.ask(testing::to_request(std::string("GET ") + profile)));
  EXPECT_EQ(*body.find("note"), Value(Map{{"a", 1}, {"c", 2}}));
  EXPECT_EQ(body.find("levels")->as<List>()->size(), 1u);

  EXPECT_EQ(world.edit("schedule/S", Map{{"closed", true}}).status, 200);
  EXPECT_EQ(tag("/api/v2/architect/schedules/schedule-S"), "\"2\"");
  EXPECT_EQ(world.sandbox.writes(), 0);
}

}  // namespace
}  // namespace interlock
