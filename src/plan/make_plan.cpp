#include "plan/make_plan.hpp"

#include <algorithm>
#include <memory>
#include <set>

#include "diff/diff.hpp"
#include "model/references.hpp"
#include "plan/bridges.hpp"
#include "plan/capacity.hpp"
#include "plan/certificate.hpp"
#include "plan/checks.hpp"
#include "plan/estimate.hpp"
#include "plan/limits.hpp"
#include "plan/lowering.hpp"
#include "plan/mistakes.hpp"
#include "plan/name_checks.hpp"
#include "plan/order.hpp"
#include "plan/refusal.hpp"
#include "plan/roster.hpp"
#include "plan/routing.hpp"
#include "plan/staffing.hpp"
#include "plan/tenant_checks.hpp"
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
    const auto& fields = target.second.fields;
    return fields.are_live() || (fields && live.find(target.first) != nullptr);
  });
  result.unchanged = static_cast<int>(existing) - result.update;
  return result;
}

void add_ids(std::map<Address, ResourceId>& ids, Kind kind, const Map& fields, const LiveState& live) {
  for (const auto& reference : references(kind, fields)) {
    if (const auto* named = live.find(reference.target())) ids.emplace(named->address, named->id);
  }
}

/// What a change names of which no manifest has the fields, such as a queue's skill group.
void add_edited_ids(std::map<Address, ResourceId>& ids, const Change& change, const LiveState& live) {
  const auto& edits = std::visit([](const auto& c) -> const std::vector<FieldEdit>& { return c.edits; }, change);
  for (const auto& edit : edits) {
    for (const auto& named : named_by(address_of(change).kind, edit.path, edit.after)) {
      if (const auto* there = live.find(named)) ids.emplace(named, there->id);
    }
  }
}

/// The ids of the objects that the steps' edits name and of the tables of their rows, so that apply can write
/// references without reading lists.
std::map<Address, ResourceId> named_ids(const std::vector<Change>& changes, const Targets& targets,
                                        const LiveState& live) {
  std::map<Address, ResourceId> ids;
  for (const auto& change : changes) {
    const auto& address = address_of(change);
    const auto* end = end_fields(address, live, targets);
    const auto* object = live.find(address);
    if (end != nullptr) add_ids(ids, address.kind, *end, live);
    if (object != nullptr) add_ids(ids, address.kind, object->fields, live);
    add_edited_ids(ids, change, live);
    const auto table = table_of(address);
    if (const auto* owner = table ? live.find(*table) : nullptr) ids.emplace(*table, owner->id);
  }
  return ids;
}

/// Who is eligible can be said only where users, profiles and queues were all read.
bool knows_agents(const LiveState& live) {
  return live.complete.contains(Kind::user) && live.complete.contains(Kind::queue);
}

struct Staff {
  std::unique_ptr<Roster> roster{};  // at one place, since the others point into it; null where nothing can be said
  std::vector<Touched> touched{};
  std::vector<SkillCapacity> capacity{};
  Routing routing{};
};

std::vector<Change> changes_of(const Targets& targets, const LiveState& live, Api api, Problems& problems) {
  auto changes = diff(targets, live);
  return api == Api::published ? lowered(std::move(changes), live, targets, problems) : changes;
}

Staff staff_of(const Targets& targets, const LiveState& live, const std::map<Address, LevelVersions>& versions, Api api,
               Problems& problems) {
  if (!knows_agents(live) || has_errors(problems)) return {};
  Staff staff{.roster = std::make_unique<Roster>(targets, live, versions, api)};
  staff.touched = staffing(*staff.roster, problems);
  staff.capacity = capacity_changes(*staff.roster);
  staff.routing = routing_of(*staff.roster, staff.touched, live, api);
  return staff;
}

/// By their ids apply can ask the tenant whether what the proof stands on is still so, and how the queues fare.
void add_ids_of_proof(Plan& plan, const LiveState& live) {
  for (const auto& [name, enabled] : plan.routing.skills) {
    const Address address{Kind::skill, name};
    plan.ids.emplace(address, live.find(address)->id);
  }
  for (const auto& certified : plan.certificate) {
    if (const auto* queue = live.find(certified.queue)) plan.ids.emplace(certified.queue, queue->id);
  }
}

/// A plan with what is known of it, and what its proof refuses, one of `refused` a refusal.
struct Attempt {
  EndState end{};
  Plan plan{};
  Staff staff{};
  std::vector<KeyedStep> drafts{};
  Problems refusals{};
  std::vector<Refused> refused{};
};

OrderContext order_context(const Attempt& attempt, const PlanContext& context) {
  const auto& plan = attempt.plan;
  return {plan.routing, plan.ids, context.api, attempt.staff.touched, context.terms.allowed, context.batches};
}

/// Finds an order for the plan's steps and proves it.
void put_in_order(Attempt& attempt, const LiveState& live, const PlanContext& context) {
  auto& plan = attempt.plan;
  plan.routing = std::move(attempt.staff.routing);
  plan.routing.limit = skills_per_profile(context.tier);
  set_sizes(plan.routing, attempt.drafts, live);
  const auto order = order_context(attempt, context);
  plan.steps = ordered_steps(attempt.drafts, live, order);
  auto proof = prove(plan.steps, {order.routing, order.ids, order.api, order.touched, order.allowed}, attempt.refusals);
  plan.coverage = std::move(proof.coverage);
  plan.certificate = std::move(proof.certificate);
  plan.allowed.insert(plan.allowed.end(), proof.used.begin(), proof.used.end());
  attempt.refused = std::move(proof.refused);
  plan.capacity = std::move(attempt.staff.capacity);
  keep_candidates(plan);
  add_ids_of_proof(plan, live);
}

