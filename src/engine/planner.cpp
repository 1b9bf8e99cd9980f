// Plans twice or more: the first plan says whose guards are needed, the last one is bound to them.
#include <map>
#include <set>

#include "base/text.hpp"
#include "engine/recheck.hpp"
#include "engine/tenancy.hpp"
#include "plan/make_plan.hpp"

namespace interlock {
namespace {

constexpr int kRounds = 3;

struct Drafted {
  TenantView view;
  Plan plan;
  Problems problems{};
};

/// Reads a tenant for one intent, and plans from what was read so far.
class Draftsman {
 public:
  Draftsman(Connection& connection, const Intent& intent, const Terms& terms)
      : connection_(connection), intent_(intent), departed_(with_departed(intent)) {
    context_.api = connection.binding.api;
    context_.tier = connection.tenant.tier;
    context_.rates = connection.tenant.rates;
    context_.terms = terms;
    context_.batches = connection.binding.batches;
  }

  const Manifest& needed() const { return departed_ ? *departed_ : intent_.desired; }

  Drafted draft(const Tenancy& tenancy) {
    Problems problems;
    auto view = view_of(connection_, needed(), tenancy, problems);
    auto plan = make_plan(intent_, view.live, context_, problems);
    plan.tenant = connection_.tenant.name;
    plan.organization = view.organization;
    return {std::move(view), std::move(plan), std::move(problems)};
  }

 private:
  Connection& connection_;
  const Intent& intent_;
  std::optional<Manifest> departed_;
  PlanContext context_{};
};

/// The live objects that steps write and that bear no guard yet, or must not be written at all.
std::map<Address, const LiveObject*> unguarded(const Drafted& drafted) {
  std::map<Address, const LiveObject*> objects;
  for (const auto& step : drafted.plan.steps) {
    const auto* live = step.verb != Verb::create ? drafted.view.live.find(step.address) : nullptr;
    if (live != nullptr && (!live->guard || live->is_read_only)) objects[step.address] = live;
  }
  return objects;
}

std::vector<Read> guard_reads(const Connection& connection, const std::map<Address, const LiveObject*>& objects,
                              std::set<Read>& read_already) {
  std::vector<Read> reads;
  for (const auto& [address, object] : objects) {
    const auto read = connection.binding.guard_read(*object);
    if (read && read_already.insert(*read).second) reads.push_back(*read);
  }
  return reads;
}

Problem untouchable(const Step& step, const LiveObject& object) {
  const auto why = object.is_read_only
                       ? ") cannot be written: it holds a word that this version does not know"
                       : ") cannot be guarded: the platform gave neither a strong entity tag nor a version";
  return {.rule = object.is_read_only ? "B56" : "B53",
          .exit = Exit::refused,
          .message = quoted(discreet(step)) + " (id " + quoted(step.object_id.value) + why,
          .hint = "nothing is written to it; take it out of the manifests or out of the selection"};
}

/// Each object once, though several steps may write it.
void report_untouchable(const Drafted& drafted, Problems& problems) {
  auto objects = unguarded(drafted);
  for (const auto& step : drafted.plan.steps) {
    const auto found = objects.find(step.address);
    if (found == objects.end()) continue;
    problems.push_back(untouchable(step, *found->second));
    objects.erase(found);
  }
}

/// What the planner proved and the checker does not find is a bug of one of them, and no plan to keep.
Problems disagreement(const Plan& plan) {
  auto problems = check_certificate(plan_document(plan));
  for (auto& problem : problems) {
    problem.exit = Exit::internal;
    problem.message = "the plan's proof does not stand up to the second checker: " + problem.message;
    problem.hint = "this is a bug: report it with the plan, as `interlock plan --format json` prints it";
  }
  return problems;
}

}  // namespace

Result<PlannedTenant> plan_tenant(Connection& connection, const Intent& intent, Problems& problems,
                                  const Terms& terms) {
  Draftsman draftsman(connection, intent, terms);
  auto tenancy = read_tenancy(connection, draftsman.needed());
  if (!tenancy) return tenancy.problems();
  auto drafted = draftsman.draft(*tenancy);
  std::set<Read> read_already;
  for (int round = 0; round < kRounds; ++round) {
    const auto reads = guard_reads(connection, unguarded(drafted), read_already);
    if (reads.empty()) break;
    if (auto failures = gather(connection, *tenancy, reads); has_errors(failures)) return failures;
    drafted = draftsman.draft(*tenancy);
  }
  report_untouchable(drafted, drafted.problems);
  if (!has_errors(drafted.problems)) append(drafted.problems, disagreement(drafted.plan));
  problems.insert(problems.end(), drafted.problems.begin(), drafted.problems.end());
  return PlannedTenant{std::move(drafted.view), std::move(drafted.plan)};
}

}  // namespace interlock
