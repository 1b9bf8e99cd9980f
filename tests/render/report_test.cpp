// The documents of `settings` and `explain`.
#include <gtest/gtest.h>

#include "codec/json.hpp"
#include "render/render.hpp"

namespace interlock {
namespace {

Place at(std::uint32_t line, std::uint32_t column) {
  return {std::make_shared<const std::string>("interlock.yaml"), line, column};
}

SettingsReport example_settings() {
  return {
      "production",
      {{.name = "url", .value = "https://a.example.com", .source = SettingSource::flag, .from = "--url"},
       {.name = "settle", .value = "2s", .source = SettingSource::file, .at = at(7, 9)},
       {.name = "hooks.allow", .value = List{Value("a"), Value("b")}, .source = SettingSource::file, .at = at(8, 1)},
       {.name = "tier", .value = "standard"},
       {.name = "organization"}}};
}

TEST(SettingsText, HasALineForEachSetting) {
  EXPECT_EQ(find_format("text")->settings(example_settings(), {}), R"(Settings for tenant 'production'
  url           https://a.example.com  --url
  settle        2s                     interlock.yaml:7:9
  hooks.allow   ["a","b"]              interlock.yaml:8:1
  tier          standard               default
  organization  not set                default
)");
}

TEST(SettingsText, SaysThatNoTenantIsChosen) {
  EXPECT_TRUE(find_format("text")->settings({{}, {}}, {}).starts_with("Settings, no tenant chosen\n"));
}

TEST(SettingsText, MakesHostileValuesVisible) {
  const SettingsReport report{"a\x1b[2J", {{.name = "organization", .value = "b\x1b[2J\nc"}}};
  const auto text = find_format("text")->settings(report, {});
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
  EXPECT_NE(text.find("b\\x1b[2J\\x0ac"), std::string::npos);
}

TEST(SettingsJson, NamesSourceAndPlace) {
  const auto document = parse_json(find_format("json")->settings(example_settings(), {}), "stdout");
  ASSERT_TRUE(document);
  EXPECT_EQ(text_or(*document, "kind"), "settings");
  EXPECT_EQ(text_or(*document, "format_version"), "1.0");
  const auto& settings = *document->find("settings")->as<List>();
  EXPECT_EQ(settings[0], Value(Map{{"name", "url"},
                                   {"value", "https://a.example.com"},
                                   {"source", "flag"},
                                   {"from", "--url"},
                                   {"file", Null{}},
                                   {"line", Null{}},
                                   {"column", Null{}}}));
  EXPECT_EQ(settings[1], Value(Map{{"name", "settle"},
                                   {"value", "2s"},
                                   {"source", "file"},
                                   {"from", Null{}},
                                   {"file", "interlock.yaml"},
                                   {"line", 7},
                                   {"column", 9}}));
}

Explanation example_explanation() {
  StepExplanation queue{.step = {.id = "s3",
                                 .verb = Verb::update,
                                 .address = {Kind::queue, "Q"},
                                 .phase = Phase::switching,
                                 .edits = {{"/requires/A", Value(1), Value(2)}},
                                 .source = at(4, 5),
                                 .reason = "changes once everything it needs is in place"},
                        .waits = {{"s1", {Kind::user, "ana"}, "grants skill/A before the queue asks for it"},
                                  {"s2", {Kind::user, "ben"}, "grants skill/A before the queue asks for it"}},
                        .chain = {"s0", "s1", "s3"},
                        .awaited_by = {"s4"},
                        .coverage = Coverage{{Kind::queue, "Q"}, 3, 2, 1}};
  return {"ab12", {queue}};
}

TEST(ExplanationText, GroupsWaitsByTheirReason) {
  EXPECT_EQ(find_format("text")->explanation(example_explanation(), {}), R"(Explanation of the plan ab12

  s3 update queue/Q in phase switch, asked for at interlock.yaml:4:5
    because: changes once everything it needs is in place
      /requires/A: 1 -> 2
    waits for s1, s2: grants skill/A before the queue asks for it
    longest chain: s0 -> s1 -> s3
    awaited by s4
    eligible agents: 3 before, 2 after, never fewer than 1
)");
}

TEST(ExplanationText, NamesTheFirstOfManyStepsAndCountsTheRest) {
  auto explanation = example_explanation();
  auto& waits = explanation.steps[0].waits;
  waits.assign(14, waits[0]);
  EXPECT_NE(find_format("text")->explanation(explanation, {}).find("s1, s1 and 4 more: grants"), std::string::npos);
}

TEST(ExplanationText, SaysWhatCouldHappenOtherwise) {
  auto explanation = example_explanation();
  explanation.steps[0].waits = {{"s1", {Kind::user, "ana"}, "grants it", "queue 'Q' could be down to 0 agents"}};
  EXPECT_NE(find_format("text")
                ->explanation(explanation, {})
                .find("waits for s1: grants it\n      otherwise queue 'Q' could be down to 0 agents\n"),
            std::string::npos);
}

TEST(ExplanationText, OfAStepThatWaitsForNothingAndOfNoStep) {
  auto explanation = example_explanation();
  explanation.steps[0].waits.clear();
  EXPECT_NE(find_format("text")->explanation(explanation, {}).find("    waits for nothing\n"), std::string::npos);
  EXPECT_EQ(find_format("text")->explanation({"ab12", {}}, {}),
            "Explanation of the plan ab12\n\nthe plan has no steps\n");
}

TEST(ExplanationJson, HoldsEveryWait) {
  const auto document = parse_json(find_format("json")->explanation(example_explanation(), {}), "stdout");
  ASSERT_TRUE(document);
  EXPECT_EQ(text_or(*document, "kind"), "explanation");
  const auto& step = document->find("steps")->as<List>()->front();
  EXPECT_EQ(step.find("waits_for")->as<List>()->size(), 2u);
  EXPECT_EQ(*step.find("coverage"), Value(Map{{"before", 3}, {"after", 2}, {"never_below", 1}}));
}

}  // namespace
}  // namespace interlock
