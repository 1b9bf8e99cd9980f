// Who is eligible on the published API, and what a write does to it.
#include <gtest/gtest.h>

#include "codec/json.hpp"
#include "sandbox/observer.hpp"
#include "sandbox/published/skill_groups.hpp"
#include "support/ask.hpp"
#include "support/names.hpp"
#include "support/published_tenant.hpp"
#include "support/sandbox_world.hpp"

namespace interlock {
namespace {

using testing::ask;
using testing::ask_published;
using testing::published_centre;

struct ConditionCase {
  const char* name;
  std::string blocks;
  bool fulfilled;
};

class Conditions : public ::testing::TestWithParam<ConditionCase> {};

/// Holds A at 2.5 and B at 4, and speaks en at 3.
TEST_P(Conditions, OfAnAgent) {
  const sandbox::published::Agent agent{
      .id = "ana", .division = "home", .skills = {{"A", 2.5}, {"B", 4}}, .languages = {{"en", 3}}};
  const auto blocks = parse_json(GetParam().blocks, "blocks");
  ASSERT_TRUE(blocks);
  EXPECT_EQ(sandbox::published::fulfils(agent, *blocks), GetParam().fulfilled);
}

std::string skill(const std::string& name, const std::string& comparator, int level, const std::string& nested = "[]") {
  return R"({"routingSkill":")" + name + R"(","comparator":")" + comparator + R"(","proficiency":)" +
         std::to_string(level) + R"(,"childConditions":)" + nested + "}";
}
std::string block(const std::string& operation, const std::string& skills, const std::string& languages = "") {
  return R"({"operation":")" + operation + R"(","routingSkillConditions":[)" + skills +
         R"(],"languageSkillConditions":[)" + languages + "]}";
}

INSTANTIATE_TEST_SUITE_P(
    Published, Conditions,
    ::testing::Values(
        ConditionCase{"fractions_compare_as_numbers", "[" + block("And", skill("A", "GreaterThan", 2)) + "]", true},
        ConditionCase{"and_are_not_rounded", "[" + block("And", skill("A", "GreaterThanOrEqualTo", 3)) + "]", false},
        ConditionCase{"equal", "[" + block("And", skill("B", "EqualTo", 4)) + "]", true},
        ConditionCase{"not_equal", "[" + block("And", skill("B", "NotEqualTo", 4)) + "]", false},
        ConditionCase{"less", "[" + block("And", skill("B", "LessThan", 4)) + "]", false},
        ConditionCase{"at_most", "[" + block("And", skill("B", "LessThanOrEqualTo", 4)) + "]", true},
        ConditionCase{"what_is_lacking_fulfils_no_comparator",
                      "[" + block("And", skill("C", "LessThanOrEqualTo", 5)) + "]", false},
        ConditionCase{"nor_is_it_unequal", "[" + block("And", skill("C", "NotEqualTo", 5)) + "]", false},
        ConditionCase{"and_needs_all",
                      "[" + block("And", skill("B", "EqualTo", 4) + "," + skill("C", "EqualTo", 1)) + "]", false},
        ConditionCase{"or_needs_one",
                      "[" + block("Or", skill("B", "EqualTo", 4) + "," + skill("C", "EqualTo", 1)) + "]", true},
        ConditionCase{"not_allows_none", "[" + block("Not", skill("B", "EqualTo", 4)) + "]", false},
        ConditionCase{"not_of_what_is_lacking", "[" + block("Not", skill("C", "EqualTo", 4)) + "]", true},
        ConditionCase{"all_blocks_hold",
                      "[" + block("And", skill("B", "EqualTo", 4)) + "," + block("And", skill("C", "EqualTo", 4)) + "]",
                      false},
        ConditionCase{
            "nested_blocks_hold_in_addition",
            "[" + block("And", skill("B", "EqualTo", 4, "[" + block("And", skill("A", "EqualTo", 5)) + "]")) + "]",
            false},
        ConditionCase{
            "languages_likewise",
            "[" + block("And", "", R"({"languageSkill":"en","comparator":"GreaterThan","proficiency":2})") + "]",
            true}),
    testing::row_name);

struct StarvingCase {
  const char* name;
  Api api;
  std::string line;
  std::string body;
  std::string breach;  // the queue, or empty
};

class Starving : public ::testing::TestWithParam<StarvingCase> {};

// Ana alone serves Invoices, on both APIs; ben alone is the member of Desk.
TEST_P(Starving, IsJudgedByTheViewOfTheWriter) {
  auto sandbox = testing::make_sandbox(published_centre().document());
  const auto& row = GetParam();
  const auto tag = testing::header_of(ask(sandbox, "GET" + row.line.substr(row.line.find(' '))), "ETag");
  const auto response = row.api == Api::guide ? ask(sandbox, row.line, row.body, {{"If-Match", tag}})
                                              : ask_published(sandbox, row.line, row.body);
  ASSERT_LT(response.status, 300) << response.body;
  ASSERT_EQ(sandbox.breaches().size(), row.breach.empty() ? 0u : 1u);
  if (!row.breach.empty()) {
    EXPECT_EQ(sandbox.breaches().front().queue, row.breach);
  }
  EXPECT_EQ(sandbox.history().back().api, row.api);
}

const std::string kGroup = "/api/v2/routing/skillgroups/group-Invoices";
const std::string kConditions = R"({"skillConditions":[)" + block("And", skill("Billing", "EqualTo", 5)) + "]}";

INSTANTIATE_TEST_SUITE_P(
    Published, Starving,
    ::testing::Values(
        StarvingCase{"the_level_falls", Api::published, "PUT /api/v2/users/user-ana/routingskills/skill-Billing",
                     R"({"proficiency":1})", "Invoices"},
        StarvingCase{"the_level_falls_a_little", Api::published,
                     "PUT /api/v2/users/user-ana/routingskills/skill-Billing", R"({"proficiency":2.5})", ""},
        StarvingCase{"the_conditions_rise", Api::published, "PATCH " + kGroup, kConditions, "Invoices"},
        StarvingCase{"the_group_is_detached", Api::published, "PUT /api/v2/routing/queues/queue-Invoices",
                     R"({"name":"Invoices"})", "Invoices"},
        StarvingCase{"the_group_is_deleted", Api::published, "DELETE " + kGroup, "", "Invoices"},
        StarvingCase{"the_last_member_leaves", Api::published,
                     "DELETE /api/v2/routing/queues/queue-Desk/members/user-ben", "", "Desk"},
        StarvingCase{"without_members_the_guide_opens_the_queue_to_all", Api::guide,
                     "POST /api/v2/routing/queues/queue-Desk/members?delete=true", R"([{"id":"user-ben"}])", ""},
        StarvingCase{"the_requirement_rises_on_the_guide", Api::guide, "PUT /api/v2/routing/queues/queue-Invoices",
                     R"({"name":"Invoices","skills":[{"skill":{"id":"skill-Billing"},"requiredLevel":5}]})",
                     "Invoices"}),
    testing::row_name);

TEST(PublishedObserver, ShowsWhatStoodBeforeAsTheFirstWriterSeesIt) {
  auto sandbox = testing::make_sandbox(published_centre().document());
  ask_published(sandbox, "POST /api/v2/routing/queues", R"({"name":"Empty"})");
  ASSERT_EQ(sandbox.history().size(), 2u);
  EXPECT_EQ(sandbox.history().front().eligible, (std::map<std::string, int>{{"Desk", 1}, {"Invoices", 1}}));
  EXPECT_EQ(sandbox.history().back().eligible.at("Empty"), 0);
  ask(sandbox, "POST /api/v2/routing/skills", R"({"name":"S"})");
  EXPECT_EQ(sandbox.history().back().eligible.at("Empty"), 2);
  EXPECT_TRUE(sandbox.breaches().empty());
}

TEST(PublishedObserver, DivisionsBoundASkillGroup) {
  auto tenant = published_centre();
  tenant.change("skill_groups", "Invoices", "memberDivisions", List{"apac"});
  tenant.change("skill_groups", "Invoices", "division", Map{{"id", "apac"}});
  auto sandbox = testing::make_sandbox(tenant.document());
  const auto count = [&] {
    return integer_or(testing::body_of(ask_published(sandbox, "GET " + kGroup)), "memberCount", -1);
  };
  EXPECT_EQ(count(), 0);
  ask_published(sandbox, "POST /api/v2/authorization/divisions/apac/objects/USER", R"(["user-ana"])");
  EXPECT_EQ(count(), 1);
}

}  // namespace
}  // namespace interlock
