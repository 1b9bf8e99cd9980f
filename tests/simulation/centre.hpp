// Small random centres, made for speed: a handful of objects that hang together, so that a change of them has an order.
#pragma once

#include <cstdint>

#include "model/kind.hpp"
#include "model/manifest.hpp"

namespace interlock::simulation {

struct Centre {
  Value document{};
  Manifest wanted{};
};
Centre small_centre(std::uint64_t seed, Api api);

}  // namespace interlock::simulation
