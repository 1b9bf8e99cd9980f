#include "sandbox/limiter.hpp"

#include <algorithm>

namespace interlock::sandbox {
namespace {

using std::chrono::ceil;
using std::chrono::seconds;

constexpr Millis kLongestWait = seconds(60);

// guide-api.md, Rates, in the order of Bucket.
constexpr std::array<Rate, kBucketCount> kRates{{
    {300, std::chrono::minutes(1)},
    {10, seconds(1)},
    {5, seconds(1)},
    {300, std::chrono::minutes(1)},
}};

}  // namespace

void Quota::forget(Instant now) {
  while (!taken_.empty() && taken_.front() + rate_.window <= now) taken_.pop_front();
}

bool Quota::has_room(Instant now) {
  forget(now);
  return now >= blocked_until_ && std::ssize(taken_) < rate_.requests;
}

Instant Quota::refuse(Instant now) {
  if (now >= blocked_until_) {
    // The room was lacking, so there is an oldest one.
    penalty_ = std::clamp<Millis>(ceil<seconds>(taken_.front() + rate_.window - now), seconds(1), kLongestWait);
  }
  blocked_until_ = now + penalty_;
  return blocked_until_;
}

int Quota::taken(Instant now) {
  forget(now);
  return static_cast<int>(taken_.size());
}

Millis Quota::until_reset(Instant now) {
  forget(now);
  const auto free = taken_.empty() ? now : taken_.front() + rate_.window;
  return std::max(free, blocked_until_) > now ? Millis(std::max(free, blocked_until_) - now) : Millis(0);
}

Limiter::Limiter(const Map& document) : rates_(kRates) {
  const auto* rates = document.find("rates");
  if (rates == nullptr) return;
  for (std::size_t i = 0; i < kBucketCount; ++i) {
    if (const auto rate = parse_rate(text_or(*rates, bucket_name(static_cast<Bucket>(i))))) rates_[i] = *rate;
  }
}

Quota& Limiter::quota(const std::string& token, Bucket bucket) {
  // Each token has its own quota; the others are the tenant's.
  return quotas_.try_emplace({bucket == Bucket::token ? token : "", bucket}, rates_[static_cast<std::size_t>(bucket)])
      .first->second;
}

std::optional<Limiter::Refused> Limiter::admit(const std::string& token, std::span<const Bucket> buckets, Instant now) {
  for (const auto bucket : buckets) {
    auto& full = quota(token, bucket);
    if (!full.has_room(now)) return Refused{bucket, full.refuse(now) - now};
  }
  for (const auto bucket : buckets) quota(token, bucket).take(now);
  return std::nullopt;
}

Headers Limiter::headers(const std::string& token, Bucket bucket, Instant now) {
  auto& shown = quota(token, bucket);
  return {{"inin-ratelimit-count", std::to_string(shown.taken(now))},
          {"inin-ratelimit-allowed", std::to_string(shown.rate().requests)},
          {"inin-ratelimit-reset", std::to_string(ceil<seconds>(shown.until_reset(now)).count())}};
}

}  // namespace interlock::sandbox
