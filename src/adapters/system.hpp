// The real clock and the real source of randomness.
#pragma once

#include <string>

#include "engine/ports.hpp"

namespace interlock {

struct SystemClock final : Clock {
  Instant now() override;
  Wall wall() override;
};

/// From the kernel's generator; there is no fallback (SEC38): without it `next` throws std::system_error.
struct SystemRandom final : Random {
  std::uint64_t next() override;
};

/// So many bytes as lower-case hexadecimal digits.
std::string random_hex(Random& random, int bytes);

}  // namespace interlock
