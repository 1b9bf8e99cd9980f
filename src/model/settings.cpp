#include "model/settings.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace interlock {
namespace {

struct BucketRow {
  std::string_view name;
  Rate rate;
};
// Figures of applying.md, Rates, and job S5 of mission.md.
constexpr std::array<BucketRow, kBucketCount> kBuckets{{
    {"token", {300, Millis(60'000)}},
    {"routing", {8, Millis(1'000)}},
    {"queues", {5, Millis(1'000)}},
    {"architect", {300, Millis(60'000)}},
}};

}  // namespace

std::optional<Rate> parse_rate(std::string_view text) {
  int requests = 0;
  const auto* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, requests);
  const std::string_view unit(rest, static_cast<std::size_t>(end - rest));
  if (error != std::errc{} || requests < 1 || requests > 100'000) return std::nullopt;
  if (unit == "/s") return Rate{requests, Millis(1'000)};
  if (unit == "/min") return Rate{requests, Millis(60'000)};
  return std::nullopt;
}

std::string_view bucket_name(Bucket bucket) { return kBuckets[static_cast<std::size_t>(bucket)].name; }

std::optional<Bucket> parse_bucket(std::string_view name) {
  const auto found = std::find_if(kBuckets.begin(), kBuckets.end(), [&](const auto& row) { return row.name == name; });
  if (found == kBuckets.end()) return std::nullopt;
  return static_cast<Bucket>(found - kBuckets.begin());
}

Rate default_rate(Bucket bucket) { return kBuckets[static_cast<std::size_t>(bucket)].rate; }

int skills_per_profile(Tier tier) { return tier == Tier::standard ? 100 : 150; }

}  // namespace interlock
