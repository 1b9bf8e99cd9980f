#include "engine/breaker.hpp"

#include <algorithm>

namespace interlock {
namespace {

constexpr int kFailures = 3;
constexpr Millis kLongestPause{60'000};

}  // namespace

Instant Breaker::earliest(Instant now) const {
  if (!open_since_) return now;
  return probing_ ? Instant::max() : std::max(now, probe_at_);
}

void Breaker::failed(Instant sent_at, Instant now) {
  if (!open_since_) {
    if (++failures_ < kFailures) return;
    open_since_ = now;
    probe_at_ = now + pause_;
  } else if (probing_ && sent_at > *open_since_) {
    probing_ = false;
    pause_ = std::min(kLongestPause, pause_ * 2);
    probe_at_ = now + pause_;
  }
}

}  // namespace interlock
