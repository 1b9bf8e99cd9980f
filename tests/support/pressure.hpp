// An apply of many writes in fake time, where the platform leaves less room than one would like: its quota, another
// client of the same token, a total outage. Each agent gets a skill more: a read and a write on the guide API, whose
// answer shows the object; a read-back too on the published one.
#pragma once

#include <optional>
#include <string>

#include "engine/ports.hpp"
#include "model/settings.hpp"

namespace interlock::testing {

/// From so long after the first request of the apply on, everything is answered that way.
struct TotalOutage {
  Outcome answer;
  Millis from{0};
  Millis lasts{0};
};

struct Pressure {
  int writes = 400;
  std::optional<Rate> neighbour{};  // what another client of the token sends, evenly spaced, since a minute before
  std::optional<TotalOutage> outage{};
};

struct Relief {
  int writes = 0;       // that the platform accepted
  int requests = 0;     // that the apply sent
  int throttled = 0;    // of them, answered 429 by the platform's own quota
  int into_outage = 0;  // of them, while it lasted
  int early = 0;        // of them, before a Retry-After deadline had passed
  int most_in_window = 0;
  int by_neighbour = 0;         // its requests that were let through meanwhile
  int neighbour_throttled = 0;  // and those that were not
  double seconds = 0;
  std::string undone{};  // steps that are not done, with the reasons; empty: all are

  /// The seconds that the quota asks for that many requests, beside the neighbour.
  double floor() const;
  /// What was sent, as a share of what the quota and the neighbour left.
  double use() const;
};

Relief apply_under(Api api, const Pressure& pressure);

}  // namespace interlock::testing
