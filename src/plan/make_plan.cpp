#include "plan/make_plan.hpp"

#include <algorithm>
#include <set>

#include "diff/diff.hpp"
#include "model/references.hpp"
#include "plan/checks.hpp"
#include "plan/estimate.hpp"
#include "plan/order.hpp"
#include "plan/roster.hpp"
#include "plan/staffing.hpp"
#include "plan/versions.hpp"

namespace interlock {
namespace {

Summary summary(const std::vector<Change>& changes, const Targets& targets, const LiveState& live) {
  Summary result;
  for (const auto& change : changes) {
    if (std::holds_alternative<Create>(change)) ++result.create;
    if (std::holds_alternative<Update>(change)) ++result.update;
    if (std::holds_alternative<Delete>(change)) ++result.remove;
  }
  const auto existing = std::count_if(targets.begin(), targets.end(), [&](const auto& target) {
    return target.second.fields && live.find(target.first) != nullptr;
  });
  result.unchanged = static_cast<int>(existing) - result.update;
  return result;
}

void add_ids(std::map<Address, ResourceId>& ids, Kind kind, const Map& fields, const LiveState& live) {
  for (const auto& reference : references(kind, fields)) {
    if (const auto* named = live.find(reference.target)) ids.emplace(named->address, named->id);
  }
}

/// The ids of the objects that the steps' edits name, so that apply can write references without reading lists.
std::map<Address, ResourceId> named_ids(const std::vector<Change>& changes, const Targets& targets,
                                        const LiveState& live) {
  std::map<Address, ResourceId> ids;
  for (const auto& change : changes) {
    const auto& address = address_of(change);
    const auto* end = end_fields(address, live, targets);
    const auto* object = live.find(address);
    if (end != nullptr) add_ids(ids, address.kind, *end, live);
    if (object != nullptr) add_ids(ids, address.kind, object->fields, live);
  }
  return ids;
}

}  // namespace

Plan make_plan(const Intent& intent, const LiveState& live, const PlanContext& context, Problems& problems) {
  const auto& desired = intent.desired;
  const auto end = targets(desired, live, problems);
  check_references(desired, live, end, problems);
  const auto changes = diff(end, live);
  check_changes(changes, live, end, problems);
  const auto versions = level_versions(end, live);
  check_limits(versions, end, context.tier, problems);
  // Who is eligible can be said only where users, profiles and queues were all read.
  const bool knows_agents = live.complete.contains(Kind::user) && live.complete.contains(Kind::queue);
  Staffing staff;
  if (knows_agents && !has_errors(problems)) staff = staffing(Roster(end, live, versions), problems);
  Plan plan{.api = context.api};
  plan.steps = ordered_steps(changes, live, end, versions, staff.orders);
  plan.ids = named_ids(changes, end, live);
  plan.coverage = std::move(staff.coverage);
  plan.estimate = estimate(plan.steps, context);
  plan.summary = summary(changes, end, live);
  sort_unique(problems);
  return plan;
}

Differences differences(const Intent& intent, const LiveState& live, Problems& problems) {
  const auto end = targets(intent.desired, live, problems);
  check_references(intent.desired, live, end, problems);
  sort_unique(problems);
  return {.changes = diff(end, live)};
}

}  // namespace interlock
