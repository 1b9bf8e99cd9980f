// What a seed stands for: a small centre, what somebody wants of it, and the trouble on the way.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "model/kind.hpp"
#include "model/manifest.hpp"
#include "sandbox/faults/script.hpp"

namespace interlock::simulation {

struct Scenario {
  std::uint64_t seed = 0;
  Api api{};
  Value document{};   // the tenant
  Manifest wanted{};  // its desired state
  sandbox::FaultScript script{};
  Millis slowest{400};  // a leg of the way
  bool plans_in_trouble = false;
  int again = 0;      // how often the plan is applied again in trouble
  int crash_at = 0;   // the request of the first apply behind which the process is gone; 0: none
  int signal_at = 0;  // the request behind which SIGINT comes; 0: none
};

/// The same for the same seed and API; without one the seed chooses.
Scenario scenario_of(std::uint64_t seed, std::optional<Api> api = std::nullopt);

}  // namespace interlock::simulation
