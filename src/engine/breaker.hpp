// Stops all requests of a bucket in an outage, and finds out with single ones when it is over (faults.md R3).
#pragma once

#include <optional>

#include "base/time.hpp"

namespace interlock {

/// Three failures without a success between them open it; then one request at a time is a probe, after 1, 2, 4 ... 60
/// s. Any success closes it.
class Breaker {
 public:
  /// When the next request may leave: at once, or at the next probe; Instant::max() while a probe is on its way.
  Instant earliest(Instant now) const;
  void sent() { probing_ = open_since_.has_value(); }
  void succeeded() { *this = Breaker(); }
  /// What left before it opened says nothing new: failures of such requests are not counted.
  void failed(Instant sent_at, Instant now);

  bool is_open() const { return open_since_.has_value(); }
  bool is_open_longer_than(Millis wait, Instant now) const { return open_since_ && now - *open_since_ >= wait; }

 private:
  int failures_ = 0;
  std::optional<Instant> open_since_{};
  Instant probe_at_{};
  Millis pause_{1'000};
  bool probing_ = false;
};

}  // namespace interlock
