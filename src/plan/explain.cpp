#include "plan/explain.hpp"

#include <algorithm>
#include <map>

#include "base/text.hpp"
#include "plan/reasons.hpp"

namespace interlock {
namespace {

/// The plan's graph by number: steps stand in a possible order, so every edge leads back.
class Graph {
 public:
  explicit Graph(const Plan& plan)
      : plan_(plan), reasons_(plan), longest_(plan.steps.size()), awaited_by_(plan.steps.size()) {
    for (std::size_t i = 0; i < plan.steps.size(); ++i) add(i);
  }

  StepExplanation explained(std::size_t i) {
    const auto& step = plan_.steps[i];
    StepExplanation result{.step = step, .chain = chain(i)};
    for (const auto& id : step.after) {
      const auto earlier = index_.at(id);
      result.waits.push_back(
          {id, plan_.steps[earlier].address, reasons_.why(earlier, i), reasons_.otherwise(earlier, i)});
    }
    for (const auto other : awaited_by_[i]) result.awaited_by.push_back(plan_.steps[other].id);
    for (const auto& queue : plan_.coverage) {
      if (queue.queue == step.address) result.coverage = queue;
    }
    return result;
  }

 private:
  struct Longest {
    std::size_t length = 0;
    std::optional<std::size_t> previous{};
  };

  void add(std::size_t i) {
    const auto& step = plan_.steps[i];
    index_.emplace(step.id, i);
    for (const auto& id : step.after) {
      const auto earlier = index_.at(id);
      awaited_by_[earlier].push_back(i);
      if (longest_[earlier].length + 1 > longest_[i].length) longest_[i] = {longest_[earlier].length + 1, earlier};
    }
  }

  std::vector<std::string> chain(std::size_t end) const {
    std::vector<std::string> ids;
    for (std::optional<std::size_t> i = end; i; i = longest_[*i].previous) ids.push_back(plan_.steps[*i].id);
    std::reverse(ids.begin(), ids.end());
    return ids;
  }

  const Plan& plan_;
  Reasons reasons_;
  std::map<std::string, std::size_t> index_;
  std::vector<Longest> longest_;
  std::vector<std::vector<std::size_t>> awaited_by_;
};

Problem unknown_object(const Plan& plan, std::string_view wanted) {
  std::vector<std::string> known;
  for (const auto& step : plan.steps) {
    known.push_back(step.id);
    known.push_back(to_string(step.address));
  }
  return {.rule = "B41",
          .message = "the plan has no step " + quoted(wanted) + " and changes no such object",
          .hint = did_you_mean(wanted, known)};
}

/// On the published API a queue asks by the skill group of its name.
bool is_about(const Step& step, std::string_view wanted) {
  const bool states_it =
      step.address.kind == Kind::skill_group && wanted == to_string(Address{Kind::queue, step.address.name});
  return states_it || wanted == to_string(step.address);
}

}  // namespace

Result<Explanation> explain(const Plan& plan, std::string_view wanted) {
  Explanation explanation{.plan_digest = plan_digest(plan), .steps = {}};
  Graph graph(plan);
  for (std::size_t i = 0; i < plan.steps.size(); ++i) {
    const auto& step = plan.steps[i];
    if (wanted.empty() || step.id == wanted || is_about(step, wanted)) {
      explanation.steps.push_back(graph.explained(i));
    }
  }
  if (explanation.steps.empty() && !wanted.empty()) return unknown_object(plan, wanted);
  return explanation;
}

}  // namespace interlock
