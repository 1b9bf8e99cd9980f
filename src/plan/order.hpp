// The order of a plan's steps: searched for with what `safety` knows of agents and queues, and proven by that.
#pragma once

#include <map>
#include <span>
#include <vector>

#include "model/allowance.hpp"
#include "model/live_state.hpp"
#include "plan/staffing.hpp"
#include "plan/steps.hpp"

namespace interlock {

/// What the order is made for.
struct OrderContext {
  const Routing& routing;
  const std::map<Address, ResourceId>& ids;  // of the users whom edits of members name
  Api api;
  const std::vector<Touched>& touched;
  std::span<const Allowance> allowed;
  std::span<const Batch> batches;
};

/// The steps with ids and edges, in an order in which they could run one after the other, numbered in it; every edge
/// points forward, so there is no cycle. A step that only changes levels may have become several.
std::vector<Step> ordered_steps(const std::vector<KeyedStep>& drafts, const LiveState& live,
                                const OrderContext& context);

}  // namespace interlock
