#pragma once

#include "diff/change.hpp"
#include "model/intent.hpp"
#include "model/live_state.hpp"
#include "model/settings.hpp"
#include "plan/batch.hpp"
#include "plan/limits.hpp"
#include "plan/plan.hpp"

namespace interlock {

struct PlanContext {
  Api api = Api::guide;
  Tier tier = Tier::standard;
  std::map<Bucket, Rate> rates{};  // for the estimate
  Terms terms{};
  std::span<const Batch> batches{};  // of the binding
};

/// The plan that takes `live` to what is wanted by expand, switch, contract (planning.md), without the header that
/// names tenant and time. `problems` gets what the end state or the way to it breaks (B24-B27, B29), what is over a
/// budget (SEC23) and what looks like a mistake (B40, B76): with an error among them the plan is to be shown and not to
/// be kept. What no order makes safe (INV-a, INV-e, B27) is told where the end state is right, with the smallest set of
/// changes that conflict and a bridge that was tried out. What is held leads to exit 5 and stands in the way of nothing
/// else. A pure function: same input, same plan.
Plan make_plan(const Intent& intent, const LiveState& live, const PlanContext& context, Problems& problems);

/// What differs between a tenant and what is wanted of it: for drift.
struct Differences {
  std::vector<Change> changes;
  std::vector<Held> held{};
  std::vector<Ignored> ignored{};
  std::vector<SkillCapacity> capacity{};
};
Differences differences(const Intent& intent, const LiveState& live, Problems& problems);

}  // namespace interlock
