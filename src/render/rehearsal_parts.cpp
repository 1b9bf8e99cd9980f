#include "render/rehearsal_parts.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace interlock::render {

std::string shown_count(const std::optional<int>& agents) { return agents ? std::to_string(*agents) : "-"; }

std::string worst_moment(const QueueCurve& queue, const Rehearsal& rehearsal) {
  const auto worst = queue.worst();
  if (worst == 0) return "from the start";
  const auto& step = rehearsal.steps.at(worst - 1).step;
  return "behind " + step.id + " (" + std::string(verb_name(step.verb)) + " " + quoted(discreet(step)) + ")";
}

std::string order_words(const std::string& order) {
  if (order == "plan") return "in the order of the plan";
  if (order == "reverse") return "always the last step that may come next";
  return "in a random order (seed " + order + ")";
}

std::string unfinished_object(const StepOutcome& outcome, const Rehearsal& rehearsal) {
  const auto step = std::find_if(rehearsal.steps.begin(), rehearsal.steps.end(),
                                 [&](const RehearsedStep& row) { return row.step.id == outcome.step; });
  return step != rehearsal.steps.end() ? outcome.step + " (" + quoted(discreet(step->step)) + ")"
                                       : quoted(to_string(outcome.address));
}

}  // namespace interlock::render
