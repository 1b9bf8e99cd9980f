// (b) of the invariants: what a step names is there, and what goes or is switched off is named by nobody any more.
#pragma once

#include "checker/centre.hpp"

namespace interlock::checker {

/// `centre` is the tenant before the first of the steps.
void prove_references(const Centre& centre, const std::vector<Step>& steps, const Order& order, Problems& problems);

}  // namespace interlock::checker
