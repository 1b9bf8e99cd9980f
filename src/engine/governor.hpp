// The quotas that every request passes (faults.md R4, R5; applying.md, Rates). Decides, never waits; knows no clock.
#pragma once

#include <array>
#include <deque>
#include <map>
#include <optional>
#include <span>

#include "base/time.hpp"
#include "model/settings.hpp"

namespace interlock {

/// One quota. GCRA spaces the requests and lets a burst through; it alone would let burst and rate through in the same
/// window, so a log of the last window is the hard cap.
class Quota {
 public:
  explicit Quota(Rate rate);

  /// The earliest moment, not before `now`, at which the next request may leave.
  Instant earliest(Instant now);
  void sent(Instant now);
  /// The platform refused a request that left at `sent_at`. Halves the rate, once for all requests that were on their
  /// way then; what was saved up for a burst is gone.
  void throttled(Instant sent_at, Instant now);
  /// Answering a request that left at `sent_at`, the platform counts so many in its window, ours until then among them:
  /// the rest are others', and leave less for us until the next answer says otherwise, or the window has passed. Never
  /// leaves more than the settings do.
  void observed(int count, Instant sent_at, Instant now);
  /// Nothing leaves before that moment, and no burst at it: whoever was turned away comes back one by one.
  void close_until(Instant until);
  Instant closed_until() const { return closed_until_; }

 private:
  using Fine = std::chrono::duration<double, std::milli>;
  Fine spacing() const;
  std::size_t cap() const;
  Fine burst() const;
  void recover(Instant now);
  void spend_all(Instant now);
  std::size_t by_others(Instant now) const;

  Rate rate_;
  double lowest_;
  double share_ = 1.0;  // of the rate in the settings
  Instant changed_{};   // when the share last changed, or would have
  std::optional<Instant> halved_{};
  Fine next_{Fine::min()};  // GCRA's theoretical arrival time, since the epoch of Instant
  Instant closed_until_{Instant::min()};
  bool was_closed_ = false;  // and nothing left since
  std::deque<Instant> log_{};
  std::size_t others_ = 0;  // requests of other clients in the window, as of `observed_at_`
  Instant observed_at_{Instant::min()};
};

class Governor {
 public:
  /// A bucket that `rates` does not name has its default rate.
  explicit Governor(const std::map<Bucket, Rate>& rates);

  /// When all of the buckets let a request through.
  Instant earliest(std::span<const Bucket> buckets, Instant now);
  /// Until when the platform keeps one of the buckets closed; the far past where it does not.
  Instant closed_until(std::span<const Bucket> buckets) const;
  void sent(std::span<const Bucket> buckets, Instant now);
  Quota& quota(Bucket bucket) { return quotas_[static_cast<std::size_t>(bucket)]; }

 private:
  std::array<Quota, kBucketCount> quotas_;
};

}  // namespace interlock
