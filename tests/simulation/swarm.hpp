// The trouble of a seed: a random part of all faults, each with a rate of its own (swarm testing).
#pragma once

#include <cstdint>

#include "model/manifest.hpp"
#include "sandbox/faults/script.hpp"

namespace interlock::simulation {

/// `document` and `wanted` say what others may edit. Every field that nobody manages is edited by one rule at most, so
/// that it can be told whose value must stand there at the end.
sandbox::FaultScript swarm(std::uint64_t seed, Api api, const Value& document, const Manifest& wanted);

inline constexpr const char* kColleaguesField = "x_colleague";  // begins the fields that others write

}  // namespace interlock::simulation
