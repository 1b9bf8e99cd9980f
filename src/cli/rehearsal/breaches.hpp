// What was seen of a rehearsal against what planning.md and the plan promise.
#pragma once

#include <vector>

#include "cli/rehearsal/script.hpp"
#include "engine/rehearsal.hpp"
#include "sandbox/inspector.hpp"

namespace interlock {

struct Rehearsed {
  const Plan& plan;
  const Map& before;  // the copy, as a document
  const Script& script;
  const sandbox::Inspector& inspector;
  const std::vector<const Step*>& order;  // the steps behind each of `queues`' counts
  const std::vector<QueueCurve>& queues;
};

/// Coverage first, by queue; then what the inspector found, by write; then losses.
std::vector<RehearsalBreach> breaches_of(const Rehearsed& rehearsed);

}  // namespace interlock
