// SEC11-SEC14: hostile names in every free text of every document, in every format.
#include <gtest/gtest.h>

#include <algorithm>
#include <ostream>

#include "base/text.hpp"
#include "codec/json.hpp"
#include "render/render.hpp"
#include "support/markdown_reader.hpp"
#include "support/names.hpp"

namespace interlock {
namespace {

Place place(const std::string& file) {
  auto where = whole_file(file);
  where.line = where.column = 1;
  return where;
}

Plan plan_of(const std::string& evil) {
  Plan plan{.tenant = evil, .organization = evil, .manifest_digest = evil, .allowed = {evil}};
  const auto add = [&](Verb verb, Kind kind, std::vector<FieldEdit> edits) {
    plan.steps.push_back({.id = evil,
                          .verb = verb,
                          .address = {kind, evil},
                          .object_id = {evil},
                          .after = {evil},
                          .edits = std::move(edits),
                          .source = place(evil),
                          .reason = evil,
                          .is_consequence = true});
  };
  add(Verb::update, Kind::skill, {{"/" + evil, Value(evil), Value(Map{{evil, Value(evil)}}), true}});
  add(Verb::update, Kind::skill, {{"/description", Value("a\n" + evil + "\nb"), Value(evil + "\nc\n" + evil)}});
  add(Verb::create, Kind::queue, {{"/requires/" + evil, std::nullopt, Value(Map{{"level", 2}, {evil, evil}})}});
  add(Verb::update, Kind::user, {{"/levels/" + evil, Value(2), Value(4)}, {"/levels/a" + evil, Value(evil), Value(1)}});
  add(Verb::remove, Kind::skill, {{"/enabled", Value(true), std::nullopt}});
  add(Verb::update, Kind::schedule, {{"/state", Value("open"), Value(evil)}});
  plan.coverage = {{{Kind::queue, evil}, 3, 0, 0}, {{Kind::queue, evil + "x"}, 3, 2, 0}};
  plan.capacity = {{{Kind::skill, evil}, {3, 1200}, {0, 0}}};
  plan.held = {{{Kind::queue, evil}, "/requires/" + evil, Value(evil), Value(Map{{evil, evil}}), place(evil)}};
  plan.ignored = {{{Kind::queue, evil}, evil, evil}};
  return plan;
}

RunReport run_of(const std::string& evil) {
  RunReport report{evil, evil, true, {}};
  for (const auto standing :
       {Standing::done, Standing::held, Standing::failed, Standing::unknown, Standing::not_attempted}) {
    report.steps.push_back(
        {evil, {Kind::user, evil}, standing, evil, {{evil, Value(evil), std::nullopt, Value(evil)}}});
  }
  return report;
}

Drift drift_of(const std::string& evil) {
  const Address queue{Kind::queue, evil};
  return {evil,
          evil,
          {{Create{{Kind::skill, evil}, {{evil, std::nullopt, Value(evil)}}, place(evil)},
            Update{queue, {evil}, {{evil, Value(evil), Value("b\n" + evil)}, {"/requires/" + evil, Value(evil), {}}}},
            Delete{queue, {evil}, {{evil, Value(evil), std::nullopt}}, {}, false, LastChange{evil, {}}}},
           {{queue, "", std::nullopt, std::nullopt, place(evil)}},
           {{queue, evil, evil}},
           {{{Kind::skill, evil}, {}, {}}}}};
}

Problems problems_of(const std::string& evil) {
  return {{.rule = "B7", .where = place("m-" + evil), .message = evil, .hint = evil, .related = {{place(evil), evil}}},
          {.rule = "B19", .severity = Severity::warning, .message = evil}};
}

/// Every document that the format has, with and without a refusal.
std::vector<std::string> documents(const Format& format, const std::string& evil, const Style& style) {
  std::vector<std::string> texts{format.refusal(problems_of(evil), style)};
  if (format.plan != nullptr) {
    texts.push_back(format.plan(plan_of(evil), {}, style));
    texts.push_back(format.plan(plan_of(evil), problems_of(evil), style));
  }
  if (format.drift != nullptr) texts.push_back(format.drift(drift_of(evil), style));
  if (format.run != nullptr) texts.push_back(format.run(run_of(evil), style));
  return texts;
}

struct HostileCase {
  const char* name;
  std::string text;  // holds "evil" as the word by which it is found again
  friend std::ostream& operator<<(std::ostream& out, const HostileCase& row) { return out << row.name; }
};

std::string many(std::string_view text, std::size_t count) {
  std::string result;
  for (std::size_t i = 0; i < count; ++i) result += text;
  return result;
}

const std::vector<HostileCase>& corpus() {
  static const std::vector<HostileCase> kCorpus{
      {"terminal_escape", "evil\x1b[2J\x1b]8;;http://evil\x07"},
      {"c1_controls", "evil\xc2\x9b\x33\x31mred\xc2\x85"},
      {"delete_and_backspace", "evil\x7f\b\b"},
      {"bidirectional", "evil\u202egnp.exe\u2066"},
      {"zero_width", "ev\u200b\u2060\ufeffevil"},
      {"line_separators", "evil\u2028evil\u2029evil"},
      {"tag_characters", "evil\U000e0041\U000e007f"},
      {"invalid_bytes", "evil\xff\xc0\xaf\xed\xa0\x80"},
      {"line_breaks", "a\nevil: 0 to delete\r\n::add-mask::evil\n\n# evil\n- evil"},
      {"runner_command", "##[error]evil"},
      {"vso_command", "evil ##vso[task.setvariable]evil"},
      {"workflow_command", "\u00a0 ::set-output name=evil::b"},
      {"very_long", many("evil", 2'500) + "\nevil"},
      {"very_many_backticks", many("`", 10'000) + "evil"},
      {"backticks_of_all_lengths", "`evil``evil```evil````evil"},
      {"begins_with_a_backtick", "`evil"},
      {"ends_with_a_backtick", "evil`"},
      {"blanks_at_the_ends", " evil "},
      {"closing_fence", "evil\n```\nevil\n````\n~~~\nevil"},
      {"pipes", "|evil|evil|"},
      {"escaped_pipes", "evil\\|evil\\\\|evil"},
      {"backslash_at_the_end", "evil\\"},
      {"link", "[evil](https://evil.example.com) https://evil.example.com <https://evil>"},
      {"image", "![evil](https://evil.example.com/x.png)"},
      {"mention", "@evil @evil/team"},
      {"issue", "#1 evil/evil#1 GH-1 evil"},
      {"html", "</code></details><script>evil()</script><img src=evil onerror=evil>"},
      {"html_comment", "<!-- interlock:plan:evil --> --> <!--"},
      {"markup", "**evil** _evil_ ~~evil~~ # evil > evil 1. evil --- ==="},
      {"entities", "&lt;evil&gt; &#64;evil &amp;"},
      {"math", "$evil$ $$evil$$ $`evil`$"},
      {"emoji_and_footnote", ":evil: [^evil] [[evil]]"},
      {"graphviz", "evil\"];evil->evil[label=\"\\N\\G\\l\\\""},
      {"json_and_commas", "evil\",\"kind\":\"plan\",{}[]\\"},
  };
  return kCorpus;
}

class HostileText : public ::testing::TestWithParam<HostileCase> {};

TEST_P(HostileText, IsPrintableAndGivesNoCommandInAnyFormat) {
  for (const auto& format : formats()) {
    for (const auto& text : documents(format, GetParam().text, {})) {
      EXPECT_EQ(invalid_utf8(text), std::nullopt) << format.name;
      for (const char c : text) ASSERT_TRUE(c == '\n' || static_cast<unsigned char>(c) >= 0x20) << format.name << text;
      EXPECT_EQ(text.find("##["), std::string::npos) << format.name;
      EXPECT_EQ(text.find("##vso["), std::string::npos) << format.name;
      if (format.name == "json") continue;  // keeps every value by its own escapes; it is no text for people
      auto shown = text;
      std::erase(shown, '\n');
      EXPECT_EQ(visible(shown), shown) << format.name;
      EXPECT_EQ(text.find("\nevil"), std::string::npos) << format.name << text;
    }
  }
}

TEST_P(HostileText, StartsNoLineWithAWorkflowCommand) {
  for (const auto& format : formats()) {
    for (const auto& text : documents(format, GetParam().text, {})) {
      for (const auto& line : testing::lines(text)) {
        const auto begin = line.find_first_not_of(' ');
        EXPECT_FALSE(begin != std::string::npos && line.compare(begin, 2, "::") == 0) << format.name << line;
      }
    }
  }
}

TEST_P(HostileText, StaysInCodeInMarkdown) {
  const auto& format = *find_format("markdown");
  for (const auto& text : documents(format, GetParam().text, {})) {
    const auto read = testing::read_markdown(text);
    EXPECT_EQ(read.complaint, "") << text;
    EXPECT_EQ(read.prose.find("evil"), std::string::npos) << text;
    EXPECT_EQ(text.find("<!--", 1), std::string::npos) << "a second marker";
    EXPECT_LE(text.size(), 65'536u);
  }
}

TEST_P(HostileText, IsKeptInJson) {
  const auto& json = *find_format("json");
  const auto& evil = GetParam().text;
  if (invalid_utf8(evil)) GTEST_SKIP() << "JSON has no such text";
  const auto plan = parse_json(json.plan(plan_of(evil), {}, {}), "plan");
  ASSERT_TRUE(plan);
  EXPECT_EQ(text_or(*plan, "tenant"), evil);
  const auto drift = parse_json(json.drift(drift_of(evil), {}), "drift");
  ASSERT_TRUE(drift);
  EXPECT_EQ(text_or(*drift, "tenant"), evil);
}

INSTANTIATE_TEST_SUITE_P(Documents, HostileText, ::testing::ValuesIn(corpus()), testing::row_name);

// The checker itself must see what it is there for.
TEST(MarkdownReader, SeesWhatIsNoCode) {
  EXPECT_EQ(testing::read_markdown("a `evil` b\n").prose.find("evil"), std::string::npos);
  EXPECT_NE(testing::read_markdown("a ``evil` b\n").prose.find("evil"), std::string::npos);
  EXPECT_NE(testing::read_markdown("a `b` evil\n").prose.find("evil"), std::string::npos);
  EXPECT_EQ(testing::read_markdown("```diff\n+ evil\n```\n").prose.find("evil"), std::string::npos);
  EXPECT_NE(testing::read_markdown("```diff\n```\n+ evil\n").prose.find("evil"), std::string::npos);
  EXPECT_NE(testing::read_markdown("```diff\n+ evil\n").complaint, "");
  EXPECT_NE(testing::read_markdown("| a |\n| --- |\n| `b | c` |\n").complaint, "");
  EXPECT_EQ(testing::read_markdown("| a |\n| --- |\n| `b \\| c` |\n").complaint, "");
}

}  // namespace
}  // namespace interlock
