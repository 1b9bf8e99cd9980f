#include "engine/monitor.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace interlock {

struct Monitor::Rule {
  bool (Monitor::*holds)(const WriteIntent&) const;
  std::string_view otherwise;
};

Monitor::Monitor(const Plan& plan) {
  for (const auto& step : plan.steps) steps_.emplace(step.id, Progress{.step = &step});
}

void Monitor::note(std::span<const Settled> settled) {
  for (const auto& one : settled) {
    const auto found = steps_.find(one.outcome.step);
    if (found == steps_.end()) continue;
    found->second.is_over = true;
    found->second.is_done = one.outcome.standing == Standing::done;
    const auto writing = writing_.find(one.outcome.address);
    if (writing != writing_.end() && writing->second == one.outcome.step) writing_.erase(writing);
  }
}

bool Monitor::is_planned(const WriteIntent& intent) const {
  const auto found = steps_.find(intent.step);
  return found != steps_.end() && found->second.step->address == intent.address;
}

bool Monitor::is_still_open(const WriteIntent& intent) const { return !steps_.at(intent.step).is_over; }

bool Monitor::is_its_turn(const WriteIntent& intent) const {
  const auto& after = steps_.at(intent.step).step->after;
  return std::all_of(after.begin(), after.end(), [&](const std::string& id) {
    const auto before = steps_.find(id);
    return before != steps_.end() && before->second.is_done;
  });
}

bool Monitor::is_alone(const WriteIntent& intent) const {
  const auto found = writing_.find(intent.address);
  return found == writing_.end() || found->second == intent.step;
}

bool Monitor::is_guarded(const WriteIntent& intent) const {
  return steps_.at(intent.step).step->verb == Verb::create || !intent.guard.value.empty();
}

std::optional<Problem> Monitor::objection(std::span<const WriteIntent> intents) {
  static constexpr std::array kRules{
      Rule{&Monitor::is_planned, "is not in the plan"},  // first: the others look it up
      Rule{&Monitor::is_still_open, "has its outcome already"},
      Rule{&Monitor::is_its_turn, "waits for a step that is not done"},
      Rule{&Monitor::is_alone, "would meet another write of the same object"},
      Rule{&Monitor::is_guarded, "would overwrite whatever is there"},
  };
  for (const auto& intent : intents) {
    for (const auto& rule : kRules) {
      if ((this->*rule.holds)(intent)) continue;
      return Problem{.rule = "O10",
                     .exit = Exit::internal,
                     .message = "step " + quoted(intent.step) + " was about to be written although it " +
                                std::string(rule.otherwise),
                     .hint =
                         "this is a fault of interlock: nothing more was sent; please report it with the "
                         "plan and the journal"};
    }
    writing_.insert_or_assign(intent.address, intent.step);
  }
  return std::nullopt;
}

}  // namespace interlock
