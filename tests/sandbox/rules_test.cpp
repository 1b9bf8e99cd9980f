// Every rule of guide-api.md as an exchange: what is sent, what comes back, what the tenant holds afterwards.
#include <gtest/gtest.h>

#include "base/pointer.hpp"
#include "codec/json.hpp"
#include "support/ask.hpp"
#include "support/names.hpp"
#include "support/sandbox_world.hpp"
#include "support/tenant_builder.hpp"

namespace interlock {
namespace {

using testing::ask;

/// Two skills in use, one not, one disabled; an agent with a shared profile; a queue; a schedule.
testing::TenantBuilder centre() {
  testing::TenantBuilder tenant;
  tenant.skill("Billing").skill("Sales").skill("Idle").skill("Off", false);
  tenant.profile("Desk", {{"Sales", 2}});
  tenant.user("ana", {{"Billing", 3}}, "Desk").user("ben", {{"Billing", 1}, {"Off", 2}});
  tenant.queue("Invoices", {{"Billing", 2}}).queue("Spare", {});
  tenant.schedule("DR_01");
  return tenant;
}

constexpr const char* kPutAna = "PUT /api/v2/routing/users/user-ana/routingprofile";
constexpr const char* kPutBen = "PUT /api/v2/routing/users/user-ben/routingprofile";
constexpr const char* kPutDesk = "PUT /api/v2/routing/profiles/profile-Desk";
constexpr const char* kPutInvoices = "PUT /api/v2/routing/queues/queue-Invoices";
constexpr const char* kPatchLine = "PATCH /api/v2/architect/schedules/schedule-DR_01";

struct RuleCase {
  const char* name;
  std::string line;
  std::string body;
  std::string if_match;  // "current" is the tag that a GET of the path gives; empty sends none
  std::string verdict;
  std::string pointer{};  // into the document after the exchange
  std::string found{};    // the JSON there
};

class Rules : public ::testing::TestWithParam<RuleCase> {};

TEST_P(Rules, Answer) {
  auto sandbox = testing::make_sandbox(centre().document());
  const auto& row = GetParam();
  Headers headers;
  if (row.if_match == "current") {
    const auto path = row.line.substr(row.line.find(' '));
    headers.emplace_back("If-Match", testing::header_of(ask(sandbox, "GET" + path), "ETag"));
  } else if (!row.if_match.empty()) {
    headers.emplace_back("If-Match", row.if_match);
  }
  const auto before = sandbox.document();
  const auto response = ask(sandbox, row.line, row.body, headers);
  EXPECT_EQ(testing::verdict_of(response), row.verdict) << response.body;
  EXPECT_EQ(sandbox.writes(), response.status < 300 && !row.line.starts_with("GET") ? 1 : 0);
  if (response.status >= 300) {
    EXPECT_EQ(sandbox.document(), before);
  }
  if (!row.pointer.empty()) {
    const auto document = sandbox.document();
    const auto* found = value_at(document, row.pointer);
    EXPECT_EQ(found != nullptr ? write_json(*found) : "nothing", row.found);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Skills, Rules,
    ::testing::Values(
        RuleCase{"creation_fills_in_defaults", "POST /api/v2/routing/skills", R"({"name":"New"})", "", "200",
                 "/skills/4/type", R"("custom")"},
        RuleCase{"creation_keeps_unknown_fields", "POST /api/v2/routing/skills", R"({"name":"New","tag":[[1]]})", "",
                 "200", "/skills/4/tag", "[[1]]"},
        RuleCase{"duplicate_name", "POST /api/v2/routing/skills", R"({"name":"Idle"})", "", "409 duplicate.name"},
        RuleCase{"creation_without_a_name", "POST /api/v2/routing/skills", "{}", "", "400 bad.request"},
        RuleCase{"unknown_parent", "POST /api/v2/routing/skills", R"({"name":"New","parentSkillId":"x"})", "",
                 "400 invalid.skill"},
        RuleCase{"type_is_immutable", "PUT /api/v2/routing/skills/skill-Idle", R"({"name":"Idle","type":"standard"})",
                 "", "400 immutable.field"},
        RuleCase{"unknown_type", "PUT /api/v2/routing/skills/skill-Idle", R"({"name":"Idle","type":"other"})", "",
                 "400 invalid.value"},
        RuleCase{"id_is_immutable", "PUT /api/v2/routing/skills/skill-Idle", R"({"id":"x","name":"Idle"})", "",
                 "400 immutable.field"},
        RuleCase{"renaming_to_a_taken_name", "PUT /api/v2/routing/skills/skill-Idle", R"({"name":"Sales"})", "",
                 "409 duplicate.name"},
        RuleCase{"renaming_shows_in_references", "PUT /api/v2/routing/skills/skill-Billing", R"({"name":"Invoicing"})",
                 "", "200", "/queues/0/skills/0/skill/name", R"("Invoicing")"},
        RuleCase{"a_put_replaces", "PUT /api/v2/routing/skills/skill-Idle", R"({"name":"Idle","new":1})", "", "200",
                 "/skills/2",
                 R"({"description":"","enabled":true,"id":"skill-Idle","name":"Idle","new":1,"type":"custom"})"},
        RuleCase{"disabling_a_required_skill_is_accepted", "PUT /api/v2/routing/skills/skill-Billing",
                 R"({"name":"Billing","enabled":false})", "", "200", "/skills/0/enabled", "false"},
        RuleCase{"a_skill_above_itself", "PUT /api/v2/routing/skills/skill-Idle",
                 R"({"name":"Idle","parentSkillId":"skill-Idle"})", "", "400 invalid.skill"},
        RuleCase{"deleting_a_skill_that_a_profile_has", "DELETE /api/v2/routing/skills/skill-Sales", "", "",
                 "400 skill.in.use"},
        RuleCase{"deleting_a_free_skill", "DELETE /api/v2/routing/skills/skill-Idle", "", "", "204", "/skills/2/name",
                 R"("Off")"},
        RuleCase{"deleting_what_is_not_there", "DELETE /api/v2/routing/skills/nope", "", "", "404 not.found"}),
    testing::row_name);

INSTANTIATE_TEST_SUITE_P(
    Profiles, Rules,
    ::testing::Values(
        RuleCase{"put_without_a_guard", kPutAna, R"({"name":"ana","levels":[]})", "", "428 precondition.required"},
        RuleCase{"put_with_a_stale_guard", kPutAna, R"({"name":"ana","levels":[]})", "\"1-stale\"",
                 "409 version.conflict"},
        RuleCase{"put_replaces_the_levels", kPutAna,
                 R"({"name":"ana","levels":[{"skill":{"id":"skill-Sales"},"level":5}]})", "current", "200",
                 "/personal_profiles/0/levels",
                 R"([{"level":5,"skill":{"id":"skill-Sales","name":"Sales","type":"custom"}}])"},
        RuleCase{"levels_left_out_are_gone", kPutAna, R"({"name":"ana"})", "current", "200",
                 "/personal_profiles/0/levels", "[]"},
        RuleCase{"a_put_names_the_profile", kPutAna, R"({"levels":[]})", "current", "400 bad.request"},
        RuleCase{"level_over_five", kPutAna, R"({"name":"ana","levels":[{"skill":{"id":"skill-Sales"},"level":6}]})",
                 "current", "400 invalid.value"},
        RuleCase{"level_of_nought", kPutAna, R"({"name":"ana","levels":[{"skill":{"id":"skill-Sales"},"level":0}]})",
                 "current", "400 invalid.value"},
        RuleCase{"half_a_level", kPutAna, R"({"name":"ana","levels":[{"skill":{"id":"skill-Sales"},"level":2.5}]})",
                 "current", "400 invalid.value"},
        RuleCase{"level_as_text", kPutAna, R"({"name":"ana","levels":[{"skill":{"id":"skill-Sales"},"level":"3"}]})",
                 "current", "400 bad.request"},
        RuleCase{"unknown_skill", kPutAna, R"({"name":"ana","levels":[{"skill":{"id":"nope"},"level":3}]})", "current",
                 "400 invalid.skill"},
        RuleCase{"a_disabled_skill_although_it_was_there", kPutBen,
                 R"({"name":"ben","levels":[{"skill":{"id":"skill-Off"},"level":2}]})", "current", "400 invalid.skill"},
        RuleCase{"one_skill_twice", kPutAna,
                 R"({"name":"ana","levels":[{"skill":{"id":"skill-Sales"},"level":2},)"
                 R"({"skill":{"id":"skill-Sales"},"level":3}]})",
                 "current", "400 bad.request"},
        RuleCase{"profile_of_nobody", "PUT /api/v2/routing/users/nobody/routingprofile", "{}", "", "404 not.found"},
        RuleCase{"shared_profile_without_a_guard", kPutDesk, R"({"name":"Desk","skills":[]})", "",
                 "428 precondition.required"},
        RuleCase{"shared_profile_drops_fields_that_the_put_leaves_out", kPutDesk,
                 R"({"name":"Desk","skills":[{"skill_id":"skill-Sales","proficiency_level":4}]})", "current", "200",
                 "/shared_profiles/0",
                 R"({"id":"profile-Desk","name":"Desk","skills":[{"proficiency_level":4,"skill_id":"skill-Sales"}]})"},
        RuleCase{"shared_profile_with_a_disabled_skill", kPutDesk,
                 R"({"name":"Desk","skills":[{"skill_id":"skill-Off","proficiency_level":4}]})", "current",
                 "400 invalid.skill"}),
    testing::row_name);

INSTANTIATE_TEST_SUITE_P(
    QueuesAndSchedules, Rules,
    ::testing::Values(
        RuleCase{"queue_without_a_guard", kPutInvoices, R"({"name":"Invoices","skills":[]})", "", "200",
                 "/queues/0/skills", "[]"},
        RuleCase{"queue_with_the_current_guard", kPutInvoices, R"({"name":"Invoices","skills":[]})", "current", "200"},
        RuleCase{"queue_with_a_stale_guard", kPutInvoices, R"({"name":"Invoices","skills":[]})", "\"0\"",
                 "409 version.conflict"},
        RuleCase{"queue_that_requires_a_disabled_skill", kPutInvoices,
                 R"({"name":"Invoices","skills":[{"skill":{"id":"skill-Off"},"requiredLevel":1}]})", "",
                 "400 invalid.skill"},
        RuleCase{"largest_level_below_the_required_one", kPutInvoices,
                 R"({"name":"Invoices","skills":[{"skill":{"id":"skill-Sales"},"requiredLevel":3,"maxLevel":2}]})", "",
                 "400 invalid.value"},
        RuleCase{"new_queue_without_requirements", "POST /api/v2/routing/queues", R"({"name":"Q"})", "", "200",
                 "/queues/2/skills", "[]"},
        RuleCase{"new_queue_of_a_taken_name", "POST /api/v2/routing/queues", R"({"name":"Spare"})", "",
                 "409 duplicate.name"},
        RuleCase{"queue_is_deleted", "DELETE /api/v2/routing/queues/queue-Invoices", "", "", "204", "/queues/0/name",
                 R"("Spare")"},
        RuleCase{"stale_guard_of_a_deletion", "DELETE /api/v2/routing/queues/queue-Invoices", "", "\"0\"",
                 "409 version.conflict"},
        RuleCase{"members_are_added", "POST /api/v2/routing/queues/queue-Spare/members", R"([{"id":"user-ana"}])", "",
                 "204", "/members/queue-Spare", R"(["user-ana"])"},
        RuleCase{"members_who_are_not_there_are_no_error_to_remove",
                 "POST /api/v2/routing/queues/queue-Spare/members?delete=true", R"([{"id":"user-ana"}])", "", "204",
                 "/members/queue-Spare", "[]"},
        RuleCase{"member_who_is_nobody", "POST /api/v2/routing/queues/queue-Spare/members", R"([{"id":"x"}])", "",
                 "400 bad.request"},
        RuleCase{"patch_leaves_the_other_fields", kPatchLine, R"({"closed":true})", "", "200", "/schedules/0",
                 R"({"closed":true,"enabled":true,"id":"schedule-DR_01","name":"DR_01",)"
                 R"("schedule":{"entries":[],"type":"regular"},"version":2})"},
        RuleCase{"entity_tag_of_a_schedule_is_its_version", kPatchLine, R"({"closed":true})", "\"1\"", "200"},
        RuleCase{"schedule_with_a_stale_tag", kPatchLine, R"({"closed":true})", "\"7\"", "409 version.conflict"},
        RuleCase{"version_in_the_body", kPatchLine, R"({"closed":true,"version":1})", "", "200", "/schedules/0/version",
                 "2"},
        RuleCase{"stale_version_in_the_body", kPatchLine, R"({"closed":true,"version":9})", "", "409 version.conflict"},
        RuleCase{"state_that_is_no_flag", kPatchLine, R"({"closed":"yes"})", "", "400 bad.request"}),
    testing::row_name);

INSTANTIATE_TEST_SUITE_P(
    Front, Rules,
    ::testing::Values(
        RuleCase{"unknown_path", "GET /api/v2/nothing", "", "", "404 not.found"},
        RuleCase{"path_with_another_method", "PATCH /api/v2/routing/skills", "{}", "", "405 method.not.allowed"},
        RuleCase{"broken_json", "POST /api/v2/routing/skills", R"({"name":)", "", "400 bad.request"},
        RuleCase{"a_key_twice", "POST /api/v2/routing/skills", R"({"name":"A","name":"B"})", "", "400 bad.request"},
        RuleCase{"a_list_for_an_object", "POST /api/v2/routing/skills", "[]", "", "400 bad.request"},
        RuleCase{"an_object_for_a_list", "POST /api/v2/routing/queues/queue-Spare/members", "{}", "",
                 "400 bad.request"},
        RuleCase{"no_body", "POST /api/v2/routing/skills", "", "", "400 bad.request"},
        RuleCase{"deep_nesting", "POST /api/v2/routing/skills", std::string(100'000, '['), "", "400 bad.request"},
        RuleCase{"invalid_utf8", "POST /api/v2/routing/skills", "{\"name\":\"\xff\"}", "", "400 bad.request"},
        RuleCase{"body_over_the_limit", "POST /api/v2/routing/skills", std::string((8u << 20) + 1, ' '), "",
                 "413 request.entity.too.large"},
        RuleCase{"huge_query", "GET /api/v2/routing/skills?name=" + std::string(10'000, 'x'), "", "",
                 "414 uri.too.long"},
        RuleCase{"page_of_nothing", "GET /api/v2/routing/skills?pageSize=0", "", "", "400 invalid.query.param.value"},
        RuleCase{"page_size_beyond_all_numbers", "GET /api/v2/routing/skills?pageSize=99999999999999999999", "", "",
                 "400 invalid.query.param.value"},
        RuleCase{"a_cursor_that_was_made_up", "GET /api/v2/routing/skills?after=1:99:x", "", "",
                 "400 invalid.query.param.value"},
        RuleCase{"encoded_slash_is_part_of_an_id", "GET /api/v2/routing/skills/a%2Fb", "", "", "404 not.found"},
        RuleCase{"organisation", "GET /api/v2/organizations/me", "", "", "200"},
        RuleCase{"edit_of_what_is_not_there", "POST /__sandbox/edit", R"({"address":"queue/Nope","set":{}})", "",
                 "404 not.found"},
        RuleCase{"edit_without_an_address", "POST /__sandbox/edit", R"({"set":{}})", "", "400 bad.request"},
        RuleCase{"edit_that_breaks_the_form", "POST /__sandbox/edit", R"({"address":"queue/Spare","set":{"skills":7}})",
                 "", "400 bad.request"}),
    testing::row_name);

TEST(Limits, OfSkillsInAProfileFollowTheTier) {
  testing::TenantBuilder tenant;
  std::string levels;
  for (int i = 0; i < 101; ++i) {
    tenant.skill("S" + std::to_string(i));
    levels += std::string(i > 0 ? "," : "") + R"({"level":1,"skill":{"id":"skill-S)" + std::to_string(i) + "\"}}";
  }
  tenant.user("ana", {});
  for (const auto& [tier, verdict] : {std::pair("standard", "400 limit.exceeded"), std::pair("enterprise", "200")}) {
    auto sandbox = testing::make_sandbox(tenant.with("tier", tier).document());
    const auto tag = testing::header_of(ask(sandbox, "GET /api/v2/routing/users/user-ana/routingprofile"), "ETag");
    EXPECT_EQ(
        testing::verdict_of(ask(sandbox, kPutAna, R"({"name":"ana","levels":[)" + levels + "]}", {{"If-Match", tag}})),
        verdict);
  }
}

TEST(Guards, ATagOutlivesNoChangeNorItsUndoing) {
  auto sandbox = testing::make_sandbox(centre().document());
  const auto tag = [&] { return testing::header_of(ask(sandbox, "GET /api/v2/routing/queues/queue-Spare"), "ETag"); };
  const auto first = tag();
  EXPECT_EQ(tag(), first);
  ask(sandbox, "PUT /api/v2/routing/queues/queue-Spare", R"({"name":"Other"})");
  EXPECT_NE(tag(), first);
  ask(sandbox, "PUT /api/v2/routing/queues/queue-Spare", R"({"name":"Spare"})");
  EXPECT_NE(tag(), first);
}

TEST(Ids, OfNewObjectsReplay) {
  const auto create = [] {
    auto sandbox = testing::make_sandbox(centre().document());
    ask(sandbox, "POST /api/v2/routing/skills", R"({"name":"Sales"})");  // refused: uses up no id
    return text_or(testing::body_of(ask(sandbox, "POST /api/v2/routing/skills", R"({"name":"New"})")), "id");
  };
  EXPECT_EQ(create(), create());
  EXPECT_EQ(create().size(), 36u);
}

TEST(Errors, HaveTheBodyOfTheContract) {
  auto sandbox = testing::make_sandbox(centre().document());
  const auto body = testing::body_of(ask(sandbox, "DELETE /api/v2/routing/skills/skill-Sales"));
  EXPECT_EQ(integer_or(body, "status", 0), 400);
  EXPECT_FALSE(text_or(body, "message").empty());
  EXPECT_FALSE(text_or(body, "contextId").empty());
  EXPECT_EQ(*body.find("errors"), Value(List{}));
  EXPECT_EQ(*body.find("details"),
            Value(List{Map{{"errorCode", "skill.in.use"}, {"entityId", "skill-Sales"}, {"entityName", "Sales"}}}));
}

}  // namespace
}  // namespace interlock
