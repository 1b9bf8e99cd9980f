#include "engine/lanes.hpp"

namespace interlock {

std::size_t lane_of(std::span<const Bucket> buckets) {
  std::size_t lane = 0;
  for (const auto bucket : buckets) lane |= 1u << static_cast<std::size_t>(bucket);
  return lane;
}

BucketSets all_bucket_sets() {
  BucketSets sets;
  for (std::size_t lane = 0; lane < kLanes; ++lane) {
    for (std::size_t bucket = 0; bucket < kBucketCount; ++bucket) {
      if ((lane >> bucket & 1) != 0) sets[lane].push_back(static_cast<Bucket>(bucket));
    }
  }
  return sets;
}

BucketSets outage_sets() {
  auto sets = all_bucket_sets();
  for (auto& buckets : sets) {
    if (buckets.size() > 1) std::erase(buckets, Bucket::token);
  }
  return sets;
}

}  // namespace interlock
