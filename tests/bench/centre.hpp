#pragma once

#include "model/live_state.hpp"
#include "model/manifest.hpp"

namespace interlock::bench {

/// A contact centre as it is and as its manifests want it.
struct Centre {
  Manifest desired;
  LiveState live;
};

/// Of each 100 objects 90 are personal profiles with 8 levels, 8 are queues, one is a skill, one a schedule; one of
/// each 100 is changed by the manifest. Agents belong to teams that share 20 skills, teams grow in number and not in
/// size, so that tens to hundreds of agents are eligible for a queue whatever the size of the centre. The same number
/// gives the same centre.
Centre centre_of(int objects);

}  // namespace interlock::bench
