#include "render/callback.hpp"

#include <set>

namespace interlock {
namespace {

Map counts_of(const RunReport& report) {
  Map counts;
  for (const auto standing :
       {Standing::done, Standing::held, Standing::failed, Standing::not_attempted, Standing::unknown}) {
    counts.set(standing_name(standing), static_cast<std::int64_t>(report.count(standing)));
  }
  return counts;
}

Map head(std::string_view kind, const Ended& ended, const std::string& event, Wall now) {
  return Map{{"format_version", "1.0"},
             {"kind", kind},
             {"event", event},
             {"time", format_wall(now)},
             {"run", ended.report.run},
             {"organization", ended.plan.organization},
             {"plan_digest", ended.report.plan_digest},
             {"applied", ended.report.applied()},
             {"exit", static_cast<int>(ended.exit)},
             {"steps", counts_of(ended.report)}};
}

/// Those whose levels or memberships a step is about, not how often.
std::int64_t users_changed(const RunReport& report) {
  std::set<std::string> users;
  for (const auto& step : report.steps) {
    const bool is_done = step.standing == Standing::done;
    if (is_done && step.address.kind == Kind::user) users.insert(step.address.name);
  }
  return static_cast<std::int64_t>(users.size());
}

List queues_of(const Plan& plan) {
  List queues;
  for (const auto& queue : plan.certificate) {
    const auto id = plan.ids.find(queue.queue);
    if (id == plan.ids.end()) continue;
    queues.push_back(Map{{"id", id->second.value},
                         {"agents_before", queue.before},
                         {"agents_after", queue.after},
                         {"never_below", queue.never_below}});
  }
  return queues;
}

}  // namespace

Value change_callback(const Ended& ended, const std::string& event, Wall now) {
  auto document = head("change", ended, event, now);
  const auto& [create, update, remove, unchanged] = ended.plan.summary;
  document.set("manifest_digest", ended.plan.manifest_digest);
  document.set("undoes", ended.undoes.empty() ? Value(Null{}) : Value(ended.undoes));
  document.set("planned", Map{{"create", create}, {"update", update}, {"delete", remove}});
  return document;
}

Value workforce_callback(const Ended& ended, const std::string& event, Wall now) {
  auto document = head("workforce", ended, event, now);
  document.set("totals", totals_value(ended.report.totals));
  document.set("users_changed", users_changed(ended.report));
  document.set("queues", queues_of(ended.plan));
  return document;
}

}  // namespace interlock
