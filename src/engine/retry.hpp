// How often and how soon something is sent again (faults.md R1, R2, R4).
#pragma once

#include <algorithm>
#include <cstdint>

#include "engine/ports.hpp"

namespace interlock {

inline constexpr int kMostAttempts = 4;

/// Uniform in 0..`most`.
inline Millis jitter(Random& random, Millis most) {
  return Millis(static_cast<Millis::rep>(random.next() % (static_cast<std::uint64_t>(most.count()) + 1)));
}

/// The wait before a repetition, `attempt` counted from 1: full jitter (faults.md R1).
inline Millis backoff(Random& random, int attempt) {
  return jitter(random, std::min(Millis(20'000), Millis(200) * (1 << std::min(attempt, 16))));
}

/// Added to every wait that the platform asks for, so that clients do not come back all at once (R4).
inline Millis politeness(Random& random) { return jitter(random, Millis(1'000)); }

/// Keeps retries a tenth of the successes, whatever happens (R2).
class RetryBudget {
 public:
  void earn() { tokens_ = std::min(50.0, tokens_ + 0.1); }
  bool spend() {
    if (tokens_ < 1) return false;
    tokens_ -= 1;
    return true;
  }

 private:
  double tokens_ = 10;
};

}  // namespace interlock
