#include "sandbox/observer.hpp"

#include <gtest/gtest.h>

#include "codec/json.hpp"
#include "support/ask.hpp"
#include "support/names.hpp"
#include "support/sandbox_world.hpp"
#include "support/tenant_builder.hpp"

namespace interlock {
namespace {

using testing::ask;
using testing::TenantBuilder;

struct EligibleCase {
  const char* name;
  TenantBuilder tenant;
  int count;  // of queue Q
};

class Eligible : public ::testing::TestWithParam<EligibleCase> {};

TEST_P(Eligible, Agents) {
  const auto sandbox = testing::make_sandbox(GetParam().tenant.document());
  EXPECT_EQ(sandbox.history().back().eligible.at("Q"), GetParam().count);
}

TenantBuilder skills() { return TenantBuilder().skill("A").skill("B").skill("Off", false); }

INSTANTIATE_TEST_SUITE_P(
    Observer, Eligible,
    ::testing::Values(
        EligibleCase{"level_in_reach", skills().user("ana", {{"A", 2}}).user("ben", {{"A", 1}}).queue("Q", {{"A", 2}}),
                     1},
        EligibleCase{"level_over_the_largest", skills().user("ana", {{"A", 4}}).queue("Q", {{"A", 2, 3}}), 0},
        EligibleCase{"every_requirement_counts", skills().user("ana", {{"A", 4}}).queue("Q", {{"A", 1}, {"B", 1}}), 0},
        EligibleCase{"level_of_the_shared_profile",
                     skills().profile("Desk", {{"A", 3}}).user("ana", {}, "Desk").queue("Q", {{"A", 3}}), 1},
        EligibleCase{"the_personal_level_wins_although_it_is_lower",
                     skills().profile("Desk", {{"A", 3}}).user("ana", {{"A", 1}}, "Desk").queue("Q", {{"A", 2}}), 0},
        EligibleCase{"inactive_users_do_not_count", skills().inactive_user("ana", {{"A", 5}}).queue("Q", {{"A", 1}}),
                     0},
        EligibleCase{"disabled_skills_serve_nobody", skills().user("ana", {{"Off", 5}}).queue("Q", {{"Off", 1}}), 0},
        EligibleCase{"members_restrict",
                     skills().user("ana", {{"A", 1}}).user("ben", {{"A", 1}}).queue("Q", {{"A", 1}}).member("Q", "ben"),
                     1},
        EligibleCase{"without_requirements_everybody", skills().user("ana", {}).user("ben", {}).queue("Q", {}), 2}),
    testing::row_name);

Sandbox one_holder() {
  return testing::make_sandbox(
      skills().user("ana", {{"A", 2}}).queue("Q", {{"A", 1}}).queue("Empty", {{"B", 1}}).document());
}

struct WriteCase {
  const char* name;
  std::string line;
  std::string body;
  std::string breach;  // "write queue", or empty
};

class Writes : public ::testing::TestWithParam<WriteCase> {};

TEST_P(Writes, AreWatched) {
  auto sandbox = one_holder();
  const auto path = GetParam().line.substr(GetParam().line.find(' '));
  const auto tag = testing::header_of(ask(sandbox, "GET" + path), "ETag");
  ASSERT_LT(ask(sandbox, GetParam().line, GetParam().body, {{"If-Match", tag}}).status, 300);
  std::string seen;
  for (const auto& breach : sandbox.breaches()) {
    seen += std::to_string(breach.write) + " " + breach.queue;
    EXPECT_EQ(breach.request, GetParam().line);
  }
  EXPECT_EQ(seen, GetParam().breach);
}

INSTANTIATE_TEST_SUITE_P(
    Observer, Writes,
    ::testing::Values(WriteCase{"the_last_holder_loses_the_skill", "PUT /api/v2/routing/users/user-ana/routingprofile",
                                R"({"name":"ana","levels":[]})", "1 Q"},
                      WriteCase{"the_requirement_rises_over_everybody", "PUT /api/v2/routing/queues/queue-Q",
                                R"({"name":"Q","skills":[{"skill":{"id":"skill-A"},"requiredLevel":3}]})", "1 Q"},
                      WriteCase{"the_skill_is_disabled", "PUT /api/v2/routing/skills/skill-A",
                                R"({"name":"A","enabled":false})", "1 Q"},
                      WriteCase{"a_renamed_queue_is_the_same_queue", "PUT /api/v2/routing/queues/queue-Q",
                                R"({"name":"R","skills":[{"skill":{"id":"skill-B"},"requiredLevel":3}]})", "1 R"},
                      WriteCase{"a_queue_that_was_empty_before", "PUT /api/v2/routing/queues/queue-Empty",
                                R"({"name":"Empty"})", ""},
                      WriteCase{"a_deleted_queue_starves_nobody", "DELETE /api/v2/routing/queues/queue-Q", "", ""},
                      WriteCase{"a_new_queue_that_nobody_can_serve", "POST /api/v2/routing/queues",
                                R"({"name":"N","skills":[{"skill":{"id":"skill-B"},"requiredLevel":1}]})", ""}),
    testing::row_name);

TEST(Observer, BlamesNoWriteForAForeignEdit) {
  testing::SandboxWorld world(skills().user("ana", {{"A", 2}}).queue("Q", {{"A", 1}}).schedule("S").document());
  ASSERT_EQ(world.edit("user/ana", Map{{"levels", List{}}}).status, 200);
  world.ask(testing::to_request("PATCH /api/v2/architect/schedules/schedule-S", R"({"closed":true})"));
  EXPECT_TRUE(world.sandbox.breaches().empty());
  EXPECT_EQ(world.sandbox.history().back().eligible.at("Q"), 0);
  EXPECT_EQ(world.sandbox.writes(), 1);
}

TEST(Observer, ShowsWhatItSaw) {
  auto sandbox = one_holder();
  const auto edit = [&](const char* body) { ask(sandbox, "PUT /api/v2/routing/queues/queue-Q", body); };
  edit(R"({"name":"Q","skills":[{"skill":{"id":"skill-A"},"requiredLevel":3}]})");
  edit(R"({"name":"Q"})");
  EXPECT_EQ(write_json(testing::body_of(ask(sandbox, "GET /__sandbox/breaches"))),
            R"({"breaches":[{"queue":"Q","request":"PUT /api/v2/routing/queues/queue-Q","write":1}],)"
            R"("eligible":{"Empty":0,"Q":1},"invariants":[],"lowest":{"Empty":0,"Q":0},"throttled":0,"writes":2})");
  EXPECT_EQ(sandbox.history().size(), 3u);
}

}  // namespace
}  // namespace interlock