/// Returns the allowances that the plan made use of.
std::vector<std::string> check_amount(const std::vector<Change>& changes, const Manifest& desired,
                                      const LiveState& live, const Terms& terms, Problems& problems) {
  auto used = check_budgets(changes, desired, live, terms, problems);
  for (auto& one : check_renames(changes, desired, terms.allowed, problems)) used.push_back(std::move(one));
  for (auto& one : check_reversed_levels(changes, terms.allowed, problems)) used.push_back(std::move(one));
  return used;
}

EndState wanted_state(const Intent& intent, const LiveState& live, Problems& problems) {
  auto end = end_state(intent, live, problems);
  if (live.api == Api::published) keep_closed(intent.desired, live, end.targets);
  return end;
}

Attempt attempt(const Intent& intent, const LiveState& live, const PlanContext& context, Problems& problems) {
  Attempt result{.end = wanted_state(intent, live, problems)};
  auto& [end, plan, staff, drafts, refusals, refused] = result;
  check_references(intent.desired, live, end.targets, problems);
  check_tenant_names(intent.desired, live, end.targets, problems);
  check_tenant(intent.desired, live, end.targets, problems);
  check_ignored(intent, live, problems);
  const auto changes = changes_of(end.targets, live, context.api, problems);
  check_changes(changes, live, end.targets, problems);
  const auto versions = level_versions(end.targets, live);
  check_skills_held(versions, live, end.targets, context.tier, problems);
  plan = {.api = context.api, .scope = {intent.scope.only, intent.scope.except}};
  plan.allowed = check_amount(changes, intent.desired, live, context.terms, problems);
  staff = staff_of(end.targets, live, versions, context.api, problems);
  plan.ids = named_ids(changes, end.targets, live);
  drafts = draft_steps(changes, live, end.targets, context.batches);
  put_in_order(result, live, context);
  if (intent.base) {
    for (auto& step : plan.steps) mark_drift(step.address, step.edits, *intent.base, live);
  }
  plan.estimate = estimate(plan.steps, context);
  plan.summary = summary(changes, end.targets, live);
  return result;
}

/// What a person allowed counts for the plan that it was said of, not for another one that makes room for it.
Outcome outcome_of(const Intent& intent, const LiveState& live, PlanContext context, bool is_own) {
  if (!is_own) context.terms.allowed.clear();
  Problems problems;
  auto result = attempt(intent, live, context, problems);
  return {std::move(result.plan), std::move(result.refused), has_errors(problems)};
}

/// Names the changes that conflict and what would make room for them.
void explain_refusals(Attempt& refused, const Intent& intent, const LiveState& live, const PlanContext& context) {
  const auto order = order_context(refused, context);
  std::vector<Tangle> tangles;
  for (const auto& one : refused.refused) {
    tangles.push_back(tangle_of(one, refused.plan.steps, refused.drafts, live, order));
    name_changes(tangles.back(), refused.refusals[tangles.size() - 1]);
  }
  const auto plan = [&](const Intent& other, const LiveState& state) {
    return outcome_of(other, state, context, &other == &intent);
  };
  const auto hints = bridges(refused.refused, tangles, {intent, live, *refused.staff.roster, context.api, plan});
  for (std::size_t i = 0; i < hints.size(); ++i) {
    auto& hint = refused.refusals[i].hint;
    if (!hints[i].empty()) {
      hint = hints[i] + "; or, " + hint;
    } else if (refused.refused[i].rule == "INV-a") {
      hint = "an overflow queue can take its conversations meanwhile; " + hint;
    }
  }
}

}  // namespace

Plan make_plan(const Intent& intent, const LiveState& live, const PlanContext& context, Problems& problems) {
  auto result = attempt(intent, live, context, problems);
  // While the end state itself is wrong nothing is sought that would lead to it.
  const bool can_explain = !result.refused.empty() && !has_errors(problems) && result.staff.roster != nullptr;
  if (can_explain) explain_refusals(result, intent, live, context);
  append(problems, result.refusals);
  result.plan.held = std::move(result.end.held);
  result.plan.ignored = intent.ignored;
  sort_unique(problems);
  return std::move(result.plan);
}

Differences differences(const Intent& intent, const LiveState& live, Problems& problems) {
  auto end = wanted_state(intent, live, problems);
  check_references(intent.desired, live, end.targets, problems);
  check_ignored(intent, live, problems);
  Differences result{.changes = diff(end.targets, live), .held = std::move(end.held), .ignored = intent.ignored};
  if (intent.base) {
    for (auto& change : result.changes) {
      std::visit([&](auto& c) { mark_drift(c.address, c.edits, *intent.base, live); }, change);
    }
  }
  if (knows_agents(live)) {
    result.capacity = capacity_changes(Roster(end.targets, live, level_versions(end.targets, live), live.api));
  }
  sort_unique(problems);
  return result;
}

}  // namespace interlock
