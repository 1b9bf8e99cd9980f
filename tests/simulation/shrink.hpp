// The smallest scenario that still fails: fewer kinds of fault, then fewer wishes, then single faults.
#pragma once

#include <functional>
#include <string>

#include "simulation/oracles.hpp"

namespace interlock::simulation {

struct Shrunk {
  Scenario scenario;
  Violations violations;
  int runs = 0;  // that it took
};

/// A scenario that fails stays one in which the same oracle speaks.
Shrunk shrunk(const Scenario& scenario, const Violations& violations);

}  // namespace interlock::simulation
