#include <gtest/gtest.h>

#include <cctype>
#include <optional>

#include "render/render.hpp"

namespace interlock {
namespace {

/// Reads as much of the language of Graphviz as the plans use, strictly: words and quoted texts, and nothing else but
/// its signs. Counts what it finds; `complaint` says what is no such graph.
struct DotReader {
  std::string complaint{};
  int depth = 0, arrows = 0, texts = 0;

  explicit DotReader(std::string_view text) {
    if (!text.starts_with("digraph plan {\n")) complaint = "no graph";
    while (!text.empty() && complaint.empty()) take(text);
    if (depth != 0) complaint = "braces do not match";
  }

 private:
  void take(std::string_view& text) {
    const char c = text.front();
    if (c == '"') return take_text(text);
    if (text.starts_with("->")) ++arrows;
    depth += c == '{' ? 1 : c == '}' ? -1 : 0;
    const bool is_sign = std::string_view("{}[]=,;->\n _").find(c) != std::string_view::npos;
    if (!is_sign && std::isalnum(static_cast<unsigned char>(c)) == 0) complaint = std::string("unexpected ") + c;
    text.remove_prefix(text.starts_with("->") ? 2 : 1);
  }
  void take_text(std::string_view& text) {
    ++texts;
    std::size_t end = 1;
    while (end < text.size() && text[end] != '"') {
      const bool is_escape = text[end] == '\\';
      if (is_escape && std::string_view("\\\"n").find(text[end + 1]) == std::string_view::npos) complaint = "an escape";
      if (text[end] == '\n') complaint = "a text over several lines";
      end += is_escape ? 2 : 1;
    }
    if (end >= text.size()) complaint = "a text without its end";
    text.remove_prefix(std::min(end + 1, text.size()));
  }
};

Plan plan_with_skill(const std::string& name = "Billing") {
  Plan plan{.tenant = "production"};
  plan.steps = {
      {.id = "s1", .verb = Verb::create, .address = {Kind::skill, name}, .phase = Phase::prepare},
      {.id = "s2", .verb = Verb::update, .address = {Kind::user, "ana"}, .phase = Phase::expand, .after = {"s1"}},
      {.id = "s3",
       .verb = Verb::remove,
       .address = {Kind::skill, "Old"},
       .phase = Phase::remove,
       .after = {"s1", "s2"}}};
  return plan;
}

TEST(PlanDot, FramesPhasesAndDrawsEveryEdge) {
  EXPECT_EQ(find_format("dot")->plan(plan_with_skill(), {}, {}), R"(digraph plan {
  label="plan for production";
  labelloc=t;
  rankdir=LR;
  node [shape=box, style=filled, fontname="sans-serif"];
  subgraph "cluster_prepare" {
    label="prepare";
    "s1" [label="s1 create\nskill/Billing", fillcolor=palegreen];
  }
  subgraph "cluster_expand" {
    label="expand";
    "s2" [label="s2 update\nuser/ana", fillcolor=lightyellow];
  }
  subgraph "cluster_remove" {
    label="remove";
    "s3" [label="s3 delete\nskill/Old", fillcolor=mistyrose];
  }
  "s1" -> "s2";
  "s1" -> "s3";
  "s2" -> "s3";
}
)");
}

TEST(PlanDot, SaysThatAPlanIsRefused) {
  const Problems problems{{.rule = "B24", .exit = Exit::refused, .message = "nobody"}};
  const auto& dot = *find_format("dot");
  EXPECT_NE(dot.plan(plan_with_skill(), problems, {}).find("label=\"plan for production\\nrefused: 1 error\""),
            std::string::npos);
  EXPECT_EQ(DotReader(dot.refusal(problems, {})).complaint, "");
}

TEST(PlanDot, TakesNoNameForStructure) {
  for (const std::string evil : {"a\"]; x -> y; \"", "a\\", "\\N\\G\\l\\\"", "a\nb", "&quot;&#34;", "<b>x</b>",
                                 "\x1b[2J", "{}|<port>", "a\\\\\"b"}) {
    auto plan = plan_with_skill(evil);
    plan.tenant = plan.steps[0].id = evil;
    const DotReader read(find_format("dot")->plan(plan, {}, {}));
    EXPECT_EQ(read.complaint, "") << evil;
    EXPECT_EQ(read.arrows, 3) << evil;
    EXPECT_EQ(read.texts, 20) << evil;
  }
}

}  // namespace
}  // namespace interlock
