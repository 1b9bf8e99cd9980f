// Stands before a sandbox and makes the trouble that a fault script asks for. Pure as the sandbox is: it is asked per
// request what becomes of it, and knows no clock.
#pragma once

#include <cstddef>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "sandbox/faults/kinds.hpp"
#include "sandbox/faults/memory.hpp"
#include "sandbox/faults/script.hpp"

namespace interlock {
class Sandbox;
}

namespace interlock::sandbox {

/// A fault that happened.
struct Happening {
  std::size_t rule = 0;  // of the script
  int request = 0;       // at which, from 1
  Instant at{};
};

class FaultInjector {
 public:
  /// `owner_token` opens the sandbox's own doors, for what somebody else edits.
  FaultInjector(FaultScript script, std::string owner_token);

  /// The sandbox's answer, or what becomes of the request instead.
  Outcome answer(Sandbox& sandbox, const Request& request, Instant now, Wall wall, Api api);
  /// From now on nothing happens any more but what is on its way; what was due until then arrives.
  void heal(Sandbox& sandbox, Instant now, Wall wall);

  const FaultScript& script() const { return script_; }
  const std::vector<Happening>& happenings() const { return happenings_; }

 private:
  struct Passing {
    Sandbox& sandbox;
    Request& request;
    Moment moment;
    Api api{};
    const Response* response = nullptr;
  };
  struct Trigger {
    std::mt19937_64 dice;
    int meant = 0;
    int happened = 0;
  };

  void let_latecomers_in(Sandbox& sandbox, Instant now, Wall wall);
  bool strikes(std::size_t rule, const Request& request, Instant now);
  /// Whether a fault of that stage has taken the request, and what the client gets of it then.
  std::optional<Outcome> pass(FaultStage stage, bool is_late, const Passing& passing);

  FaultScript script_;
  FaultMemory memory_;
  std::vector<Trigger> triggers_;
  std::vector<Happening> happenings_;
  std::optional<Instant> first_{};
  int requests_ = 0;
  bool is_healed_ = false;
};

}  // namespace interlock::sandbox
