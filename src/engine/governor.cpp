#include "engine/governor.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace interlock {
namespace {

// 50 schedules and their reads (job E1). A quota by the second has none: what another process of the same pipeline used
// in the second before is not known yet, and spacing costs less than a refusal.
constexpr std::size_t kBurst = 100;
constexpr Millis kMargin{50};           // requests may bunch on the way, and arrive closer than they left
constexpr double kSlowest = 0.2 / 1e3;  // requests per millisecond
constexpr Millis kQuiet{10'000};
constexpr double kRaise = 1.05;
// Others go on sending between an answer and our next request. Without room for that the window would be full again and
// again, and whoever comes then is refused: they or we.
constexpr double kGrowth = 0.05;
constexpr Millis kLook{1'000};  // between requests that only find out whether others have left room again

double per_milli(const Rate& rate) { return rate.requests / static_cast<double>(rate.window.count()); }

}  // namespace

Quota::Quota(Rate rate) : rate_(rate), lowest_(std::min(1.0, kSlowest / per_milli(rate))) {}

Quota::Fine Quota::spacing() const { return Fine(1.0 / (per_milli(rate_) * share_)); }

std::size_t Quota::cap() const { return static_cast<std::size_t>(std::max(1.0, std::floor(rate_.requests * share_))); }

// What a full purse is worth in time: the burst less the request that is always let through.
Quota::Fine Quota::burst() const {
  const auto most = rate_.window >= std::chrono::minutes(1) ? kBurst : 1;
  return spacing() * static_cast<double>(std::min(most, cap()) - 1);
}

void Quota::recover(Instant now) {
  if (share_ >= 1.0 || now - changed_ < kQuiet) return;
  const auto steps = (now - changed_) / kQuiet;
  share_ = std::min(1.0, share_ * std::pow(kRaise, static_cast<double>(steps)));
  changed_ += steps * kQuiet;
}

Instant Quota::earliest(Instant now) {
  recover(now);
  auto when = std::max(now, closed_until_);
  const auto conforming = next_ - burst();
  if (conforming > when.time_since_epoch()) when = Instant(std::chrono::ceil<Millis>(conforming));
  const auto window = rate_.window + kMargin;
  while (!log_.empty() && log_.front() + window <= now) log_.pop_front();
  const auto used = log_.size() + by_others(now);
  if (used < cap()) return when;
  const auto excess = used - cap();
  if (excess < log_.size()) return std::max(when, log_[excess] + window);
  return std::max(when, std::max(observed_at_, log_.empty() ? Instant::min() : log_.back()) + kLook);
}

std::size_t Quota::by_others(Instant now) const {
  if (others_ == 0 || now >= observed_at_ + rate_.window) return 0;
  return others_ + static_cast<std::size_t>(std::ceil(static_cast<double>(others_) * kGrowth));
}

void Quota::observed(int count, Instant sent_at, Instant now) {
  const auto seen = static_cast<std::size_t>(std::clamp(count, 0, rate_.requests));
  const auto ours = static_cast<std::size_t>(std::upper_bound(log_.begin(), log_.end(), sent_at) - log_.begin());
  others_ = seen > ours ? seen - ours : 0;
  observed_at_ = now;
}

void Quota::sent(Instant now) {
  if (std::exchange(was_closed_, false)) spend_all(now);
  next_ = std::max(next_, Fine(now.time_since_epoch())) + spacing();
  log_.push_back(now);
}

void Quota::throttled(Instant sent_at, Instant now) {
  if (halved_ && sent_at <= *halved_) return;
  recover(now);
  share_ = std::max(lowest_, share_ / 2);
  halved_ = changed_ = now;
  spend_all(now);
}

void Quota::close_until(Instant until) {
  closed_until_ = std::max(closed_until_, until);
  was_closed_ = true;
}

void Quota::spend_all(Instant now) { next_ = std::max(next_, Fine(now.time_since_epoch()) + burst()); }

Governor::Governor(const std::map<Bucket, Rate>& rates)
    : quotas_([&]<std::size_t... I>(std::index_sequence<I...>) {
        const auto rate = [&](Bucket bucket) {
          const auto found = rates.find(bucket);
          return found != rates.end() ? found->second : default_rate(bucket);
        };
        return std::array{Quota(rate(static_cast<Bucket>(I)))...};
      }(std::make_index_sequence<kBucketCount>{})) {}

Instant Governor::earliest(std::span<const Bucket> buckets, Instant now) {
  auto when = now;
  for (const auto bucket : buckets) when = std::max(when, quota(bucket).earliest(now));
  return when;
}

Instant Governor::closed_until(std::span<const Bucket> buckets) const {
  auto until = Instant::min();
  for (const auto bucket : buckets) until = std::max(until, quotas_[static_cast<std::size_t>(bucket)].closed_until());
  return until;
}

void Governor::sent(std::span<const Bucket> buckets, Instant now) {
  for (const auto bucket : buckets) quota(bucket).sent(now);
}

}  // namespace interlock
