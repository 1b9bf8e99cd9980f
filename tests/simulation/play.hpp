// Plays a scenario: a plan is made, applied in trouble, and when the trouble is over planned and applied again until
// nothing is left to do.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/executor.hpp"
#include "sandbox/inspector.hpp"
#include "simulation/stage.hpp"
#include "simulation/witness.hpp"

namespace interlock::simulation {

/// One command of the tool: a plan, or an apply of one.
struct Operation {
  bool is_apply = false;
  bool in_trouble = false;
  std::size_t first = 0, last = 0;  // its part of the log, without `last`
  Instant begin{}, end{};
  bool is_crashed = false;
  std::optional<Plan> plan{};              // that was made, or that was applied; none where it could not be made
  Problems problems{};                     // of the planning
  std::optional<Run> run{};                // of an apply that came to its end
  Value after{};                           // the tenant behind it
  std::map<std::string, Standing> kept{};  // what the journal says of each step behind an apply in trouble
};

struct Record {
  const Scenario& scenario;
  Value before{};  // the tenant
  std::deque<Operation> operations{};
  std::vector<Exchange> log{};
  std::vector<DurableIntent> intents{};  // of all applies in trouble
  std::vector<sandbox::Happening> happenings{};
  std::vector<Breach> breaches{};
  std::vector<sandbox::Finding> findings{};
  std::map<std::string, int> eligible{};  // at the end, by queue
  bool is_endless = false;
  std::uint64_t hash = 0;

  Instant end() const { return operations.empty() ? Instant{} : operations.back().end; }
  int applies() const;
  /// The last apply in trouble; null where the plan was refused.
  const Operation* troubled() const;
  /// Whether one of those faults happened.
  bool has(std::initializer_list<std::string_view> kinds) const;
  /// Whether somebody edited, deleted or created what manifests may name.
  bool is_meddled() const;
};

Record play(const Scenario& scenario, const std::function<void(const std::string&)>& tell = {});

}  // namespace interlock::simulation
