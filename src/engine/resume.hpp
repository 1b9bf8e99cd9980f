// What a run that is taken up again, or taken back, knows from the journal.
#pragma once

#include <map>
#include <string>

#include "engine/journal.hpp"
#include "plan/inverse.hpp"

namespace interlock {

/// By step: those that were done, and those whose last write may or may not have happened.
std::map<std::string, Prior> prior_of(const RunRecord& record);

/// By step: those of the plan that may be in force.
std::map<std::string, Taken> taken_by(const RunRecord& record, const Plan& plan);

}  // namespace interlock
