// Ways out of a refusal (planning.md, "Finding an order" 7): a first change that makes room for the refused one, which
// a person can paste, apply and take back.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "model/intent.hpp"
#include "model/live_state.hpp"
#include "plan/certificate.hpp"
#include "plan/refusal.hpp"
#include "plan/roster.hpp"

namespace interlock {

/// What a plan comes to.
struct Outcome {
  Plan plan{};
  std::vector<Refused> refused{};
  bool has_errors = false;  // of other rules
};

struct BridgeContext {
  const Intent& intent;  // of the refused plan
  const LiveState& live;
  const Roster& roster;
  Api api;
  /// Makes the plan for an intent; what a person allowed counts where it is the refused plan's own.
  std::function<Outcome(const Intent&, const LiveState&)> plan;
};

/// Of each refusal, with the conflict behind it, the first bridge in the order of planning.md, as a hint; empty where
/// none was found. Tried out before: the bridge's plan is safe, the refused one is not refused for that any more when
/// it comes after it, and the way back is safe. People whom no manifest names are shown by id (SEC19). Of large tenants
/// nothing is tried out.
std::vector<std::string> bridges(const std::vector<Refused>& refused, const std::vector<Tangle>& tangles,
                                 const BridgeContext& context);

}  // namespace interlock
