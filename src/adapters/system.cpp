#include "adapters/system.hpp"

#include <sys/random.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <system_error>

namespace interlock {

Instant SystemClock::now() { return std::chrono::floor<Millis>(std::chrono::steady_clock::now()); }

Wall SystemClock::wall() { return std::chrono::floor<Millis>(std::chrono::system_clock::now()); }

std::uint64_t SystemRandom::next() {
  std::uint64_t bits = 0;
  // Eight bytes come whole or not at all (getrandom(2)); only a signal before the pool is ready interrupts.
  while (getrandom(&bits, sizeof bits, 0) != static_cast<ssize_t>(sizeof bits)) {
    if (errno != EINTR) throw std::system_error(errno, std::generic_category(), "the kernel gives no random numbers");
  }
  return bits;
}

std::string random_hex(Random& random, int bytes) {
  static constexpr std::array kDigits{'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};
  std::string text;
  for (std::uint64_t bits = 0, byte = 0; byte < static_cast<std::uint64_t>(bytes); ++byte, bits >>= 8) {
    if (byte % 8 == 0) bits = random.next();
    text += {kDigits[bits >> 4 & 0xF], kDigits[bits & 0xF]};
  }
  return text;
}

}  // namespace interlock
