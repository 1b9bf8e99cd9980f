// The real clock and the real source of randomness.
#pragma once

#include <string>

#include "engine/ports.hpp"

namespace interlock {

struct SystemClock final : Clock {
  Instant now() override;
  Wall wall() override;
};

/// From the kernel's generator; there is no fallback (SEC38).
struct SystemRandom final : Random {
  std::uint64_t next() override;
};

std::string random_hex(Random& random, int bytes);

}  // namespace interlock
