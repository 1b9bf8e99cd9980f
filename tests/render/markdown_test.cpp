#include <gtest/gtest.h>

#include "render/effects.hpp"
#include "render/render.hpp"
#include "support/names.hpp"
#include "support/rendering.hpp"

namespace interlock {
namespace {

using testing::markdown;
using testing::place;

Step level_step(const char* id, Phase phase, const char* user, std::vector<FieldEdit> edits) {
  return {.id = id, .verb = Verb::update, .address = {Kind::user, user}, .phase = phase, .edits = std::move(edits)};
}

/// Tier2 becomes Tier_2 for two agents, one of them at another level; Fax is taken from one, Billing raised for
/// another.
Plan renaming_plan() {
  Plan plan{.tenant = "production", .organization = "4f0c", .manifest_digest = "ab12"};
  plan.created = *parse_wall("2026-11-22T03:00:00Z");
  plan.expires = *parse_wall("2026-11-23T03:00:00Z");
  plan.steps = {{.id = "s1", .verb = Verb::create, .address = {Kind::skill, "Tier_2"}, .phase = Phase::prepare},
                level_step("s2", Phase::expand, "ana", {{"/levels/Tier_2", std::nullopt, Value(3)}}),
                level_step("s3", Phase::expand, "ben",
                           {{"/levels/Billing", Value(1), Value(4), true}, {"/levels/Tier_2", std::nullopt, Value(5)}}),
                {.id = "s4",
                 .verb = Verb::update,
                 .address = {Kind::queue, "Enterprise"},
                 .phase = Phase::switching,
                 .after = {"s2", "s3"},
                 .edits = {{"/requires/Tier2", Value(Map{{"level", 1}}), std::nullopt},
                           {"/requires/Tier_2", std::nullopt, Value(Map{{"level", 2}, {"max", 4}})}},
                 .source = place("queues.yaml", 6)},
                {.id = "s5",
                 .verb = Verb::update,
                 .address = {Kind::schedule, "DR_1"},
                 .phase = Phase::switching,
                 .edits = {{"/state", Value("open"), Value("closed")}}},
                level_step("s6", Phase::contract, "ana",
                           {{"/levels/Fax", Value(2), std::nullopt}, {"/levels/Tier2", Value(3), std::nullopt}}),
                level_step("s7", Phase::contract, "ben", {{"/levels/Tier2", Value(4), std::nullopt}}),
                {.id = "s8",
                 .verb = Verb::remove,
                 .address = {Kind::skill, "Tier2"},
                 .phase = Phase::remove,
                 .is_consequence = true}};
  plan.coverage = {{{Kind::queue, "Billing_Line"}, 4, 4, 4}, {{Kind::queue, "Enterprise"}, 9, 3, 3}};
  plan.capacity = {{{Kind::skill, "Billing"}, {4, 1000}, {4, 1300}}};
  plan.estimate = {16, 4};
  plan.summary = {1, 4, 1, 40};
  return plan;
}

TEST(PlanMarkdown, SaysFirstWhatHappensAndWhoIsAtRisk) {
  const auto text = markdown().plan(renaming_plan(), {}, {});
  EXPECT_EQ(text.substr(0, text.find("\n<details>")), R"(<!-- interlock:plan:1091422b791db35f -->
## Routing plan for `production`

**No queue loses its agents**: at every moment of the change, somebody can answer each queue that has agents today. Afterwards 1 queue has fewer agents than today.

The plan creates 1, changes 4 and deletes 1 object (skills, profiles of agents, queues, schedules); 40 more are already as wanted. Nothing has been changed yet.

**Please look at:** 1 field changed by somebody meanwhile.

### Changed by somebody meanwhile

These were changed in the contact centre since they were last agreed. The plan overwrites that:

| What | Field | Today, as somebody left it | Afterwards |
| --- | --- | --- | --- |
| agent `ben` | level of `Billing` | level 1 | level 4 |

### Who can answer callers

| Queue | Agents today | Afterwards | Never fewer than | |
| --- | ---: | ---: | ---: | --- |
| `Enterprise` | 9 | 3 | 3 | **6 fewer** |
| `Billing_Line` | 4 | 4 | 4 | as many |

### What queues ask of an agent

A queue offers its calls only to agents who have every skill that it asks for, at that level or higher; 5 is the highest.

- `Enterprise`: `Tier2` no longer; `Tier_2` at level 2 to 4 (new)

### What changes for agents

- `Tier2` becomes `Tier_2`: 2 agents (`ana`, `ben`) have the old skill and get the new one before the old one goes, at the same level except for 1 agent (`ben`).
- `Billing`: 1 agent (`ben`) moves up, from level 1 to level 4.
- `Fax`: 1 agent (`ana`) loses it.

### How much of each skill there is

The score adds up everybody who has the skill: an agent at level 5 counts as 1, at level 1 as 0.2.

| Skill | Agents today | Afterwards | Score today | Afterwards |
| --- | ---: | ---: | ---: | ---: |
| `Billing` | 4 | 4 | 2.0 | 2.6 |

### Lines that open and close

- 1 schedule closes: `DR_1`

### What is created and deleted

- New: 1 skill, `Tier_2`
- **Deleted**: 1 skill, `Tier2`

### Step by step

Every step in its order: what it waits for, where it is asked for, what goes (`-`) and what comes (`+`).
)");
}

TEST(PlanMarkdown, FoldsEveryStepAndEndsWithWhatBindsThePlan) {
  const auto text = markdown().plan(renaming_plan(), {}, {});
  EXPECT_EQ(text.substr(text.find("\n<details><summary><b>Switch")), R"(
<details><summary><b>Switch</b>: queues and schedules change (2 steps)</summary>

```diff
@@ s4 update queue/Enterprise, after s2, s3 @@ queues.yaml:6:5
- /requires/Tier2: {"level":1}
+ /requires/Tier_2: {"level":2,"max":4}
@@ s5 update schedule/DR_1 @@
- /state: 'open'
+ /state: 'closed'
```

</details>

<details><summary><b>Contract</b>: levels go that no queue asks for any more (2 steps)</summary>

```diff
@@ s6 update user/ana @@
- /levels/Fax: 2
- /levels/Tier2: 3
@@ s7 update user/ben @@
- /levels/Tier2: 4
```

</details>

<details><summary><b>Remove</b>: what nothing refers to goes last (1 step)</summary>

```diff
@@ s8 delete skill/Tier2 @@
```

</details>

---

Organization `4f0c`. Plan `15b6140694e6679786cf7c95b6d7f5396d2309884397def802ab7d34f5caa21f`, made 2026-11-22 03:00 UTC from manifests `ab12`; may be applied until 2026-11-23 03:00 UTC. It takes 8 steps, about 16 requests and 4 seconds.
)");
}

struct VerdictCase {
  const char* name;
  void (*change)(Plan& plan, Problems& problems);
  const char* says;
};

class Verdict : public ::testing::TestWithParam<VerdictCase> {};

TEST_P(Verdict, Says) {
  auto plan = renaming_plan();
  Problems problems;
  GetParam().change(plan, problems);
  const auto text = markdown().plan(plan, problems, {});
  const auto verdict = text.substr(0, text.find("\n###"));
  EXPECT_NE(verdict.find(GetParam().says), std::string::npos) << verdict;
}

INSTANTIATE_TEST_SUITE_P(
    PlanMarkdown, Verdict,
    ::testing::Values(
        VerdictCase{"nothing_to_do", [](Plan& plan, Problems&) { plan.steps.clear(); },
                    "**Nothing to do**: the contact centre is as this change wants it (40 objects compared)."},
        VerdictCase{"a_queue_loses_all_agents", [](Plan& plan, Problems&) { plan.coverage[1].after = 0; },
                    "**1 queue loses all agents**: nobody answers callers of `Enterprise` afterwards."},
        VerdictCase{"a_queue_may_be_empty_on_the_way", [](Plan& plan, Problems&) { plan.coverage[1].never_below = 0; },
                    "**1 queue may be without agents for a moment** while the change runs: `Enterprise`."},
        VerdictCase{"no_queue_is_touched", [](Plan& plan, Problems&) { plan.coverage.clear(); },
                    "**No queue loses its agents**: who can answer which queue does not change."},
        VerdictCase{"a_deleted_queue_starves_nobody",
                    [](Plan& plan, Problems&) {
                      plan.coverage[1] = {{Kind::queue, "Enterprise"}, 9, 0, 0};
                      plan.steps[3].verb = Verb::remove;
                    },
                    "**No queue loses its agents**"},
        VerdictCase{"what_a_person_must_look_at",
                    [](Plan& plan, Problems& problems) {
                      plan.held = {{{Kind::skill, "Fax"}, "", {}, {}, {}}};
                      problems = {{.rule = "B19", .severity = Severity::warning, .message = "alike"}};
                    },
                    "**Please look at:** 1 point held until somebody decides; 1 field changed by somebody meanwhile; 1 "
                    "warning."},
        VerdictCase{
            "a_refusal",
            [](Plan&, Problems& problems) { problems = {{.rule = "B24", .exit = Exit::refused, .message = "nobody"}}; },
            "**Refused: this plan is not saved and cannot be applied**, because of 1 error."}),
    testing::row_name);

TEST(PlanMarkdown, ShowsOfARefusedPlanWhatStandsInTheWayFirst) {
  const Problems problems{{.rule = "SEC23",
                           .exit = Exit::refused,
                           .where = place("a.yaml", 3),
                           .message = "12 deletions are over the limit",
                           .hint = "--allow deletes=12",
                           .related = {{place("b.yaml", 4), "set here"}}}};
  const auto text = markdown().plan(renaming_plan(), problems, {});
  const auto begin = text.find("\n### ");
  EXPECT_EQ(text.substr(begin, text.find("\n### ", begin + 1) - begin), R"(
### What stands in the way

- **Error** at `a.yaml:3:5`: `12 deletions are over the limit` (SEC23)
  - see at `b.yaml:4:5`: `set here`
  - **What to do:** `--allow deletes=12`
)");
}

TEST(PlanMarkdown, TellsWhatIsHeldDriftedIgnoredAndAllowed) {
  auto plan = renaming_plan();
  plan.held = {
      {{Kind::queue, "Q"}, "/requires/Old", Value(Map{{"level", 2}}), Value(Map{{"level", 4}}), place("b.yaml", 4)},
      {{Kind::skill, "Fax"}, "", std::nullopt, std::nullopt, {}}};
  plan.ignored = {{{Kind::queue, "Legacy"}, "owned by others", "2027-01-31"}, {{Kind::queue, "L2"}, "pilot", ""}};
  plan.allowed = {"deletes=12"};
  const auto text = markdown().plan(plan, {}, {});
  for (const auto* row :
       {"| queue `Q` | asks for `Old` | level 2 or higher | level 4 or higher | `b.yaml:4:5` |\n",
        "| skill `Fax` | all of it |  |  |  |\n", "| agent `ben` | level of `Billing` | level 1 | level 4 |\n",
        "| queue `Legacy` | `owned by others` | `2027-01-31` |\n", "| queue `L2` | `pilot` | further notice |\n",
        "- `deletes=12`\n"}) {
    EXPECT_NE(text.find(row), std::string::npos) << row;
  }
}

/// A plan of very many steps, whose names are as long as names get.
Plan long_plan(std::size_t steps) {
  auto plan = renaming_plan();
  for (std::size_t i = 0; i < steps; ++i) {
    const auto name = std::string(200, 'x') + std::to_string(i);
    plan.steps.push_back({.id = "t" + std::to_string(i),
                          .verb = Verb::create,
                          .address = {Kind::skill, name},
                          .phase = Phase::prepare,
                          .edits = {{"/description", std::nullopt, Value(name)}}});
    plan.coverage.push_back({{Kind::queue, name}, 5, 4, 4});
  }
  return plan;
}

TEST(PlanMarkdown, FitsACommentByLeavingOutDetails) {
  const auto text = markdown().plan(long_plan(300), {}, {});
  EXPECT_LE(text.size(), 65'536u);
  EXPECT_GT(text.size(), 60'000u);
  EXPECT_NE(text.find("**No queue loses its agents**"), std::string::npos);
  EXPECT_NE(text.find("\nLeft out, so that this fits a comment: "), std::string::npos);
  EXPECT_NE(text.find(" of 301 steps"), std::string::npos);
  EXPECT_NE(text.find("\nOrganization `4f0c`. Plan `"), std::string::npos);
  EXPECT_EQ(markdown().plan(renaming_plan(), {}, {}).find("Left out"), std::string::npos);
}

TEST(PlanMarkdown, KeepsTheVerdictHoweverMuchThereIs) {
  const auto text = markdown().plan(long_plan(5'000), {}, {});
  EXPECT_LE(text.size(), 65'536u);
  EXPECT_NE(text.find("**No queue loses its agents**"), std::string::npos);
  EXPECT_NE(text.find("5002 queues"), std::string::npos) << text.substr(text.size() - 500);
}

TEST(LevelEffects, SeeExpandAndContractAsOneChange) {
  auto plan = renaming_plan();
  plan.steps = {level_step("s1", Phase::expand, "ana", {{"/levels/A", Value(1), Value(4)}}),
                level_step("s2", Phase::contract, "ana", {{"/levels/A", Value(4), Value(3)}})};
  const auto effects = render::level_effects(plan);
  ASSERT_EQ(effects.skills.size(), 1u);
  ASSERT_EQ(effects.skills[0].raised.size(), 1u);
  EXPECT_EQ(effects.skills[0].raised[0].before, 1);
  EXPECT_EQ(effects.skills[0].raised[0].after, 3);
}

TEST(LevelEffects, CallItAMoveOnlyIfEverybodyGetsTheNewSkill) {
  auto plan = renaming_plan();
  EXPECT_EQ(render::level_effects(plan).moves.size(), 1u);
  plan.steps.push_back(level_step("s9", Phase::contract, "eve", {{"/levels/Tier2", Value(1), std::nullopt}}));
  EXPECT_TRUE(render::level_effects(plan).moves.empty());
}

}  // namespace
}  // namespace interlock
