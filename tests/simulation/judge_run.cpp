// What the tool says of itself, and how it ends: O4, O7, O8, O10, O12.
#include <algorithm>
#include <tuple>

#include "simulation/judgements.hpp"

namespace interlock::simulation {
namespace {

std::string told(const Problems& problems) {
  std::string text;
  for (const auto& problem : problems) text += " " + problem.rule + " " + problem.message + ";";
  return text;
}

std::string told(const Run& run) {
  std::string text;
  for (const auto& outcome : run.outcomes) {
    if (outcome.standing == Standing::done) continue;
    text += " " + to_string(outcome.address) + " " + std::string(standing_name(outcome.standing)) + ": " +
            outcome.reason + ";";
  }
  return text;
}

bool is_all_done(const Run& run) {
  return std::all_of(run.outcomes.begin(), run.outcomes.end(),
                     [](const StepOutcome& outcome) { return outcome.standing == Standing::done; });
}

void judge_exit(const Operation& operation, Violations& violations) {
  const auto& run = *operation.run;
  const bool is_success = exit_of(run) == Exit::success;
  const bool is_undisturbed = run.signal == 0 && !run.refusal;
  if (is_success && !is_all_done(run)) violations.push_back({"O7", "exit 0, but" + told(run)});
  if (!is_success && is_all_done(run) && is_undisturbed) {
    violations.push_back({"O7", "all is done, but the exit is " + std::to_string(static_cast<int>(exit_of(run)))});
  }
  if (run.outcomes.size() != operation.plan->steps.size() + operation.plan->held.size()) {
    violations.push_back({"O7", "not one outcome a step"});
  }
}

/// What was not attempted is not in force.
void judge_not_attempted(const Record& record, const Operation& operation, Violations& violations) {
  const auto& steps = operation.plan->steps;
  for (std::size_t i = 0; i < std::min(steps.size(), operation.run->outcomes.size()); ++i) {
    const auto& id = steps[i].object_id.value;
    const auto is_same_object = [&](const Step& other) { return &other != &steps[i] && other.object_id.value == id; };
    if (operation.run->outcomes[i].standing != Standing::not_attempted || id.empty()) continue;
    if (std::any_of(steps.begin(), steps.end(), is_same_object)) continue;
    for (auto entry = operation.first; entry < operation.last; ++entry) {
      const auto& [request, writes] = std::tie(record.log[entry].request, record.log[entry].writes);
      const bool is_of_user = request.path.find("/users/") != std::string::npos;
      if (request.method == Method::get || writes == 0 || !request.path.ends_with("/" + id)) continue;
      if (is_of_user != (steps[i].address.kind == Kind::user)) continue;
      violations.push_back({"O7", steps[i].id + " is told as not attempted, but there was " + shown(request)});
    }
  }
}

/// Planned in trouble, it is the plan of a sound day, or none.
void judge_reading(const Record& record, Violations& violations) {
  const Operation *troubled = nullptr, *calm = nullptr;
  for (const auto& operation : record.operations) {
    if (operation.is_apply) break;
    (operation.in_trouble ? troubled : calm) = &operation;
  }
  if (troubled == nullptr || calm == nullptr || !troubled->plan || !calm->plan) return;
  if (has_errors(troubled->problems) || record.has({"edit", "removal", "twin"})) return;
  if (troubled->plan->steps.size() != calm->plan->steps.size()) {
    violations.push_back({"O7", "in trouble " + std::to_string(troubled->plan->steps.size()) + " steps were planned, " +
                                    std::to_string(calm->plan->steps.size()) + " on a sound day"});
  }
}

}  // namespace

void judge_convergence(const Record& record, Violations& violations) {
  const auto* troubled = record.troubled();
  if (troubled == nullptr || record.is_endless) return;
  const auto& last = record.operations.back();
  // A plan that others' edits make impossible is refused; that is told, and no fault.
  if (record.is_meddled() && !last.is_apply && (!last.plan || has_errors(last.problems))) return;
  if (last.is_apply || !last.plan || has_errors(last.problems)) {
    violations.push_back({"O4", "healed, no plan could be made:" + told(last.problems)});
  } else if (!last.plan->steps.empty()) {
    violations.push_back({"O4", "healed, " + std::to_string(last.plan->steps.size()) + " steps are left, of " +
                                    to_string(last.plan->steps.front().address)});
  }
  for (const auto& operation : record.operations) {
    if (!operation.is_apply || operation.in_trouble) continue;
    const bool is_last = &operation == &record.operations[record.operations.size() - 2];
    if (is_last && exit_of(*operation.run) != Exit::success) {
      violations.push_back({"O4", "healed, the exit is " + std::to_string(static_cast<int>(exit_of(*operation.run))) +
                                      ":" + told(*operation.run)});
    }
  }
}

void judge_report(const Record& record, Violations& violations) {
  for (const auto& operation : record.operations) {
    if (!operation.run) continue;
    judge_exit(operation, violations);
    judge_not_attempted(record, operation, violations);
    const auto sent = static_cast<int>(operation.last - operation.first);
    if (operation.run->traffic.requests != sent) {
      violations.push_back({"O7", std::to_string(operation.run->traffic.requests) + " requests are told, " +
                                      std::to_string(sent) + " were sent"});
    }
  }
  judge_reading(record, violations);
}

void judge_secrets(const Record& record, Violations& violations) {
  for (const auto& operation : record.operations) {
    const auto text = operation.run ? told(*operation.run) : told(operation.problems);
    for (const auto* secret : {"c2FuZGJveDpzZWNyZXQ=", "Bearer "}) {
      if (text.find(secret) != std::string::npos) violations.push_back({"O8", "a secret is told: " + text});
    }
  }
}

/// A sound executor never hears an objection.
void judge_monitor(const Record& record, Violations& violations) {
  for (const auto& operation : record.operations) {
    if (!operation.run || !operation.run->refusal || operation.run->refusal->rule != "O10") continue;
    violations.push_back({"O10", operation.run->refusal->message});
  }
}

void judge_bounds(const Record& record, Violations& violations) {
  if (record.is_endless) violations.push_back({"O12", "it does not end"});
  for (const auto& operation : record.operations) {
    const auto steps = operation.plan ? operation.plan->steps.size() : 0;
    const auto requests = operation.last - operation.first;
    if (requests > 400 + 60 * steps) {
      violations.push_back({"O12", std::to_string(requests) + " requests for " + std::to_string(steps) + " steps"});
    }
    if (operation.end - operation.begin > std::chrono::hours(4)) violations.push_back({"O12", "it took over 4 hours"});
  }
}

}  // namespace interlock::simulation
