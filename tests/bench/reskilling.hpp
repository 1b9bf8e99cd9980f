#pragma once

#include <cstdint>

#include "centre.hpp"

namespace interlock::bench {

/// So many agents and queues, each queue asking for a skill of its own that another takes over from, each agent serving
/// three of the queues before and after. Everything is changed: no object of it can keep what it has.
Centre reskilled(int agents, int queues);

/// A small centre that takes on other levels and requirements, drawn by the seed: 2 to 40 agents, 1 to 8 queues, 2 to 6
/// skills; an agent changes in two cases of three, a queue in one of two.
Centre random_migration(std::uint32_t seed);

}  // namespace interlock::bench
