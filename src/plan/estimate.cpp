#include "plan/estimate.hpp"

#include <algorithm>

namespace interlock {
namespace {

struct Cost {
  int requests;
  std::vector<Bucket> all, writes;  // quotas that every request, that writes alone use up
};

/// Guide API: a step reads its object fresh (a create looks its name up) and writes it. A schedule goes out under the
/// version that its list carried, so it needs the write alone.
Cost guide_cost(const Step& step) {
  if (step.address.kind == Kind::schedule) return {1, {Bucket::token, Bucket::architect}, {}};
  if (step.address.kind == Kind::queue) return {2, {Bucket::token, Bucket::routing}, {Bucket::queues}};
  return {2, {Bucket::token, Bucket::routing}, {}};
}

/// Published API: one quota, that of the token. What only its content guards is read back after the write.
Cost published_cost(const Step& step) {
  const bool is_read_back = step.guard.kind == GuardKind::content;
  return {is_read_back ? 3 : 2, {Bucket::token}, {}};
}

int seconds(int requests, const Rate& rate) {
  const auto millis = requests * rate.window.count() / rate.requests;
  return static_cast<int>((millis + 999) / 1000);
}

}  // namespace

Estimate estimate(const std::vector<Step>& steps, const PlanContext& context) {
  Estimate result;
  for (const auto& step : steps) {
    const auto needed = context.api == Api::published ? published_cost(step) : guide_cost(step);
    result.requests += needed.requests;
    for (const auto bucket : needed.all) result.buckets[bucket] += needed.requests;
    for (const auto bucket : needed.writes) result.buckets[bucket] += 1;
  }
  for (const auto& [bucket, requests] : result.buckets) {
    const auto set = context.rates.find(bucket);
    const auto rate = set != context.rates.end() ? set->second : default_rate(bucket);
    result.seconds = std::max(result.seconds, seconds(requests, rate));
  }
  return result;
}

}  // namespace interlock
