// Drift, runs and problems as comments, and the code spans that all comments are made of.
#include <gtest/gtest.h>

#include "render/markdown.hpp"
#include "render/render.hpp"
#include "support/names.hpp"
#include "support/rendering.hpp"

namespace interlock {
namespace {

using testing::markdown;
using testing::place;

TEST(RunMarkdown, ShowsHowCallersFared) {
  RunReport report{"r1", "d1", false, {{"s1", {Kind::skill, "A"}, Standing::done}}};
  report.watch = {Millis(300'000), {{{Kind::queue, "Q|x"}, {100, 5}, {90, 9}, true, false}}};
  const auto text = markdown().run(report, {});
  EXPECT_NE(text.find("### Queues, 5m after the last write\n"), std::string::npos) << text;
  EXPECT_NE(text.find("| 100 → 90 | **5 → 9** |\n"), std::string::npos) << text;
}

TEST(DriftMarkdown, IsATableOfWhatDiffers) {
  const Drift drift{
      "production",
      "4f0c",
      {{Create{{Kind::skill, "New"}, {}, place("m.yaml", 3)},
        Update{{Kind::queue, "Billing"}, {}, {{"/requires/S", Value(Map{{"level", 1}}), Value(Map{{"level", 2}})}}},
        Delete{.address = {Kind::skill, "Old"},
               .id = {},
               .edits = {},
               .last_change = LastChange{"4711", parse_wall("2026-07-01T10:00:00Z")}}}}};
  EXPECT_EQ(markdown().drift(drift, {}), R"(<!-- interlock:drift:1091422b791db35f -->
## Drift of `production`

**The contact centre differs from what was agreed** in 3 objects. This report changes nothing.

### What differs

| What | Field | In the contact centre | As agreed |
| --- | --- | --- | --- |
| skill `New` | all of it | missing | there |
| queue `Billing` | asks for `S` | level 1 or higher | level 2 or higher |
| skill `Old` | all of it | there | not there |

<details><summary>Every field, and where the manifests name it (3 objects)</summary>

`-` is what the contact centre has, `+` what was agreed.

```diff
@@ skill/New @@ m.yaml:3:5
@@ queue/Billing @@
- /requires/S: {"level":1}
+ /requires/S: {"level":2}
@@ skill/Old @@ last changed 2026-07-01T10:00:00Z by 4711
```

</details>

---

Organization `4f0c`.
)");
}

TEST(DriftMarkdown, SaysThatThereIsNone) {
  const auto text = markdown().drift({"", "4f0c", {}}, {});
  EXPECT_NE(text.find("**No drift**: the contact centre is as agreed.\n"), std::string::npos);
}

RunReport run_with_a_conflict() {
  return {
      "r1",
      "d1",
      false,
      {{"s1", {Kind::skill, "A"}, Standing::done},
       {"s2", {Kind::user, "ana"}, Standing::held, "changed meanwhile", {{"/levels/B", Value(1), Value(2), Value(4)}}},
       {"s3", {Kind::queue, "Q"}, Standing::not_attempted, "it waits for s2"}},
      {.requests = 9, .retries = 1, .conflicts = 1, .elapsed = Millis(2500)}};
}

TEST(RunMarkdown, SaysHowFarItCame) {
  EXPECT_EQ(markdown().run(run_with_a_conflict(), {}), R"(<!-- interlock:run:01ba4719c80b6fe9 -->
## Routing change

**Applied in part**: of 3 steps 1 is done, 1 held, 1 not attempted.

Plan again to see what is left; what is done stays done.

### Held: somebody else changed this meanwhile

- `user/ana` (`s2`): `changed meanwhile`
  - `/levels/B`: before level 1, planned level 2, found level 4

### Not attempted

- `queue/Q` (`s3`): `it waits for s2`

<details><summary>Done (1 step)</summary>

- `skill/A` (`s1`)

</details>

---

Run `r1` of plan `d1`: 9 requests, 1 repeated, 1 conflict, 2.5 seconds.
)");
}

TEST(RunMarkdown, IsShortWhenAllIsDone) {
  auto report = run_with_a_conflict();
  report.steps.resize(1);
  EXPECT_NE(markdown().run(report, {}).find("**Applied: everything is as wanted** (1 step).\n"), std::string::npos);
}

TEST(ProblemsMarkdown, SaysWhetherAllIsInOrder) {
  EXPECT_NE(markdown().problems({}, {}).find("**In order**: no problem was found.\n"), std::string::npos);
  const Problems warning{{.rule = "B19", .severity = Severity::warning, .message = "alike"}};
  EXPECT_NE(markdown().problems(warning, {}).find("**In order**, with 1 warning.\n"), std::string::npos);
}

TEST(ProblemsMarkdown, PutsErrorsBeforeWarnings) {
  const Problems problems{
      {.rule = "B19", .severity = Severity::warning, .where = place("a.yaml", 1), .message = "alike"},
      {.rule = "B7", .where = place("b.yaml", 2), .message = "unknown field"}};
  const auto text = markdown().problems(problems, {});
  EXPECT_LT(text.find("unknown field"), text.find("alike"));
}

struct CodeCase {
  const char* name;
  std::string text;
  const char* code;
  const char* cell;
};

class Code : public ::testing::TestWithParam<CodeCase> {};

TEST_P(Code, IsASpanThatItsTextCannotEnd) {
  EXPECT_EQ(render::code(GetParam().text), GetParam().code);
  EXPECT_EQ(render::cell(GetParam().text), GetParam().cell);
}

INSTANTIATE_TEST_SUITE_P(Markdown, Code,
                         ::testing::Values(CodeCase{"a_name", "Billing", "`Billing`", "`Billing`"},
                                           CodeCase{"nothing", "", "(empty)", "(empty)"},
                                           CodeCase{"a_backtick_inside", "a`b", "``a`b``", "``a`b``"},
                                           CodeCase{"backticks_at_the_ends", "`a``", "``` `a`` ```", "``` `a`` ```"},
                                           CodeCase{"blanks_at_the_ends", " a ", "`  a  `", "`  a  `"},
                                           CodeCase{"a_pipe", "EU | Sales", "`EU | Sales`", "`EU \\| Sales`"},
                                           CodeCase{"an_escaped_pipe", "a\\|b", "`a\\|b`", "`a\\\\x7cb`"},
                                           CodeCase{"an_html_comment", "<!-- x", "`\\x3c!-- x`", "`\\x3c!-- x`"},
                                           CodeCase{"a_line_break", "a\nb", "`a\\x0ab`", "`a\\x0ab`"}),
                         testing::row_name);

}  // namespace
}  // namespace interlock
