// Plans on copies of small and of random tenants, in process.
#include <gtest/gtest.h>

#include <algorithm>

#include "base/text.hpp"
#include "cli/rehearsal/rehearse.hpp"
#include "cli/rehearsal/sandbox_ports.hpp"
#include "codec/json.hpp"
#include "sandbox/stand_ins.hpp"
#include "support/bench.hpp"
#include "support/json.hpp"
#include "support/names.hpp"
#include "support/published_tenant.hpp"
#include "support/random_tenant.hpp"
#include "support/tenant_builder.hpp"

namespace interlock {
namespace {

using testing::Bench;
using testing::manifest;
using testing::TenantBuilder;
using testing::undone;

const Tenant kTenant{.name = "test"};

/// What an engine reads of a tenant for the plan.
Result<Tenancy> read_of(const Value& document, const Plan& plan) {
  auto sandbox = testing::make_sandbox(document);
  SandboxPorts stage(sandbox, plan.api, {});
  SeededRandom random(1);
  Courier courier(binding(plan.api), {.basic = {}, .access_token = Secret(testing::kAccessToken)}, {}, random);
  Connection connection{.binding = binding(plan.api),
                        .tenant = kTenant,
                        .courier = courier,
                        .world = {.clock = stage, .transport = stage}};
  return read_for_rehearsal(connection, plan);
}

Map copy_of(const Value& document, const Plan& plan) {
  const auto tenancy = read_of(document, plan);
  EXPECT_TRUE(tenancy);
  return document_of(binding(plan.api), kTenant, *tenancy);
}

Rehearsal rehearsed(const Value& document, const Plan& plan, const RehearsalOrder& order = {}) {
  auto rehearsal = rehearse(plan, copy_of(document, plan), kTenant, order, [] { return 0; });
  for (const auto& problem : rehearsal ? Problems{} : rehearsal.problems()) ADD_FAILURE() << problem.message;
  return rehearsal ? *std::move(rehearsal) : Rehearsal{};
}

std::string told(const std::vector<RehearsalBreach>& breaches) {
  std::vector<std::string> lines;
  for (const auto& breach : breaches) {
    lines.push_back(breach.invariant + " " + breach.step + ": " + breach.object + " " + breach.message);
  }
  return join(lines, "\n");
}

// The copy

/// One step of every kind, so that everything is read.
Plan plan_of_everything(Api api) {
  Plan plan{.organization = "org", .api = api};
  for (const auto& kind : kinds()) {
    if (!kind.section.empty() && includes(kind.apis, api)) plan.steps.push_back({.address = {kind.kind, "x"}});
  }
  return plan;
}

LiveState live_of(const Tenancy& tenancy, Api api) {
  Problems problems;
  return binding(api).live_state(tenancy.snapshot, {}, kTenant, problems);
}

std::map<std::string, std::string> described(const LiveState& live) {
  std::map<std::string, std::string> objects;
  for (const auto& [address, object] : live.objects) {
    objects[to_string(address)] = object.id.value + " " + write_json(object.fields);
  }
  for (const auto& [address, ids] : live.ambiguous) {
    for (const auto& id : ids) objects[to_string(address)] += id.value + " ";
  }
  return objects;
}

void expect_faithful(const Value& document, Api api) {
  const auto plan = plan_of_everything(api);
  const auto original = read_of(document, plan);
  ASSERT_TRUE(original);
  const Value copy = sandbox::with_stand_ins(document_of(binding(api), kTenant, *original));
  const auto again = read_of(copy, plan);
  ASSERT_TRUE(again);
  EXPECT_EQ(described(live_of(*again, api)), described(live_of(*original, api)));
}

class RandomCopy : public ::testing::TestWithParam<unsigned> {};

TEST_P(RandomCopy, IsTheTenant) {
  for (const auto edition : {testing::Edition::first, testing::Edition::second}) {
    const auto tenant = testing::random_tenant(GetParam(), edition);
    expect_faithful(tenant, Api::published);
    expect_faithful(tenant, Api::guide);
  }
}
INSTANTIATE_TEST_SUITE_P(Seeds, RandomCopy, ::testing::Range(1u, 41u));

TEST(Copy, OfACentreIsTheCentre) {
  const auto centre = testing::published_centre()
                          .profile("Desk", {{"Billing", 2}})
                          .user("dee", {}, "Desk")
                          .with("user_utilization", Map{{"user-ana", Map{{"utilization", Map{}}}}})
                          .document();
  expect_faithful(centre, Api::published);
  expect_faithful(centre, Api::guide);
}

TEST(Copy, CountsTheSameAgents) {
  for (const auto api : {Api::guide, Api::published}) {
    Bench bench(testing::published_centre().document(), api);
    const auto plan = bench.planned(manifest({{"user/ana", R"({"levels":{"Idle":1}})"}}));
    std::map<std::string, std::optional<int>> counts;
    for (const auto& queue : rehearsed(bench.world.sandbox.document(), plan).queues) {
      counts[queue.queue.name] = queue.before;
    }
    EXPECT_EQ(counts, (std::map<std::string, std::optional<int>>{{"Desk", 1}, {"Invoices", 1}})) << api_name(api);
  }
}

/// In a tenant whose highest level of shared profiles is 1.
TEST(Copy, CountsLevelsUpwards) {
  const Tenant tenant{.name = "test", .levels = LevelOrder::descending};
  Bench bench(TenantBuilder()
                  .skill("A")
                  .profile("Best", {{"A", 1}})
                  .profile("Least", {{"A", 5}})
                  .user("ana", {}, "Best")
                  .user("ben", {}, "Least")
                  .queue("Q", {{"A", 3}})
                  .document());
  bench.tenant = tenant;
  const auto plan = bench.planned(manifest({{"profile/Least", R"({"levels":{"A":4}})"}}));
  const auto tenancy = read_of(bench.world.sandbox.document(), plan);
  ASSERT_TRUE(tenancy);
  const auto rehearsal = rehearse(plan, document_of(binding(plan.api), tenant, *tenancy), tenant, {}, [] { return 0; });
  ASSERT_TRUE(rehearsal);
  EXPECT_EQ(undone(rehearsal->run), "");
  EXPECT_EQ(rehearsal->queues.front().before, 1);
  EXPECT_EQ(rehearsal->queues.front().after, 2);
}

TEST(Copy, ReadsOnlyWhatThePlanCanReach) {
  Bench bench(testing::published_centre().document(), Api::published);
  const auto plan = bench.planned(manifest({{"row/Sites/SIN", R"({"columns":{"tries":3}})"}}));
  const auto copy = copy_of(bench.world.sandbox.document(), plan);
  EXPECT_TRUE(copy.contains("data_tables"));
  EXPECT_FALSE(copy.contains("skills"));
  EXPECT_EQ(undone(rehearsed(bench.world.sandbox.document(), plan).run), "");
}

TEST(Copy, StandsInForWhatIsOnlyNamed) {
  const auto centre = testing::published_centre().with("members", Map{{"queue-Desk", List{Value("user-cy")}}});
  Bench bench(centre.document(), Api::published);
  const auto plan = bench.planned(manifest({{"user/ana", R"({"levels":{"Idle":1}})"}}));
  const auto rehearsal = rehearsed(bench.world.sandbox.document(), plan);
  EXPECT_EQ(told(rehearsal.breaches), "");
  EXPECT_EQ(rehearsal.queues.front().before, 0);  // the inactive member takes nothing
}

// Orders

TenantBuilder desk() {
  return TenantBuilder()
      .skill("Old")
      .skill("New")
      .user("ana", {{"Old", 3}})
      .user("ben", {{"Old", 3}})
      .user("cy", {})
      .queue("Desk", {{"Old", 2}});
}
Manifest move() {
  return manifest({{"user/ana", R"({"levels":{"Old":null,"New":3}})"},
                   {"user/ben", R"({"levels":{"Old":null,"New":3}})"},
                   {"queue/Desk", R"({"requires":{"New":{"level":2}}})"}});
}

Plan allowing(Plan plan, const std::string& what) {
  plan.allowed.push_back(what);
  return plan;
}

/// The plan of somebody who knows nothing of order: skills, then people, then queues.
Plan careless(Plan plan) {
  std::stable_sort(plan.steps.begin(), plan.steps.end(),
                   [](const Step& a, const Step& b) { return a.address < b.address; });
  for (auto& step : plan.steps) step.after.clear();
  return plan;
}

struct OrderCase {
  const char* name;
  TenantBuilder tenant;
  Manifest desired;
  bool keeps_edges;
  RehearsalOrder order;
  std::string breaches;
  Api api = Api::guide;
};

class Orders : public ::testing::TestWithParam<OrderCase> {};

TEST_P(Orders, AreRehearsed) {
  const auto& row = GetParam();
  Bench bench(row.tenant.document(), row.api);
  const auto plan = bench.planned(row.desired);
  const auto before = bench.world.sandbox.document();
  const auto rehearsal = rehearsed(before, row.keeps_edges ? plan : careless(plan), row.order);
  EXPECT_EQ(told(rehearsal.breaches), row.breaches);
  EXPECT_EQ(rehearsal.order, to_string(row.order));
}

constexpr RehearsalOrder kReverse{.way = RehearsalOrder::Way::reverse};
constexpr RehearsalOrder kSeed{.way = RehearsalOrder::Way::random, .seed = 7};
const std::string kStarved =
    "coverage s3: queue/Desk has 0 eligible agents (2 before, 2 after), where the plan promises never fewer than 1";

INSTANTIATE_TEST_SUITE_P(
    Rehearsal, Orders,
    ::testing::Values(
        OrderCase{"the_order_of_the_plan", desk(), move(), true, {}, ""},
        OrderCase{"the_last_first_as_far_as_the_plan_lets", desk(), move(), true, kReverse, ""},
        OrderCase{"any_order_that_the_plan_lets", desk(), move(), true, kSeed, ""},
        OrderCase{"the_published_api", testing::published_centre(),
                  manifest({{"queue/Invoices", R"({"requires":{"Idle":{"level":1}}})"},
                            {"user/ana", R"({"levels":{"Billing":null,"Idle":1}})"}}),
                  true, kReverse, "", Api::published},
        OrderCase{"levels_go_before_the_queue_lets_them", desk(), move(), false, {}, kStarved},
        OrderCase{"a_skill_is_disabled_too_early",
                  desk(),
                  manifest({{"skill/Old", R"({"enabled":false})"},
                            {"user/ana", R"({"levels":{"Old":null}})"},
                            {"user/ben", R"({"levels":{"Old":null}})"},
                            {"user/cy", R"({"levels":{"New":1}})"},
                            {"queue/Desk", R"({"requires":{"New":{"level":1}}})"}}),
                  false,
                  {},
                  "coverage s5: queue/Desk has 0 eligible agents (2 before, 1 after), where the plan promises never "
                  "fewer than 1\n"
                  "references s5: user/ana names the skill 'Old', which is disabled\n"
                  "references s5: user/ben names the skill 'Old', which is disabled\n"
                  "references s5: queue/Desk names the skill 'Old', which is disabled"},
        OrderCase{"somebody_serves_for_a_moment",
                  desk(),
                  manifest({{"user/cy", R"({"levels":{"Old":3}})"},
                            {"user/ana", R"({"levels":{"New":3}})"},
                            {"queue/Desk", R"({"requires":{"New":{"level":1}}})"}}),
                  false,
                  {},
                  "precision s3: queue/Desk is offered to user 'user-cy', whom neither the start nor the end makes "
                  "eligible"}),
    testing::row_name);

TEST(Rehearsal, TakesWhatThePlanWasAllowed) {
  Bench bench(desk().document());
  auto plan = careless(bench.planned(move()));
  for (auto& row : plan.coverage) row.never_below = 0;
  const auto before = bench.world.sandbox.document();
  EXPECT_EQ(told(rehearsed(before, plan).breaches),
            "coverage s3: queue/Desk has 0 eligible agents (2 before, 2 after), where there must always be one");
  EXPECT_EQ(told(rehearsed(before, allowing(plan, "starving=Desk")).breaches), "");
  EXPECT_NE(told(rehearsed(before, allowing(plan, "starving=Other")).breaches), "");
}

TEST(Rehearsal, BlamesThePlanForNoAgentWhoLeftBefore) {
  Bench bench(desk().document());
  auto plan = bench.planned(manifest({{"user/cy", R"({"levels":{"Old":1}})"}}));
  for (auto& row : plan.coverage) row.never_below = 9;
  EXPECT_EQ(told(rehearsed(bench.world.sandbox.document(), plan).breaches), "");
}

TEST(Rehearsal, TellsStepsThatNoLongerFit) {
  Bench bench(desk().document());
  const auto plan = bench.planned(move());
  const Value level = Map{{"skill", Map{{"id", "skill-Old"}}}, {"level", 4}};
  ASSERT_EQ(bench.world.edit("user/ana", Map{{"levels", List{level}}}).status, 200);
  const auto rehearsal = rehearsed(bench.world.sandbox.document(), plan);
  EXPECT_EQ(exit_of(rehearsal), Exit::stale);
  EXPECT_EQ(rehearsal.run.plan_digest, plan_digest(plan));
  EXPECT_EQ(std::count_if(rehearsal.steps.begin(), rehearsal.steps.end(),
                          [](const RehearsedStep& row) { return row.outcome.standing == Standing::done; }),
            0);
}

TEST(Rehearsal, IsTheSameForTheSameSeed) {
  Bench bench(desk().document());
  const auto plan = bench.planned(move());
  const auto order_of = [&](std::uint64_t seed) {
    std::string ids;
    for (const auto& row :
         rehearsed(bench.world.sandbox.document(), careless(plan), {RehearsalOrder::Way::random, seed}).steps) {
      ids += row.step.id;
    }
    return ids;
  };
  EXPECT_EQ(order_of(3), order_of(3));
  std::set<std::string> orders;
  for (std::uint64_t seed = 0; seed < 20; ++seed) orders.insert(order_of(seed));
  EXPECT_GT(orders.size(), 5u);
}

TEST(Rehearsal, TellsAFieldWhoseFormTheCopyCannotHold) {
  auto centre = testing::published_centre();
  Bench bench(centre.document(), Api::published);
  const auto plan = bench.planned(manifest({{"user/ana", R"({"levels":{"Idle":1}})"}}));
  auto copy = copy_of(bench.world.sandbox.document(), plan);
  (*copy.find("users")->as<List>())[0].as<Map>()->set("state", "asleep");
  const auto rehearsal = rehearse(plan, copy, kTenant, {}, [] { return 0; });
  ASSERT_FALSE(rehearsal);
  EXPECT_EQ(rehearsal.problems().front().exit, Exit::refused);
}

/// Members by groups that the plan does not count are outside of its proof.
std::vector<RehearsalBreach> proven(std::vector<RehearsalBreach> breaches, const Plan& plan) {
  std::erase_if(breaches, [&](const RehearsalBreach& breach) {
    const auto queue = parse_address(breach.object);
    const auto found = queue ? plan.routing.queues.find(queue->name) : plan.routing.queues.end();
    return breach.invariant == "precision" && (found == plan.routing.queues.end() || !found->second.assumes.empty());
  });
  return breaches;
}

class RandomPlan : public ::testing::TestWithParam<unsigned> {};

TEST_P(RandomPlan, HoldsItsInvariants) {
  const auto seed = GetParam();
  Problems problems;
  Bench other(testing::random_tenant(seed, testing::Edition::second), Api::published);
  const auto wanted = other.exported();
  ASSERT_TRUE(wanted);
  Bench bench(testing::random_tenant(seed, testing::Edition::first), Api::published);
  const auto planned = bench.plan(wanted->manifest);
  if (!planned || has_errors(bench.problems)) return;  // what cannot be planned is the planner's matter
  for (const auto& order : {RehearsalOrder{}, kReverse, RehearsalOrder{RehearsalOrder::Way::random, seed}}) {
    const auto rehearsal = rehearsed(bench.world.sandbox.document(), planned->plan, order);
    EXPECT_EQ(told(proven(rehearsal.breaches, planned->plan)), "") << to_string(order);
    EXPECT_EQ(undone(rehearsal.run), "") << to_string(order);
  }
}
INSTANTIATE_TEST_SUITE_P(Seeds, RandomPlan, ::testing::Range(1u, 61u));

}  // namespace
}  // namespace interlock
