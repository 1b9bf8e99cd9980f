#include "engine/rehearsal.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "base/text.hpp"

namespace interlock {
namespace {

/// Kinds whose objects only make sense together.
constexpr std::array kRouting{Kind::skill,   Kind::language,    Kind::user, Kind::wrapup_code,
                              Kind::profile, Kind::skill_group, Kind::queue};
constexpr std::array kHours{Kind::schedule, Kind::schedule_group, Kind::ivr, Kind::emergency_group};
constexpr std::array kTables{Kind::data_table, Kind::row};

bool is_of(Api api, Kind kind) { return includes(info(kind).apis, api); }

std::set<Kind> kinds_of(const Plan& plan) {
  std::set<Kind> kinds;
  for (const auto& step : plan.steps) kinds.insert(step.address.kind);
  for (const auto group :
       {std::span<const Kind>(kRouting), std::span<const Kind>(kHours), std::span<const Kind>(kTables)}) {
    const bool is_touched = std::any_of(group.begin(), group.end(), [&](Kind kind) { return kinds.contains(kind); });
    if (is_touched) kinds.insert(group.begin(), group.end());
  }
  for (const auto& [address, id] : plan.ids) kinds.insert(address.kind);
  std::erase_if(kinds, [&](Kind kind) { return !is_of(plan.api, kind); });
  return kinds;
}

/// What reading all of the kinds leaves out: members on the guide API, and utilization of single users.
std::vector<Read> reads_behind(const Plan& plan, const Snapshot& snapshot) {
  std::vector<Read> reads;
  const auto queues = snapshot.objects.find(Kind::queue);
  for (const auto& [id, raw] : queues != snapshot.objects.end() ? queues->second : std::map<ResourceId, Raw>()) {
    if (!raw.parts.contains(Part::members)) reads.push_back({Part::members, Kind::queue, id});
  }
  for (const auto& step : plan.steps) {
    const bool is_own = step.address.kind == Kind::utilization && !step.object_id.value.empty();
    if (is_own) reads.push_back({Part::item, Kind::utilization, step.object_id});
  }
  return reads;
}

}  // namespace

std::size_t QueueCurve::worst() const {
  std::size_t worst = 0;
  for (std::size_t i = 0; i < agents.size(); ++i) {
    const bool is_first = !agents[worst] || (agents[i] && *agents[i] < *agents[worst]);
    if (agents[i] && is_first) worst = i;
  }
  return worst;
}

bool QueueCurve::is_changed() const {
  return std::any_of(agents.begin(), agents.end(), [&](const auto& count) { return count != agents.front(); });
}

Problem problem_of(const RehearsalBreach& breach) {
  return {.rule = std::string("INV-") + breach.letter,
          .exit = Exit::refused,
          .where = breach.source,
          .message = "behind " + breach.step + " " + quoted(breach.object) + " " + breach.message,
          .hint = "nothing was written to the tenant; do not apply this plan: plan again"};
}

Exit exit_of(const Rehearsal& rehearsal) { return exit_of(rehearsal.run); }

Result<Tenancy> read_for_rehearsal(Connection& connection, const Plan& plan) {
  auto tenancy = read_everything(connection, kinds_of(plan));
  if (!tenancy) return tenancy;
  const auto reads = reads_behind(plan, tenancy->snapshot);
  if (auto problems = gather(connection, *tenancy, reads); has_errors(problems)) return problems;
  return tenancy;
}

Map document_of(const Binding& binding, const Tenant& tenant, const Tenancy& tenancy) {
  auto document = binding.document(tenancy.snapshot, tenant);
  document.set("sandbox", 1);
  document.set("organization", Map{{"id", tenancy.organization}, {"name", "Rehearsal"}});
  document.set("tier", tenant.tier == Tier::enterprise ? "enterprise" : "standard");
  Map rates;
  for (std::size_t i = 0; i < kBucketCount; ++i) rates.set(bucket_name(static_cast<Bucket>(i)), "100000/s");
  document.set("rates", std::move(rates));
  return document;
}

Plan unguarded(Plan plan) {
  for (auto& step : plan.steps) step.guard.value.clear();
  return plan;
}

}  // namespace interlock
