// The plan's graph in the language of Graphviz: a box a step, an arrow where one waits for the other, phases framed.
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "render/formats.hpp"
#include "render/paint.hpp"

namespace interlock::render {
namespace {

constexpr std::array kPhases{Phase::prepare, Phase::expand, Phase::switching, Phase::contract, Phase::remove};
constexpr std::array<std::string_view, 3> kColors{"palegreen", "lightyellow", "mistyrose"};  // by verb

/// Graphviz reads escapes and character references in a quoted text; here each stands for itself.
std::string literal(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    result += c;
    if (c == '&') result += "amp;";
  }
  return result;
}

/// What `quoted` shows, without its quotes, as a literal.
std::string label(std::string_view text) {
  const auto shown_text = quoted(text);
  return literal(shown_text.ends_with('\'') ? shown_text.substr(1, shown_text.size() - 2) : shown_text.substr(1));
}

std::string node(const std::string& id) { return "\"" + label(id) + "\""; }

std::string node_line(const Step& step, const Style& style) {
  return "    " + node(step.id) + " [label=\"" + label(step.id) + " " + std::string(verb_name(step.verb)) + "\\n" +
         label(shown(step, style)) + "\", fillcolor=" + std::string(kColors[static_cast<std::size_t>(step.verb)]) +
         "];\n";
}

std::string cluster(const Plan& plan, Phase phase, const Style& style) {
  std::string nodes;
  for (const auto& step : plan.steps) {
    if (step.phase == phase) nodes += node_line(step, style);
  }
  if (nodes.empty()) return {};
  const auto name = std::string(phase_name(phase));
  return "  subgraph \"cluster_" + name + "\" {\n    label=\"" + name + "\";\n" + nodes + "  }\n";
}

std::string edges(const Plan& plan) {
  std::string text;
  for (const auto& step : plan.steps) {
    for (const auto& before : step.after) text += "  " + node(before) + " -> " + node(step.id) + ";\n";
  }
  return text;
}

std::string graph(const std::string& title, const std::string& body) {
  return "digraph plan {\n  label=\"" + title +
         "\";\n  labelloc=t;\n  rankdir=LR;\n"
         "  node [shape=box, style=filled, fontname=\"sans-serif\"];\n" +
         body + "}\n";
}

/// A refused plan is drawn, and says that it is refused; why goes to people.
std::string refusal(const Problems& problems) {
  const auto errors = std::count_if(problems.begin(), problems.end(),
                                    [](const Problem& problem) { return problem.severity == Severity::error; });
  return errors == 0 ? "" : "refused: " + plural(static_cast<std::size_t>(errors), "error");
}

}  // namespace

std::string plan_dot(const Plan& plan, const Problems& problems, const Style& style) {
  auto title = "plan for " + label(plan.tenant.empty() ? "organization " + plan.organization : plan.tenant);
  if (const auto words = refusal(problems); !words.empty()) title += "\\n" + words;
  std::string body;
  for (const auto phase : kPhases) body += cluster(plan, phase, style);
  return graph(title, body + edges(plan));
}

std::string refusal_dot(const Problems& problems, const Style&) {
  const auto words = refusal(problems);
  return graph(words.empty() ? "no plan" : "no plan\\n" + words, "");
}

}  // namespace interlock::render
