// Changes -> the requests that make them, so few as the API can do with.
#pragma once

#include <compare>
#include <span>
#include <vector>

#include "diff/change.hpp"
#include "diff/target.hpp"
#include "plan/batch.hpp"
#include "plan/plan.hpp"

namespace interlock {

/// Where a step stands among those that do not wait for one another; field order is sort order.
struct StepKey {
  Phase phase;
  int kind;   // what is referred to first; what is removed, what refers first
  int depth;  // parents first; what is removed, children first
  Address address;
  Verb verb;
  friend auto operator<=>(const StepKey&, const StepKey&) = default;
};

struct KeyedStep {
  StepKey key;
  Step step;
};

/// Steps without ids and edges, by their keys, which is an order that keeps every reference. Guards are those of the
/// live objects, absence for creates.
std::vector<KeyedStep> draft_steps(const std::vector<Change>& changes, const LiveState& live, const Targets& targets,
                                   std::span<const Batch> batches);

/// One change of an object as the requests that make it. With `exact` a field whose elements are all known is replaced
/// as a whole where the API can.
std::vector<Step> requests_of(const Step& whole, std::span<const Batch> batches, bool exact);

/// Without their keys.
std::vector<Step> steps_of(std::span<const KeyedStep> keyed);

/// Some edits of a step that only changes levels, as the requests that make them.
std::vector<KeyedStep> steps_for(const KeyedStep& whole, std::vector<FieldEdit> edits, std::span<const Batch> batches);

}  // namespace interlock
