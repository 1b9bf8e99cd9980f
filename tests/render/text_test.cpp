#include <gtest/gtest.h>

#include "render/render.hpp"
#include "support/rendering.hpp"

namespace interlock {
namespace {

using testing::place;

const Address kSkill{Kind::skill, "Tier_2_Support_English"};
const Address kAna{Kind::user, "ana.ng@example.com"};
const Address kQueue{Kind::queue, "Enterprise_Support"};

Plan example_plan() {
  Plan plan{.tenant = "production", .organization = "4f0c", .api = Api::guide};
  plan.created = *parse_wall("2026-11-22T03:00:00Z");
  plan.expires = *parse_wall("2026-11-23T03:00:00Z");
  plan.manifest_digest = "ab12";
  plan.steps = {{.id = "s1",
                 .verb = Verb::create,
                 .address = kSkill,
                 .phase = Phase::prepare,
                 .edits = {{"/enabled", std::nullopt, Value(true)}},
                 .source = place("manifests/skills.yaml", 3),
                 .reason = "the manifest names a skill that the tenant lacks"},
                {.id = "s2",
                 .verb = Verb::update,
                 .address = kAna,
                 .phase = Phase::expand,
                 .after = {"s1"},
                 .edits = {{"/levels/Tier_2_Support_English", Value(1), Value(2)}}},
                {.id = "s3",
                 .verb = Verb::remove,
                 .address = {Kind::skill, "Old"},
                 .phase = Phase::remove,
                 .after = {"s1", "s2"},
                 .edits = {{"/description", Value("one\ntwo\n"), std::nullopt}}}};
  plan.coverage = {{kQueue, 12, 15, 12}};
  plan.estimate = {7, 3};
  plan.summary = {1, 1, 1, 40};
  return plan;
}

TEST(PlanText, GroupsStepsByPhase) {
  const auto plan = example_plan();
  EXPECT_EQ(find_format("text")->plan(plan, {}, {}), R"(Plan for tenant 'production', organization '4f0c'
  created 2026-11-22T03:00:00Z, expires 2026-11-23T03:00:00Z, guide API
  manifest ab12
  digest   )" + plan_digest(plan) + R"(

prepare: 1 step
  + create skill/Tier_2_Support_English  (s1)  manifests/skills.yaml:3:5
      # the manifest names a skill that the tenant lacks
      /enabled: none -> true

expand: 1 step
  ~ update user/ana.ng@example.com  (s2 after s1)
      /levels/Tier_2_Support_English: 1 -> 2

remove: 1 step
  - delete skill/Old  (s3 after s1, s2)
      /description:
        - one
        - two

coverage
  Enterprise_Support: 12 agents before, 15 after, never fewer than 12

Plan: 1 to create, 1 to update, 1 to delete, 40 unchanged; 3 steps, about 7 requests and 3 s
)");
}

TEST(PlanText, PromisesNothingForQueuesThatComeAndGo) {
  auto plan = example_plan();
  plan.steps = {{.id = "s1", .verb = Verb::create, .address = {Kind::queue, "Chat"}},
                {.id = "s2", .verb = Verb::remove, .address = {Kind::queue, "Fax"}}};
  plan.coverage = {{{Kind::queue, "Chat"}, 0, 1, 0}, {{Kind::queue, "Fax"}, 2, 0, 0}};
  EXPECT_NE(find_format("text")->plan(plan, {}, {}).find(R"(
coverage
  Chat: new: 1 agent after
  Fax: gone: 2 agents before

)"),
            std::string::npos);
}

TEST(PlanText, SaysThatThereIsNothingToDo) {
  auto plan = example_plan();
  plan.steps.clear();
  plan.expires.reset();
  EXPECT_EQ(find_format("text")->plan(plan, {}, {}), R"(Plan for tenant 'production', organization '4f0c'
  created 2026-11-22T03:00:00Z, never expires, guide API
  manifest ab12
  digest   )" + plan_digest(plan) + R"(

no changes: the tenant is as the manifests say (40 objects)
)");
}

TEST(PlanText, SaysThatARefusedPlanCannotBeApplied) {
  const Problems problems{{.rule = "B24", .exit = Exit::refused, .message = "nobody is left"}};
  EXPECT_TRUE(find_format("text")
                  ->plan(example_plan(), problems, {})
                  .ends_with("This plan is refused: 1 error. It is not saved and cannot be applied.\n"));
}

TEST(PlanText, SaysWhatIsHeldIgnoredAndAllowed) {
  auto plan = example_plan();
  plan.steps.clear();
  plan.coverage.clear();
  plan.capacity = {{kSkill, {12, 4000}, {15, 5200}}};
  plan.held = {{kQueue, "/requires/Old", Value(Map{{"level", 2}}), Value(Map{{"level", 4}}), place("base/q.yaml", 4)},
               {{Kind::skill, "Fax"}, "", std::nullopt, std::nullopt, {}}};
  plan.ignored = {{{Kind::queue, "Legacy_1"}, "owned by the telephony team", "2027-01-31"}};
  plan.allowed = {"deletes=12"};
  const auto text = find_format("text")->plan(plan, {}, {});
  EXPECT_EQ(text.substr(text.find("\ncapacity:")), R"(
capacity: an agent at level 5 counts as 1 in the score
  Tier_2_Support_English: 12 agents with score 8.0 before, 15 agents with score 10.4 after

held: left the manifests, but somebody changed it in the tenant; name it to decide
  queue/Enterprise_Support /requires/Old: it was {"level":2}, the tenant has {"level":4}  base/q.yaml:4:5
  skill/Fax

ignored, as the settings say
  queue/Legacy_1: owned by the telephony team (until 2027-01-31)

allowed
  deletes=12

no changes: the tenant is as the manifests say (40 objects)
)");
}

TEST(PlanText, MarksWhatSomebodyChangedMeanwhile) {
  auto plan = example_plan();
  plan.steps[1].edits[0].is_drift = true;
  EXPECT_NE(find_format("text")->plan(plan, {}, {}).find("English: 1 -> 2  (changed in the tenant since)\n"),
            std::string::npos);
}

TEST(PlanText, NamesPeopleThatOnlyTheTenantKnowsOnlyIfAsked) {
  auto plan = example_plan();
  plan.steps[1].object_id = {"id-ana"};
  plan.steps[1].is_consequence = true;
  plan.steps[2].is_consequence = true;  // a skill is nobody's name
  for (const auto* name : {"text", "markdown", "dot"}) {
    const auto& format = *find_format(name);
    const auto discreet = format.plan(plan, {}, {});
    EXPECT_EQ(discreet.find("ana.ng"), std::string::npos) << name;
    EXPECT_NE(discreet.find("user id-ana"), std::string::npos) << name;
    EXPECT_NE(discreet.find("Old"), std::string::npos) << name;
    EXPECT_NE(format.plan(plan, {}, {.show_names = true}).find("ana.ng"), std::string::npos) << name;
  }
}

// On a terminal one screen: header and totals stay, steps lose their details and then themselves.
TEST(PlanText, IsShortenedToTheScreen) {
  const auto& text = *find_format("text");
  const auto plan = example_plan();
  const auto whole = text.plan(plan, {}, {});
  EXPECT_EQ(text.plan(plan, {}, {.screen = Screen{40, 200}}), whole);
  const auto shortened = text.plan(plan, {}, {.screen = Screen{20, 200}});
  EXPECT_EQ(shortened.substr(shortened.find("\nprepare")), R"(
prepare: 1 step
  + create skill/Tier_2_Support_English  (s1)  manifests/skills.yaml:3:5

expand: 1 step
  ~ update user/ana.ng@example.com  (s2 after s1)

remove: 1 step
  - delete skill/Old  (s3 after s1, s2)

coverage
  Enterprise_Support: 12 agents before, 15 after, never fewer than 12

Plan: 1 to create, 1 to update, 1 to delete, 40 unchanged; 3 steps, about 7 requests and 3 s
(shortened to the screen: --verbose shows everything)
)");
  const auto tiny = text.plan(plan, {}, {.screen = Screen{5, 200}});
  EXPECT_NE(tiny.find("  ... and 1 more\n"), std::string::npos);
  EXPECT_NE(tiny.find("Plan: 1 to create"), std::string::npos);
}

TEST(PlanText, CountsTheRowsThatALongLineTakes) {
  const auto& text = *find_format("text");
  const auto plan = example_plan();
  EXPECT_EQ(text.plan(plan, {}, {.screen = Screen{30, 200}}), text.plan(plan, {}, {}));
  EXPECT_NE(text.plan(plan, {}, {.screen = Screen{30, 20}}), text.plan(plan, {}, {}));
  EXPECT_EQ(text.plan(plan, {}, {.color = true, .screen = Screen{30, 97}}), text.plan(plan, {}, {.color = true}));
}

TEST(PlanText, IsColouredOnlyIfAsked) {
  EXPECT_EQ(find_format("text")->plan(example_plan(), {}, {}).find('\x1b'), std::string::npos);
  EXPECT_NE(find_format("text")->plan(example_plan(), {}, {.color = true}).find("\x1b[32m+ create skill/"),
            std::string::npos);
}

TEST(DriftText, ListsWhatDiffers) {
  const Drift drift{
      "production",
      "4f0c",
      {{Create{kSkill, {{"/enabled", std::nullopt, Value(true)}}, place("m.yaml", 3)},
        Update{kAna, {}, {{"/levels/Billing", Value(3), Value(2)}}},
        Delete{.address = {Kind::skill, "Old"}, .id = {}, .edits = {}, .last_change = LastChange{"47\x1b", {}}}}}};
  EXPECT_EQ(find_format("text")->drift(drift, {}), R"(Drift for tenant 'production', organization '4f0c'

differences: tenant -> manifest
  skill/Tier_2_Support_English: missing in the tenant  m.yaml:3:5
      /enabled: none -> true
  user/ana.ng@example.com: differs
      /levels/Billing: 3 -> 2
  skill/Old: still in the tenant  (last changed by 47\x1b)

Drift: 3 objects not as the manifests say
)");
}

TEST(DriftText, SaysThatThereIsNone) {
  EXPECT_EQ(find_format("text")->drift({"", "4f0c", {}}, {}), R"(Drift for the tenant, organization '4f0c'

no drift: the tenant is as the manifests say
)");
}

RunReport example_run() {
  return {
      "r1",
      "d1",
      false,
      {{"s1", kSkill, Standing::done},
       {"s2", kAna, Standing::held, "changed by somebody else", {{"/levels/Billing", Value(1), Value(2), Value(4)}}},
       {"s3", kQueue, Standing::not_attempted, "waits for s2"}},
      {.requests = 9, .retries = 1, .conflicts = 1, .elapsed = Millis(2500), .p50 = Millis(12)}};
}

TEST(RunText, ListsWhatAPersonMustLookAt) {
  EXPECT_EQ(find_format("text")->run(example_run(), {}), R"(Held: somebody else changed what the plan changes
  user/ana.ng@example.com (s2): changed by somebody else
      /levels/Billing: before 1, planned 2, theirs 4

Not attempted
  queue/Enterprise_Support (s3): waits for s2

Applied: part. 1 done, 1 held, 0 failed, 0 unknown, 1 not attempted
  9 requests, 1 repeated, 1 conflict, 2.5 s; latency p50 12ms, p95 0s, max 0s
  to continue: `interlock resume r1`; or plan again: `interlock plan` shows what is left, `interlock apply -f PATH` does it
)");
}

TEST(RunText, IsShortWhenAllIsDone) {
  auto report = example_run();
  report.steps.resize(1);
  EXPECT_EQ(find_format("text")->run(report, {}), R"(Applied: all. 1 done, 0 held, 0 failed, 0 unknown, 0 not attempted
  9 requests, 1 repeated, 1 conflict, 2.5 s; latency p50 12ms, p95 0s, max 0s
)");
}

TEST(RunText, HoldsTheEstimateAgainstWhatHappened) {
  auto report = example_run();
  report.steps.resize(1);
  report.estimate = {7, 3, {{Bucket::token, 7}, {Bucket::queues, 2}}};
  report.totals.buckets = {{Bucket::token, 9}, {Bucket::queues, 2}, {Bucket::routing, 1}};
  const auto text = find_format("text")->run(report, {});
  EXPECT_NE(
      text.find("  estimated at least 7 requests and 3 s; sent of estimated by quota: token 9 of 7, routing 1 of 0, "
                "queues 2 of 2\n"),
      std::string::npos)
      << text;
}

TEST(RunText, TellsHowCallersFared) {
  auto report = example_run();
  report.steps.resize(1);
  report.watch = {Millis(300'000), {{kQueue, {100, 5}, {90, 9}, true, false}}};
  EXPECT_TRUE(find_format("text")->run(report, {}).starts_with(R"(Queues, 5m after the last write
  Enterprise_Support: 90 conversations (100 before); 9 abandoned (5 before), outside of what is allowed

)"));
}

TEST(ProblemsText, SortsByPlaceAndShowsOtherPlacesAndHints) {
  const Problems problems{{.rule = "B7", .where = place("b.yaml", 2), .message = "unknown field 'skils'"},
                          {.rule = "B3",
                           .severity = Severity::warning,
                           .where = place("a.yaml", 14),
                           .message = "said twice",
                           .hint = "remove one",
                           .related = {{place("a.yaml", 3), "first here"}}},
                          {.rule = "B41", .message = "unknown flag"}};
  EXPECT_EQ(problems_text(problems, {}), R"(error: unknown flag
a.yaml:14:5: warning: said twice
  a.yaml:3:5: first here
  hint: remove one
b.yaml:2:5: error: unknown field 'skils'
)");
}

TEST(ProblemsText, ShowsTheFirstHundredAndTheCount) {
  Problems problems;
  for (std::uint32_t line = 1; line <= 130; ++line) problems.push_back({.rule = "B7", .where = place("a.yaml", line)});
  const auto text = problems_text(problems, {});
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 101);
  EXPECT_TRUE(text.ends_with("a.yaml:100:5: error: \n... and 30 more: 130 problems in all\n"));
}

}  // namespace
}  // namespace interlock
