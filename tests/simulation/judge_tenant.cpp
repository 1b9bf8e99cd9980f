// What became of the tenant: O1, O2, O3, O5, O11.
#include <algorithm>
#include <set>

#include "codec/json.hpp"
#include "sandbox/faults/kinds.hpp"
#include "simulation/judgements.hpp"
#include "simulation/swarm.hpp"
#include "simulation/tenant_diff.hpp"

namespace interlock::simulation {
namespace {

/// The rule of each edit that happened, with the moment.
std::vector<std::pair<const sandbox::FaultRule*, Instant>> edits_of(const Record& record) {
  std::vector<std::pair<const sandbox::FaultRule*, Instant>> edits;
  for (const auto& happening : record.happenings) {
    const auto& rule = record.scenario.script.rules[happening.rule];
    if (rule.kind->stage == sandbox::FaultStage::actor) edits.emplace_back(&rule, happening.at);
  }
  return edits;
}

std::set<std::string> addresses_of(const Record& record) {
  std::set<std::string> addresses;
  for (const auto& operation : record.operations) {
    if (!operation.plan || !operation.is_apply) continue;
    for (const auto& step : operation.plan->steps) addresses.insert(to_string(step.address));
  }
  return addresses;
}

/// What a step of the kind may write, in the document's words.
bool may_write(const std::string& section, const std::string& member) {
  static const std::map<std::string, std::set<std::string>> kMembers{
      {"skills", {"description", "enabled", "parentSkillId"}},
      {"personal_profiles", {"levels"}},
      {"shared_profiles", {"skills"}},
      {"queues", {"skills", "memberGroups", "description"}},
      {"schedules", {"closed"}},
      {"schedule_groups", {"openSchedules", "closedSchedules", "holidaySchedules"}},
      {"wrapup_codes", {"description"}},
      {"skill_groups", {"skillConditions"}},
      {"data_table_rows", {"*"}}};
  const auto found = kMembers.find(section);
  return found != kMembers.end() && found->second.contains(member);
}

bool is_theirs(const Record& record, const Difference& difference) {
  for (const auto& [rule, at] : edits_of(record)) {
    const auto [section, name] = whereabouts(rule->address);
    if (rule->kind->name == "removal" && difference.id == "queue-" + name) return true;
    if (section != difference.section || name != difference.name) continue;
    if (difference.member.empty() || (rule->set.is<Map>() && rule->set.find(difference.member) != nullptr)) return true;
  }
  return false;
}

/// What depends on other objects: members and codes of a queue that went, groups that serve a queue.
bool is_planned(const std::set<std::string>& addresses, const Difference& difference) {
  static const std::map<std::string, std::string> kOwners{{"members", "queue-"}, {"queue_wrapup_codes", "queue-"}};
  if (const auto owner = kOwners.find(difference.section); owner != kOwners.end()) {
    return addresses.contains("queue/" + difference.id.substr(std::min(owner->second.size(), difference.id.size())));
  }
  const bool is_row = difference.section == "data_table_rows";
  return std::any_of(addresses.begin(), addresses.end(), [&](const std::string& address) {
    const auto [section, name] = whereabouts(address);
    if (section != difference.section) return false;
    if (is_row) return difference.member == "*";
    if (name != difference.name) return false;
    return difference.member.empty() || may_write(section, difference.member);
  });
}

std::string told(const Difference& difference) {
  return difference.section + " " + difference.id + " (" + difference.name + ") " +
         (difference.came   ? "came"
          : difference.went ? "went"
                            : difference.member);
}

const Value* object_at(const Value& document, const std::string& address) {
  const auto [section, name] = whereabouts(address);
  return object_by(document, section, "name", name);
}

// The moments that decide whether an edit fell into the window that a content guard leaves open (F63).

bool concerns(const Exchange& exchange, const std::string& id) {
  return exchange.request.path.find(percent_encode(id)) != std::string::npos;
}

Millis longest_lag(const Record& record) {
  Millis lag{0};
  for (const auto& rule : record.scenario.script.rules) {
    if (rule.kind->name == "stale_read") lag = std::max(lag, rule.delay);
  }
  return lag;
}

bool is_unguarded(Api api, const std::string& address) {
  const auto kind = address.substr(0, address.find('/'));
  static const std::set<std::string> kGuide{"skill", "emergency_group", "row"};
  static const std::set<std::string> kPublished{"queue", "skill_group", "row", "user", "skill", "wrapup_code"};
  return (api == Api::guide ? kGuide : kPublished).contains(kind);
}

/// What a list shows on its later pages was read together with the first one.
bool is_later_page(const Request& request) {
  return std::any_of(request.query.begin(), request.query.end(), [](const auto& parameter) {
    return parameter.first == "after" || (parameter.first == "pageNumber" && parameter.second != "1");
  });
}

/// Whether a write of the object was read for before the edit and arrived behind it.
bool is_in_window(const Record& record, const std::string& id, Instant edited) {
  const auto lag = longest_lag(record);
  std::optional<Instant> read;
  for (const auto& exchange : record.log) {
    if (!concerns(exchange, id)) continue;
    if (exchange.request.method == Method::get) {
      if (!is_later_page(exchange.request)) read = exchange.arrived;
    } else if (read && *read - lag <= edited && edited <= exchange.arrived + std::chrono::seconds(5)) {
      return true;
    }
  }
  return false;
}

/// Whether a later rule wrote the same member.
bool is_outdone(const Record& record, const sandbox::FaultRule* rule, Instant at, const std::string& member) {
  for (const auto& [other, when] : edits_of(record)) {
    const bool is_later = other != rule && other->address == rule->address && when >= at;
    if (is_later && (other->set.find(member) != nullptr || !other->set.is<Map>())) return true;
  }
  return false;
}

/// Of levels each stands by itself: a level of another skill may be added to theirs.
bool stands(const Value* now, const Value& edited) {
  const auto *levels = edited.as<List>(), *held = now != nullptr ? now->as<List>() : nullptr;
  if (now == nullptr || levels == nullptr || held == nullptr) return now != nullptr && *now == edited;
  return std::all_of(levels->begin(), levels->end(), [&](const Value& level) {
    return std::any_of(held->begin(), held->end(), [&](const Value& one) {
      return text_or(*one.find("skill"), "id") == text_or(*level.find("skill"), "id") &&
             *one.find("level") == *level.find("level");
    });
  });
}

/// The plan that is applied in trouble; it is the last operation where nothing was applied.
const Operation& reviewed(const Record& record) {
  const auto first = std::find_if(record.operations.begin(), record.operations.end(),
                                  [](const Operation& one) { return one.is_apply; });
  return *std::prev(first);
}

void judge_edit(const Record& record, const sandbox::FaultRule& rule, Instant at, Violations& violations) {
  const auto* troubled = record.troubled();
  const auto* early = object_at(troubled != nullptr ? troubled->after : record.operations.back().after, rule.address);
  const auto* late = object_at(record.operations.back().after, rule.address);
  for (const auto& [key, value] : *rule.set.as<Map>()) {
    const bool is_foreign = key.name.starts_with(kColleaguesField);
    // What was there before the plan was made it may well undo, and what says the same as that cannot be told from it.
    const auto* planned_from = object_at(reviewed(record).after, rule.address);
    if (!is_foreign && planned_from != nullptr && stands(planned_from->find(key.name), value)) continue;
    if (!is_foreign && (troubled == nullptr || at < reviewed(record).end)) continue;
    const auto* object = is_foreign ? late : early;
    if (object == nullptr || is_outdone(record, &rule, at, key.name)) continue;
    if (stands(object->find(key.name), value)) continue;
    const auto id = text_or(*object, "id");
    if (is_unguarded(record.scenario.api, rule.address) && is_in_window(record, id, at)) continue;
    violations.push_back({"O11", rule.address + " " + key.name + " was edited at " +
                                     std::to_string(at.time_since_epoch().count()) + " and does not stand"});
  }
}

}  // namespace

/// A queue that has agents before and at the end has some throughout. What others did to levels and requirements is not
/// the tool's doing.
void judge_invariants(const Record& record, Violations& violations) {
  if (record.is_meddled()) return;
  for (const auto& breach : record.breaches) {
    const auto end = record.eligible.find(breach.queue);
    if (end == record.eligible.end() || end->second == 0) continue;
    violations.push_back({"O1", "queue " + breach.queue + " had nobody behind " + breach.request});
  }
  for (const auto& finding : record.findings) {
    violations.push_back({"O1", std::string(sandbox::invariant_name(finding.fault.invariant)) + ": " +
                                    finding.fault.name + " " + finding.fault.what + " behind write " +
                                    std::to_string(finding.write)});
  }
}

void judge_changes(const Record& record, Violations& violations) {
  if (record.operations.empty()) return;
  const auto addresses = addresses_of(record);
  for (const auto& difference : differences(record.before, record.operations.back().after)) {
    if (is_planned(addresses, difference) || is_theirs(record, difference)) continue;
    violations.push_back({"O2", told(difference) + " changed, which no plan says"});
  }
}

void judge_creates(const Record& record, Violations& violations) {
  const bool has_twin = record.has({"twin"});
  for (const auto& operation : record.operations) {
    if (!operation.is_apply || !operation.plan) continue;
    for (const auto& step : operation.plan->steps) {
      const auto [section, name] = whereabouts(to_string(step.address));
      if (step.verb != Verb::create || section.empty() || section == "data_table_rows" || has_twin) continue;
      const auto count = count_of(operation.after, section, name);
      const bool is_last = &operation == &record.operations[record.operations.size() - 2];
      if (count > 1 || (count == 0 && is_last && operation.run && exit_of(*operation.run) == Exit::success)) {
        violations.push_back({"O3", to_string(step.address) + " is there " + std::to_string(count) + " times"});
      }
    }
  }
}

/// A step that is done is in no later plan.
void judge_done(const Record& record, Violations& violations) {
  const auto* troubled = record.troubled();
  if (troubled == nullptr || !troubled->run || record.is_meddled()) return;
  const auto next = std::find_if(record.operations.begin(), record.operations.end(),
                                 [&](const Operation& one) { return one.first >= troubled->last && !one.is_apply; });
  if (next == record.operations.end() || !next->plan) return;
  for (std::size_t i = 0; i < std::min(troubled->plan->steps.size(), troubled->run->outcomes.size()); ++i) {
    const auto& step = troubled->plan->steps[i];
    if (troubled->run->outcomes[i].standing != Standing::done) continue;
    for (const auto& again : next->plan->steps) {
      if (again.address != step.address || again.verb != step.verb || again.edits != step.edits) continue;
      violations.push_back({"O5", step.id + " (" + to_string(step.address) + ") is told as done, and was not"});
    }
  }
}

void judge_foreign_edits(const Record& record, Violations& violations) {
  if (record.operations.empty()) return;
  std::map<const sandbox::FaultRule*, Instant> last;
  for (const auto& [rule, at] : edits_of(record)) last[rule] = at;
  for (const auto& [rule, at] : last) {
    if (rule->kind->name == "edit") judge_edit(record, *rule, at, violations);
  }
}

}  // namespace interlock::simulation
