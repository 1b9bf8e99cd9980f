// Why a plan cannot be ordered (planning.md, "Finding an order" 7): the smallest set of changes that conflict.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "plan/certificate.hpp"
#include "plan/order.hpp"

namespace interlock {

/// Changes that cannot be ordered although they could without any one of them.
struct Tangle {
  std::vector<Step> changes{};  // one an object, with all of its edits; empty where there were too many to look at
  std::vector<std::string> queues{};  // those whose agents they change, the refused one first
  std::set<std::string> skills{};     // that these queues ask for
};

/// The conflict behind a refusal, among the drafts of the plan and in the context that it was ordered in. What hangs
/// together with the refused object is taken away object by object: whatever is not done leaves its object as it is.
Tangle tangle_of(const Refused& refused, const std::vector<Step>& steps, const std::vector<KeyedStep>& drafts,
                 const LiveState& live, const OrderContext& context);

/// The refusal with the conflict's changes and their lines.
void name_changes(const Tangle& tangle, Problem& refusal);

}  // namespace interlock
