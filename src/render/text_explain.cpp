// Documents for people: why the steps of a plan are there.
#include <algorithm>
#include <map>

#include "base/text.hpp"
#include "render/formats.hpp"
#include "render/paint.hpp"

namespace interlock::render {
namespace {

constexpr std::size_t kShownIds = 10;

std::string shown_ids(const std::vector<std::string>& ids) {
  const auto count = std::min(ids.size(), kShownIds);
  const std::vector<std::string> first(ids.begin(), ids.begin() + static_cast<std::ptrdiff_t>(count));
  return visible(join(first, ", ")) +
         (ids.size() > count ? " and " + std::to_string(ids.size() - count) + " more" : "");
}

/// One line a reason and what could happen otherwise, with the steps that it goes for, in the order in which they turn
/// up.
std::string waits_text(const StepExplanation& explained) {
  if (explained.waits.empty()) return "    waits for nothing\n";
  using Why = std::pair<std::string, std::string>;
  std::vector<std::pair<Why, std::vector<std::string>>> groups;
  std::map<Why, std::size_t> index;
  for (const auto& wait : explained.waits) {
    const auto [at, is_new] = index.try_emplace({wait.reason, wait.otherwise}, groups.size());
    if (is_new) groups.push_back({at->first, {}});
    groups[at->second].second.push_back(wait.step);
  }
  std::string text;
  for (const auto& [why, ids] : groups) {
    text += "    waits for " + shown_ids(ids) + ": " + visible(why.first) + "\n";
    if (!why.second.empty()) text += "      otherwise " + visible(why.second) + "\n";
  }
  return text;
}

std::string step_text(const StepExplanation& explained, const Style& style) {
  const auto& step = explained.step;
  auto text = "  " + paint(style, Color::bold, visible(step.id)) + " " + std::string(verb_name(step.verb)) + " " +
              visible(shown(step, style)) + " in phase " + std::string(phase_name(step.phase));
  if (step.source) text += ", asked for at " + visible(to_string(step.source));
  text += "\n    because: " + visible(step.reason) + "\n" + edit_lines(step.edits, style) + waits_text(explained);
  if (explained.chain.size() > 2) text += "    longest chain: " + visible(join(explained.chain, " -> ")) + "\n";
  if (!explained.awaited_by.empty()) text += "    awaited by " + shown_ids(explained.awaited_by) + "\n";
  if (const auto& queue = explained.coverage) {
    text += "    eligible agents: " + std::to_string(queue->before) + " before, " + std::to_string(queue->after) +
            " after, never fewer than " + std::to_string(queue->never_below) + "\n";
  }
  return text;
}

}  // namespace

std::string explanation_text(const Explanation& explanation, const Style& style) {
  auto text = paint(style, Color::bold, "Explanation") + " of the plan " + explanation.plan_digest + "\n";
  if (explanation.steps.empty()) return text + "\nthe plan has no steps\n";
  for (const auto& step : explanation.steps) text += "\n" + step_text(step, style);
  return text;
}

}  // namespace interlock::render
