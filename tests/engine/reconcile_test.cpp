#include "engine/reconcile.hpp"

#include <gtest/gtest.h>

namespace interlock {
namespace {

Plan plan() {
  auto file = std::make_shared<const std::string>("manifests/queues.yaml");
  Plan plan{.steps = {{.id = "s1",
                       .address = {Kind::queue, "Billing"},
                       .object_id = {"q-1"},
                       .edits = {{"/requires/Tier_2", 2, 3}, {"/enabled", true, false}},
                       .source = {file, 14, 3}},
                      {.id = "s2", .address = {Kind::user, "Ana Sample"}, .object_id = {"u-1"}, .is_consequence = true},
                      {.id = "s3", .address = {Kind::flow, "Main"}, .object_id = {"f-1"}, .after = {"s1"}},
                      {.id = "s4", .address = {Kind::skill, "Old"}, .object_id = {"k-1"}, .after = {"s3"}},
                      {.id = "s5", .address = {Kind::skill, "New"}}}};
  return plan;
}

Settled settled(const Step& step, Standing standing, std::vector<FieldEdit> theirs = {}, int attempts = 0) {
  return {.outcome = {.step = step.id,
                      .address = step.address,
                      .standing = standing,
                      .reason = "changed meanwhile",
                      .theirs = std::move(theirs),
                      .exit = Exit::stale},
          .attempts = attempts};
}

TEST(Reconciliation, HasALineForEachFieldThatSomebodyChanged) {
  const auto made = plan();
  const auto& steps = made.steps;
  const std::vector outcomes{
      settled(steps[0], Standing::held, {{"/requires/Tier_2", 2, 5}, {"/enabled", true, Null()}}, 3),
      settled(steps[2], Standing::not_attempted), settled(steps[3], Standing::not_attempted),
      settled(steps[4], Standing::done)};
  const std::string head =
      R"({"attempts":3,"dependants_held":[{"object":"flow/Main","step":"s3"},{"object":"skill/Old","step":"s4"}],)";
  const std::string middle =
      R"("id":"q-1","kind":"queue","name":"Billing","next_step":"at )"
      R"(manifests/queues.yaml:14:3 decide which value holds, write it into the manifest, then: )"
      R"(interlock plan","reason":"changed meanwhile","source":{"column":3,"file":)"
      R"("manifests/queues.yaml","line":14},"step":"s1",)";
  EXPECT_EQ(reconciliation(made, outcomes), head + R"("field":"/requires/Tier_2","found":5,)" + middle +
                                                R"("value_at_plan":2,"wanted":3,"when":null,"who":null})" + "\n" +
                                                head + R"("field":"/enabled","found":null,)" + middle +
                                                R"("value_at_plan":true,"wanted":false,"when":null,"who":null})" +
                                                "\n");
}

TEST(Reconciliation, SaysWhoChangedItAndWhenWhereThePlatformDoes) {
  const auto made = plan();
  auto held = settled(made.steps[1], Standing::held);
  held.outcome.last_change = LastChange{"4711", parse_wall("2026-07-01T10:00:00Z")};
  const auto lines = reconciliation(made, std::vector{held});
  EXPECT_NE(lines.find(R"("when":"2026-07-01T10:00:00Z","who":"4711"})"), std::string::npos) << lines;
}

TEST(Reconciliation, TellsPeopleByTheirIds) {
  const auto made = plan();
  const std::vector outcomes{settled(made.steps[1], Standing::held)};
  const auto lines = reconciliation(made, outcomes);
  EXPECT_EQ(lines.find("Ana"), std::string::npos) << lines;
  EXPECT_NE(lines.find("\"id\":\"u-1\""), std::string::npos) << lines;
  EXPECT_NE(lines.find("\"field\":null"), std::string::npos) << lines;
  EXPECT_NE(lines.find("\"attempts\":null"), std::string::npos) << lines;
}

TEST(Reconciliation, KnowsWhatThePlanItselfHeld) {
  const std::vector<Settled> outcomes{{.outcome = {.step = {},
                                                   .address = {Kind::skill, "Kept"},
                                                   .standing = Standing::held,
                                                   .reason = "left the manifests",
                                                   .theirs = {{"/enabled", true, false}}}}};
  const auto lines = reconciliation(plan(), outcomes);
  EXPECT_NE(lines.find("\"name\":\"Kept\""), std::string::npos) << lines;
  EXPECT_NE(lines.find("\"dependants_held\":[]"), std::string::npos) << lines;
  EXPECT_NE(lines.find("\"source\":null,\"step\":null"), std::string::npos) << lines;
}

TEST(Reconciliation, IsEmptyWhereNothingWasHeld) {
  const auto made = plan();
  const std::vector outcomes{settled(made.steps[0], Standing::failed), settled(made.steps[4], Standing::done)};
  EXPECT_EQ(reconciliation(made, outcomes), "");
}

}  // namespace
}  // namespace interlock
