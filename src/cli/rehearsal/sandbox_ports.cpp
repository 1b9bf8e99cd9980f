#include "cli/rehearsal/sandbox_ports.hpp"

#include <algorithm>

namespace interlock {

std::optional<Completion> SandboxPorts::wait(Instant until) {
  if (sent_.empty()) {
    now_ = std::max(now_, until);
    return std::nullopt;
  }
  const auto [ticket, request] = std::move(sent_.front());
  sent_.pop_front();
  now_ += Millis(1);
  if (trouble_ != nullptr) return Completion{ticket, trouble_->answer(sandbox_, request, now_, wall(), api_)};
  return Completion{ticket, sandbox_.answer(request, now_, wall(), api_)};
}

/// SplitMix64: small, and its numbers are written down.
std::uint64_t SeededRandom::next() {
  state_ += 0x9E3779B97F4A7C15;
  auto mixed = state_;
  mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
  mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
  return mixed ^ (mixed >> 31);
}

}  // namespace interlock
