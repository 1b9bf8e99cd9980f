#pragma once

#include "diff/change.hpp"
#include "model/live_state.hpp"
#include "model/manifest.hpp"
#include "model/settings.hpp"
#include "plan/plan.hpp"

namespace interlock {

struct PlanContext {
  Api api = Api::guide;
  Tier tier = Tier::standard;
  std::map<Bucket, Rate> rates{};  // for the estimate
};

/// The plan that takes `live` to `desired` by expand, switch, contract (planning.md), without the header that names
/// tenant and time. `problems` gets what the end state or the way to it breaks (B24-B27, B29): with an error among them
/// the plan is to be shown and not to be kept. A pure function: same input, same plan.
Plan make_plan(const Manifest& desired, const LiveState& live, const PlanContext& context, Problems& problems);

/// Just the differences, for drift.
std::vector<Change> differences(const Manifest& desired, const LiveState& live, Problems& problems);

}  // namespace interlock
