// The manual-reconciliation list (faults.md R12): what a run held, for a person to decide.
#pragma once

#include <span>
#include <string>

#include "engine/journal.hpp"
#include "plan/plan.hpp"

namespace interlock {

/// JSON lines, one for each field that somebody changed, or one for an object that was held as a whole; in the order of
/// the outcomes. Empty where nothing was held. People that no manifest names are told by their ids (SEC19).
std::string reconciliation(const Plan& plan, std::span<const Settled> outcomes);

}  // namespace interlock
