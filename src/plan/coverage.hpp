// How many agents each queue keeps in every state that the plan can be seen in, proven over all orders at once.
#pragma once

#include <vector>

#include "plan/moments.hpp"
#include "plan/staffing.hpp"

namespace interlock {

/// The coverage of the queues that a plan touches. One that has agents before and after and falls below its floor in
/// some state is a problem of exit 4 (INV-a), which names the steps that lead there.
std::vector<Coverage> prove_coverage(const std::vector<Touched>& queues, const std::vector<Step>& steps,
                                     Moments& moments, Problems& problems);

}  // namespace interlock
