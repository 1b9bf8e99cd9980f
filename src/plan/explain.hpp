// Why a step is in a plan and why it waits for others, from the plan alone.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plan/plan.hpp"

namespace interlock {

struct Wait {
  std::string step;
  Address address;
  std::string reason{};     // a sentence about the earlier step; empty: none is known
  std::string otherwise{};  // what could happen to a queue if the step did not wait; empty: nothing
};

struct StepExplanation {
  Step step;
  std::vector<Wait> waits{};              // for each step of `after`, in its order
  std::vector<std::string> chain{};       // the longest way from a step that waits for nothing up to this one, by id
  std::vector<std::string> awaited_by{};  // the steps that wait for this one, in plan order
  std::optional<Coverage> coverage{};     // of a queue
};

struct Explanation {
  std::string plan_digest;
  std::vector<StepExplanation> steps;  // in plan order
};

/// Of every step, or of the step or object that `wanted` names ("s5", "queue/Billing"); B41 with the nearest names
/// where the plan has neither.
Result<Explanation> explain(const Plan& plan, std::string_view wanted);

}  // namespace interlock
