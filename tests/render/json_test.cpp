#include <gtest/gtest.h>

#include "codec/json.hpp"
#include "render/render.hpp"

namespace interlock {
namespace {

const Format& json() { return *find_format("json"); }

TEST(DriftJson, NamesWhatIsMissingExtraAndDifferent) {
  auto where = whole_file("m.yaml");
  where.line = 3;
  where.column = 7;
  const Drift drift{"production",
                    "4f0c",
                    {{Create{{Kind::skill, "New"}, {{"/enabled", std::nullopt, Value(true)}}, where},
                      Update{{Kind::queue, "Q"}, {}, {{"/requires/S", Value(Map{{"level", 2}}), std::nullopt, true}}},
                      Delete{.address = {Kind::skill, "Old"},
                             .id = {},
                             .edits = {},
                             .last_change = LastChange{"4711", parse_wall("2026-07-01T10:00:00Z")}}},
                     {{{Kind::skill, "Fax"}, "/enabled", Value(true), Value(false), where}},
                     {{{Kind::queue, "L"}, "not ours", "2027-01-31"}},
                     {{{Kind::skill, "S"}, {2, 700}, {1, 500}}}}};
  EXPECT_EQ(json().drift(drift, {}), write_json_pretty(*parse_json(R"({
    "format_version": "1.0", "kind": "drift", "tenant": "production", "organization": "4f0c",
    "items": [
      {"address": "skill/New", "change": "missing", "edits": [{"path": "/enabled", "before": null, "after": true}],
       "source": {"file": "m.yaml", "line": 3, "column": 7}, "modified_by": null, "modified_at": null},
      {"address": "queue/Q", "change": "differs",
       "edits": [{"path": "/requires/S", "before": {"level": 2}, "after": null, "drift": true}],
       "source": null, "modified_by": null, "modified_at": null},
      {"address": "skill/Old", "change": "extra", "edits": [], "source": null, "modified_by": "4711",
       "modified_at": "2026-07-01T10:00:00Z"}
    ],
    "held": [{"address": "skill/Fax", "path": "/enabled", "base": true, "live": false,
              "source": {"file": "m.yaml", "line": 3, "column": 7}}],
    "ignored": [{"address": "queue/L", "reason": "not ours", "until": "2027-01-31"}],
    "capacity": [{"skill": "skill/S", "before": {"agents": 2, "levels": 7}, "after": {"agents": 1, "levels": 5}}],
    "summary": {"missing": 1, "extra": 1, "differs": 1}})",
                                                                   "expected")));
}

TEST(ProblemsJson, HoldsEveryProblemSortedAndOnce) {
  auto where = whole_file("a.yaml");
  const Problem broken{.rule = "B1", .where = where, .message = "nothing declared", .hint = "declare"};
  const Problem flag{.rule = "B41", .severity = Severity::warning, .message = "\x1b", .related = {{where, "here"}}};
  EXPECT_EQ(json().problems({broken, flag, broken}, {}), write_json_pretty(*parse_json(R"({
    "format_version": "1.0", "kind": "problems",
    "problems": [
      {"rule": "B41", "severity": "warning", "file": null, "line": null, "column": null, "message": "\u001b", "hint": "",
       "related": [{"file": "a.yaml", "line": null, "column": null, "message": "here"}]},
      {"rule": "B1", "severity": "error", "file": "a.yaml", "line": null, "column": null,
       "message": "nothing declared", "hint": "declare", "related": []}]})",
                                                                                       "expected")));
}

TEST(PlanJson, OfARefusedPlanHoldsTheProblems) {
  EXPECT_EQ(json().plan({}, {{.rule = "B24", .message = "nobody"}}, {}),
            json().problems({{.rule = "B24", .message = "nobody"}}, {}));
}

