#include "engine/reader.hpp"

#include <gtest/gtest.h>

#include <csignal>

#include "support/bench.hpp"
#include "support/json.hpp"
#include "support/names.hpp"
#include "support/tenant_builder.hpp"

namespace interlock {
namespace {

using testing::Bench;
using testing::is_request;
using testing::manifest;
using testing::TenantBuilder;

constexpr const char* kOrganization = "0a0a0a0a-0000-4000-8000-000000000001";

Value tenant_of_each_kind() {
  return TenantBuilder()
      .skill("A")
      .profile("P", {{"A", 3}})
      .user("ana@x", {{"A", 2}}, "P")
      .inactive_user("off@x", {{"A", 2}})
      .queue("Q", {{"A", 1}})
      .member("Q", "ana@x")
      .schedule("S")
      .document();
}

Manifest queue_manifest() { return manifest({{"queue/Q", R"({"requires":{"A":{"level":2}}})"}}); }

std::string shown(const Problems& problems) {
  return problems.empty() ? ""
                          : problems.front().rule + " " + std::to_string(static_cast<int>(exit_of(problems))) + " " +
                                std::string(problems.front().where.file_name()) + ": " + problems.front().message;
}

TEST(PlanTenant, BindsEveryStepToTheGuardOfItsObject) {
  Bench bench(tenant_of_each_kind());
  const auto plan = bench.planned(manifest({{"skill/A", R"({"description":"d"})"},
                                            {"skill/N", "{}"},
                                            {"user/off@x", R"({"levels":{"A":5}})"},
                                            {"profile/P", R"({"levels":{"A":4}})"},
                                            {"queue/Q", R"({"requires":{"A":{"level":2}}})"},
                                            {"schedule/S", R"({"state":"closed"})"}}));
  ASSERT_EQ(plan.steps.size(), 6u);
  const std::map<Kind, GuardKind> wanted{{Kind::skill, GuardKind::content},
                                         {Kind::user, GuardKind::etag},
                                         {Kind::profile, GuardKind::etag},
                                         {Kind::queue, GuardKind::etag},
                                         {Kind::schedule, GuardKind::version}};
  for (const auto& step : plan.steps) {
    const auto kind = step.verb == Verb::create ? GuardKind::absence : wanted.at(step.address.kind);
    EXPECT_EQ(step.guard.kind, kind) << to_string(step.address);
    EXPECT_EQ(step.guard.value.empty(), step.verb == Verb::create) << to_string(step.address);
  }
  EXPECT_EQ(plan.tenant, "test");
  EXPECT_EQ(plan.organization, kOrganization);
}

TEST(PlanTenant, ReadsOneListForSchedules) {
  Bench bench(tenant_of_each_kind());
  const auto planned = bench.plan(manifest({{"schedule/S", R"({"state":"closed"})"}}));
  ASSERT_TRUE(planned);
  EXPECT_EQ(planned->view.reads, 2);     // the organization and the list
  EXPECT_EQ(bench.world.requests(), 3);  // and the login
  EXPECT_EQ(planned->plan.steps.front().guard, (Guard{GuardKind::version, "1"}));
}

// B53.
TEST(PlanTenant, RefusesWhatCannotBeGuarded) {
  Bench bench(tenant_of_each_kind());
  bench.world.replace = [](const Request& request, const Response& response, int) -> std::optional<Outcome> {
    if (!is_request(request, "GET /api/v2/routing/queues/queue-Q")) return std::nullopt;
    return Response{response.status, {{"ETag", "W/\"1\""}}, response.body};
  };
  ASSERT_TRUE(bench.plan(queue_manifest()));
  EXPECT_EQ(shown(bench.problems),
            "B53 4 : 'queue/Q' (id 'queue-Q') cannot be guarded: the platform gave neither a strong entity tag nor a "
            "version");
}

// B46 and SEC22.
TEST(PlanTenant, RefusesAnotherOrganization) {
  Bench bench(tenant_of_each_kind());
  bench.tenant.organization = "other";
  const auto planned = bench.plan(queue_manifest());
  ASSERT_FALSE(planned);
  EXPECT_EQ(shown(planned.problems()), std::string("B46 4 : the credentials are for organization '") + kOrganization +
                                           "' ('Test Centre'), but 'other' is expected for tenant 'test'");
  EXPECT_EQ(bench.world.requests(), 2);
}

struct FailureCase {
  const char* name;
  std::string request;
  Response answer;
  std::string problem;
};

class UnreadableTenant : public ::testing::TestWithParam<FailureCase> {};

TEST_P(UnreadableTenant, IsAProblemAndNoPlan) {
  Bench bench(tenant_of_each_kind());
  bench.courier_options.max_wait = Millis(20'000);
  bench.world.intercept = [](const Request& request, int) -> std::optional<Outcome> {
    if (!is_request(request, GetParam().request)) return std::nullopt;
    return GetParam().answer;
  };
  const auto planned = bench.plan(queue_manifest());
  ASSERT_FALSE(planned);
  const auto problem = shown(planned.problems());
  EXPECT_EQ(problem.substr(0, GetParam().problem.size()), GetParam().problem);
}

INSTANTIATE_TEST_SUITE_P(
    Reader, UnreadableTenant,
    ::testing::Values(
        FailureCase{"rights_missing",
                    "GET /api/v2/routing/queues",
                    {403, {}, R"({"code":"missing.permission"})"},
                    "F29 6 GET /api/v2/routing/queues: the tenant could not be read: 403"},
        FailureCase{"rights_missing_for_one_user",
                    "GET /api/v2/routing/users/user-ana%40x/routingprofile",
                    {403, {}, "{}"},
                    "F29 6 GET /api/v2/routing/users/user-ana%40x/routingprofile: "},
        FailureCase{"out_of_order",
                    "GET /api/v2/users",
                    {503, {}, ""},
                    "F10 7 GET /api/v2/users: the tenant could not be read: "},
        FailureCase{"broken_json",
                    "GET /api/v2/routing/skills",
                    {200, {}, R"({"entities":[})"},
                    "B59 7 GET /api/v2/routing/skills: not valid JSON"},
        FailureCase{"a_body_that_is_cut_each_time",
                    "GET /api/v2/routing/skills",
                    {200, {}, R"({"entities":[)"},
                    "F10 7 GET /api/v2/routing/skills: the tenant could not be read: 200 with a body that is no JSON"},
        FailureCase{"list_for_an_object",
                    "GET /api/v2/routing/skills",
                    {200, {}, "[]"},
                    "B57 7 GET /api/v2/routing/skills: /entities: missing where a list belongs"},
        FailureCase{"total_that_never_fits",
                    "GET /api/v2/routing/skills",
                    {200, {}, R"({"entities":[],"total":3})"},
                    "F27 7 GET /api/v2/routing/skills: the list could not be read wholly: it brought 0 rows, but its "
                    "total is 3, after 5 passes"},
        FailureCase{"organization_without_id",
                    "GET /api/v2/organizations/me",
                    {200, {}, "{}"},
                    "B53 4 GET /api/v2/organizations/me: /id: no id"}),
    testing::row_name);

// B57 in an item: the plan is shown with the problem, and never kept.
TEST(PlanTenant, NamesTheFieldOfAnotherType) {
  Bench bench(tenant_of_each_kind());
  bench.world.intercept = [](const Request& request, int) -> std::optional<Outcome> {
    if (!is_request(request, "GET /api/v2/routing/users/user-ana%40x/routingprofile")) return std::nullopt;
    return Response{200, {{"ETag", "\"1\""}}, R"({"id":"user-ana@x","levels":null})"};
  };
  ASSERT_TRUE(bench.plan(queue_manifest()));
  EXPECT_EQ(shown(bench.problems),
            "B57 7 GET /api/v2/routing/users/user-ana%40x/routingprofile: /levels: null where a list belongs");
}

TEST(PlanTenant, ReadsPageByPage) {
  TenantBuilder builder;
  for (int i = 0; i < 2500; ++i) builder.skill("S" + std::to_string(i));
  Bench bench(builder.document());
  const auto planned = bench.plan(manifest({{"skill/S7", R"({"description":"d"})"}}));
  ASSERT_TRUE(planned);
  EXPECT_EQ(planned->view.live.objects.size(), 2500u);
  EXPECT_EQ(planned->view.reads, 4);
}

TEST(PlanTenant, StartsTheListAgainWhenItsCursorDies) {
  TenantBuilder builder;
  for (int i = 0; i < 1500; ++i) builder.skill("S" + std::to_string(i));
  Bench bench(builder.document());
  bench.world.intercept = [died = false](const Request& request, int) mutable -> std::optional<Outcome> {
    const bool is_second_page = request.path == "/api/v2/routing/skills" && request.query.size() > 1;
    if (!is_second_page || std::exchange(died, true)) return std::nullopt;
    return Response{401, {}, R"({"code":"cursor.expired"})"};
  };
  const auto planned = bench.plan(manifest({{"skill/S7", R"({"description":"d"})"}}));
  ASSERT_TRUE(planned);
  EXPECT_EQ(planned->view.live.objects.size(), 1500u);
}

/// The list of queues is answered 206 so often, without its row and without a total.
Result<PlannedTenant> planned_with_partial_lists(int times) {
  Bench bench(tenant_of_each_kind());
  bench.world.intercept = [times](const Request& request, int) mutable -> std::optional<Outcome> {
    if (!is_request(request, "GET /api/v2/routing/queues") || times-- <= 0) return std::nullopt;
    return Response{206, {}, R"({"entities":[],"total":0})"};
  };
  return bench.plan(queue_manifest());
}

// F62.
TEST(PlanTenant, TakesNoListForWholeThatSaysItIsNot) {
  const auto planned = planned_with_partial_lists(1);
  ASSERT_TRUE(planned);
  ASSERT_EQ(planned->plan.steps.size(), 1U);
  EXPECT_EQ(planned->plan.steps.front().verb, Verb::update);
  const auto failed = planned_with_partial_lists(9);
  ASSERT_FALSE(failed);
  EXPECT_EQ(
      shown(failed.problems()),
      "F27 7 GET /api/v2/routing/queues: the list could not be read wholly: the platform answered 206, which leaves "
      "out rows, after 5 passes");
}

TEST(PlanTenant, LeavesOutWhatIsDeletedMeanwhile) {
  Bench bench(tenant_of_each_kind());
  bench.world.intercept = [](const Request& request, int) -> std::optional<Outcome> {
    if (!is_request(request, "GET /api/v2/routing/users/user-ana%40x/routingprofile")) return std::nullopt;
    return Response{404, {}, "{}"};
  };
  const auto planned = bench.plan(queue_manifest());
  ASSERT_TRUE(planned);
  EXPECT_EQ(planned->view.live.find({Kind::user, "ana@x"}), nullptr);
}

TEST(PlanTenant, StopsReadingWhenInterrupted) {
  Bench bench(tenant_of_each_kind());
  bench.world.intercept = [&](const Request& request, int) -> std::optional<Outcome> {
    if (is_request(request, "GET /api/v2/users")) bench.signal = SIGINT;
    return std::nullopt;
  };
  const auto planned = bench.plan(queue_manifest());
  ASSERT_FALSE(planned);
  EXPECT_EQ(exit_of(planned.problems()), Exit::interrupted);
}

}  // namespace
}  // namespace interlock
