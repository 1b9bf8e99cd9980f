// The last look before a write leaves (faults.md O10). A plan is safe in every order that its edges allow; the executor
// keeps to them, and the monitor holds what it is about to do against them once more. The two share no code: where
// they disagree one of them is wrong, and then nothing more is written.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>

#include "engine/journal.hpp"
#include "plan/plan.hpp"

namespace interlock {

class Monitor {
 public:
  explicit Monitor(const Plan& plan);

  /// Outcomes of steps, before the writes that follow from them.
  void note(std::span<const Settled> settled);
  /// Why one of these writes must not leave, with exit 1; nothing where all may: they count as on their way from now.
  std::optional<Problem> objection(std::span<const WriteIntent> intents);

 private:
  struct Progress {
    const Step* step = nullptr;
    bool is_over = false;
    bool is_done = false;
  };
  struct Rule;

  bool is_planned(const WriteIntent& intent) const;
  bool is_still_open(const WriteIntent& intent) const;
  bool is_its_turn(const WriteIntent& intent) const;
  bool is_alone(const WriteIntent& intent) const;
  bool is_guarded(const WriteIntent& intent) const;

  std::map<std::string, Progress> steps_;
  std::map<Address, std::string> writing_;  // the step that is at the object
};

}  // namespace interlock