Run run_of_two_steps() {
  Run run{"r1", "d1", {}};
  run.outcomes = {{"s1", {Kind::skill, "A"}, Standing::done},
                  {"s2", {Kind::user, "ana"}, Standing::held, "changed", {{"/levels/X", Value(1), Value(4)}}}};
  run.traffic = {.requests = 3,
                 .retries = 1,
                 .failed = 1,
                 .buckets = {{Bucket::token, 3}, {Bucket::queues, 1}},
                 .latencies = {Millis(30), Millis(10), Millis(20)}};
  run.conflicts = 1;
  run.elapsed = Millis(1500);
  return run;
}

Plan two_steps() {
  Plan plan;
  plan.steps = {{.id = "s1", .address = {Kind::skill, "A"}},
                {.id = "s2", .address = {Kind::user, "ana"}, .edits = {{"/levels/X", Value(1), Value(2)}}}};
  plan.estimate = {2, 1, {{Bucket::token, 2}}};
  return plan;
}

TEST(RunJson, HasFiveListsAndTrueTotals) {
  EXPECT_EQ(json().run(report_of(run_of_two_steps(), two_steps()), {}), write_json_pretty(*parse_json(R"({
    "format_version": "1.0", "kind": "run", "run": "r1", "plan_digest": "d1", "applied": "part", "resumable": true,
    "interrupted": false,
    "done": [{"step": "s1", "address": "skill/A", "reason": ""}],
    "held": [{"step": "s2", "address": "user/ana", "reason": "changed",
              "conflicts": [{"path": "/levels/X", "before": 1, "after": 2, "theirs": 4}]}],
    "failed": [], "not_attempted": [], "unknown": [],
    "estimate": {"requests": 2, "seconds": 1, "buckets": {"token": 2}},
    "totals": {"requests": 3, "buckets": {"token": 3, "queues": 1}, "retries": 1, "conflicts": 1, "seconds": 1.500,
               "latency_ms": {"p50": 20, "p95": 30, "max": 30}, "success_rate": 0.667}})",
                                                                                                      "expected")));
}

TEST(RunDocument, ReadsBackAsItWas) {
  auto plan = two_steps();
  plan.steps[1].object_id = {"id-ana"};
  plan.steps[1].is_consequence = true;
  auto report = report_of(run_of_two_steps(), plan);
  report.watch = {Millis(1500),
                  {{{Kind::queue, "Q"}, {5, 1}, {9, 2}, true, false}, {{Kind::queue, "R"}, {}, {3, 0}, false, true}}};
  const auto text = json().run(report, {});
  const auto document = *parse_json(text, "run.json");
  const auto& watched = *document.find("statistics")->find("queues")->as<List>();
  EXPECT_EQ(*watched[0].find("outside"), Value(List{Value("abandoned")}));
  EXPECT_EQ(*watched[1].find("outside"), Value(List{Value("conversations")}));
  EXPECT_NE(text.find("\"consequence\": true"), std::string::npos);
  const auto again = read_run(document, "run.json");
  ASSERT_TRUE(again);
  EXPECT_EQ(json().run(*again, {}), text);
}

TEST(RunDocument, RefusesAnotherKind) {
  const auto read = read_run(Map{{"kind", "plan"}}, "x.json");
  ASSERT_FALSE(read);
  EXPECT_EQ(read.problems()[0].message, "not a run document: its kind is 'plan'");
  EXPECT_EQ(read.problems()[0].exit, Exit::invalid);
}

TEST(Applied, CountsAnUnknownFateAsAPart) {
  RunReport report{"r1", "d1", false, {{"s1", {}, Standing::unknown}, {"s2", {}, Standing::failed}}};
  EXPECT_EQ(report.applied(), "part");
  report.steps[0].standing = Standing::failed;
  EXPECT_EQ(report.applied(), "none");
}

TEST(Formats, AreFoundByName) {
  EXPECT_NE(find_format("json"), nullptr);
  EXPECT_EQ(find_format("yaml"), nullptr);
}

TEST(Formats, SayWhatTheyAreFor) {
  EXPECT_EQ(documents_of(*find_format("markdown")), "plans, drift reports, runs, problems and rehearsals");
  EXPECT_EQ(documents_of(*find_format("dot")), "plans");
  EXPECT_FALSE(has_document(*find_format("dot"), Document::run));
}

}  // namespace
}  // namespace interlock
