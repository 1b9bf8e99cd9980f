// Plans that have too many states to look at each: some are visited, among them those that the proof names.
#pragma once

#include <cstdint>
#include <string>

#include "support/proven_plan.hpp"

namespace interlock::testing {

/// Hundreds of ops on two dozen queues.
Changing large_changing(std::uint64_t seed);

/// Arranges and proves, plays through random orders that the edges allow, and looks at the state that the proof names
/// as the worst of each version. Empty where nothing contradicts the proof.
std::string examine_large(const Changing& changing, std::uint64_t seed, Tally& tally);

}  // namespace interlock::testing
