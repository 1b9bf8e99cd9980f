// Calls that use up the same buckets wait in the same lane.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "model/settings.hpp"

namespace interlock {

inline constexpr std::size_t kLanes = 1u << kBucketCount;  // a lane is a set of buckets, one bit each
std::size_t lane_of(std::span<const Bucket> buckets);

using BucketSets = std::array<std::vector<Bucket>, kLanes>;
BucketSets all_bucket_sets();  // the buckets of each lane
/// The sets in which outages are told apart. Every request is in the token's bucket, so it counts where it is alone.
BucketSets outage_sets();

}  // namespace interlock
