// The quotas of guide-api.md, Rates, as sliding windows.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <span>
#include <string>

#include "base/http.hpp"
#include "base/time.hpp"
#include "base/value.hpp"
#include "model/settings.hpp"

namespace interlock::sandbox {

/// One quota: so many requests in any window of so long. Who comes back before the deadline waits longer.
class Quota {
 public:
  explicit Quota(Rate rate) : rate_(rate) {}

  const Rate& rate() const { return rate_; }
  bool has_room(Instant now);
  void take(Instant now) { taken_.push_back(now); }
  /// The deadline for somebody who found no room.
  Instant refuse(Instant now);
  int taken(Instant now);
  Millis until_reset(Instant now);

 private:
  void forget(Instant now);

  Rate rate_;
  std::deque<Instant> taken_;
  Instant blocked_until_ = Instant::min();
  Millis penalty_{0};
};

class Limiter {
 public:
  /// Rates of the document's "rates", else those of guide-api.md.
  explicit Limiter(const Map& document);

  struct Refused {
    Bucket bucket;
    Millis wait;  // 1 to 60 whole seconds
  };
  /// Takes a place in every bucket, or in none of them and names the one that is full.
  std::optional<Refused> admit(const std::string& token, std::span<const Bucket> buckets, Instant now);
  /// inin-ratelimit-*: how the bucket stands.
  Headers headers(const std::string& token, Bucket bucket, Instant now);

 private:
  Quota& quota(const std::string& token, Bucket bucket);

  std::array<Rate, kBucketCount> rates_;
  std::map<std::pair<std::string, Bucket>, Quota> quotas_;
};

}  // namespace interlock::sandbox
