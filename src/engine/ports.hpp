// The seams to the world (faults.md, the five seams): beside the journal's the only virtual functions of the project.
// Tests replace them, so a day of backoff passes in a microsecond and a run replays exactly.
#pragma once

#include <cstdint>
#include <optional>

#include "base/http.hpp"
#include "base/time.hpp"

namespace interlock {

struct Clock {
  virtual ~Clock() = default;
  virtual Instant now() = 0;
  virtual Wall wall() = 0;
};

struct Random {
  virtual ~Random() = default;
  virtual std::uint64_t next() = 0;  // 64 uniform bits
};

using Ticket = std::uint64_t;  // names a request on its way

struct Completion {
  Ticket ticket{};
  Outcome outcome;
};

struct Transport {
  virtual ~Transport() = default;
  /// Starts the request; its completion comes from `wait`, exactly once.
  virtual void send(Ticket ticket, const Request& request) = 0;
  /// The next completion; nothing when `until` has come or `wake` was called first. Waits although nothing is on its
  /// way.
  virtual std::optional<Completion> wait(Instant until) = 0;
};

}  // namespace interlock
