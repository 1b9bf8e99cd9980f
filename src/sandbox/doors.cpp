// The sandbox's own doors: what the tenant is, what the observer saw, and a colleague who edits behind our back.
#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <utility>

#include "base/text.hpp"
#include "model/address.hpp"
#include "sandbox/handlers.hpp"
#include "sandbox/inspector.hpp"
#include "sandbox/observer.hpp"
#include "sandbox/resource.hpp"
#include "sandbox/shape.hpp"

namespace interlock::sandbox {
namespace {

struct Target {
  Collection collection;
  std::string id;
};

struct Row {
  Kind kind;
  Collection searched;
  std::string_view field;
  Collection edited;
};

/// What an address user/ names is the personal profile, found by the user's e-mail.
const Row* row_of(Kind kind) {
  static constexpr std::array kRows{
      Row{Kind::skill, Collection::skills, "name", Collection::skills},
      Row{Kind::user, Collection::users, "email", Collection::personal_profiles},
      Row{Kind::profile, Collection::shared_profiles, "name", Collection::shared_profiles},
      Row{Kind::queue, Collection::queues, "name", Collection::queues},
      Row{Kind::schedule, Collection::schedules, "name", Collection::schedules},
      Row{Kind::language, Collection::languages, "name", Collection::languages},
      Row{Kind::wrapup_code, Collection::wrapup_codes, "name", Collection::wrapup_codes},
      Row{Kind::skill_group, Collection::skill_groups, "name", Collection::skill_groups},
      Row{Kind::schedule_group, Collection::schedule_groups, "name", Collection::schedule_groups},
      Row{Kind::emergency_group, Collection::emergency_groups, "name", Collection::emergency_groups},
      Row{Kind::ivr, Collection::ivrs, "name", Collection::ivrs},
      Row{Kind::data_table, Collection::data_tables, "name", Collection::data_tables},
      Row{Kind::division, Collection::divisions, "name", Collection::divisions},
      Row{Kind::trunk_base, Collection::trunk_bases, "name", Collection::trunk_bases},
  };
  const auto row = std::find_if(kRows.begin(), kRows.end(), [&](const Row& one) { return one.kind == kind; });
  return row != kRows.end() ? &*row : nullptr;
}

std::optional<Target> target_of(const Store& store, const Address& address) {
  const auto* row = row_of(address.kind);
  const auto* found = row != nullptr ? store.find_by(row->searched, row->field, address.name) : nullptr;
  if (found == nullptr) return std::nullopt;
  return Target{row->edited, std::string(id_of(*found))};
}

/// RFC 7396.
void merge(Value& target, const Value& patch) {
  const auto* members = patch.as<Map>();
  if (members == nullptr) {
    target = patch;
    return;
  }
  if (!target.is<Map>()) target = Map{};
  auto& fields = *target.as<Map>();
  for (const auto& [key, value] : *members) {
    if (value.is<Null>()) {
      fields.erase(key.name);
    } else if (auto* field = fields.find(key.name)) {
      merge(*field, value);
    } else {
      merge(fields.set(key.name, Null{}), value);
    }
  }
}

/// An edit may do what the platform would refuse, but not what it could not hold.
Objection check_edit(const Store& store, Collection collection, const Value& live, const Value& next) {
  for (const auto& violation : document_violations(collection, next)) {
    return Refusal{400, violation.code, violation.pointer + " " + violation.message, violation.pointer};
  }
  if (*next.find("id") != *live.find("id")) return Refusal{400, "immutable.field", "The id cannot be changed", "id"};
  for (const auto& reference : document_references(collection, next)) {
    const bool is_free = reference.target == Collection::divisions && !store.document().contains("divisions");
    if (is_free || store.find(reference.target, reference.id) != nullptr) continue;
    return Refusal{400, "invalid.skill", reference.pointer + " names nothing", reference.pointer, reference.id};
  }
  return std::nullopt;
}

/// What writes brought about against the invariants that a state alone can tell (planning.md), coverage aside.
List broken_invariants(const Inspector& inspector) {
  List broken;
  for (const auto& [write, fault] : inspector.findings()) {
    broken.emplace_back(Map{{"invariant", invariant_name(fault.invariant)},
                            {"write", write},
                            {"object", to_string(Address{fault.kind, fault.name})},
                            {"message", fault.what}});
  }
  return broken;
}

Map by_name(const std::map<std::string, int>& counts) {
  Map named;
  for (const auto& [name, count] : counts) named.set(name, count);
  return named;
}

/// Merges what is set into the object and keeps it.
Verdict keep_edit(Call& call, Collection collection, const Value& live, const Value& set) {
  auto next = live;
  merge(next, set);
  if (auto refusal = check_edit(call.store, collection, live, next)) return *std::move(refusal);
  const auto stored = call.store.put(collection, std::move(next), call.moment);
  if (collection == Collection::skills) call.store.refresh_references(stored);
  return Reply{.body = stored};
}

/// A colleague who was faster: an object of that name, as bare as it may be.
Verdict make(Call& call, const Address& address, const Value& set) {
  const auto* row = row_of(address.kind);
  if (row == nullptr || row->searched != row->edited) {
    return Refusal{400, "bad.request", "Nothing can be made at " + quoted(to_string(address))};
  }
  const Value bare = Map{{"id", call.store.next_id()}, {row->field, address.name}};
  return keep_edit(call, row->edited, bare, set);
}

/// Gone, unless something refers to it.
Verdict take_away(Call& call, const Target& target) {
  for (std::size_t i = 0; i < kCollectionCount; ++i) {
    const auto collection = static_cast<Collection>(i);
    for (const auto& object : call.store.all(collection)) {
      for (const auto& reference : document_references(collection, object)) {
        if (reference.target != target.collection || reference.id != target.id) continue;
        return Refusal{400, "in.use", std::string(collection_name(collection)) + " refer to it", "", target.id};
      }
    }
  }
  call.store.erase(target.collection, target.id, call.moment);
  return Reply{.body = Map{{"id", target.id}}};
}

}  // namespace

Verdict show_state(Call& call) { return Reply{.body = call.store.document()}; }

Verdict show_breaches(Call& call) {
  List breaches;
  for (const auto& breach : call.observer.breaches()) {
    breaches.emplace_back(Map{{"write", breach.write}, {"queue", breach.queue}, {"request", breach.request}});
  }
  auto lowest = call.observer.history().back().eligible;
  for (const auto& census : call.observer.history()) {
    if (census.api != call.observer.history().back().api) continue;
    for (auto& [queue, count] : lowest) {
      const auto earlier = census.eligible.find(queue);
      if (earlier != census.eligible.end()) count = std::min(count, earlier->second);
    }
  }
  return Reply{.body = Map{{"writes", call.counters.writes},
                           {"throttled", call.counters.throttled},
                           {"breaches", std::move(breaches)},
                           {"invariants", broken_invariants(call.inspector)},
                           {"eligible", by_name(call.observer.history().back().eligible)},
                           {"lowest", by_name(lowest)}}};
}

Verdict edit(Call& call) {
  const auto address = parse_address(text_or(call.body, "address"));
  const auto* set = call.body.find("set");
  if (!address || set == nullptr || !(set->is<Map>() || set->is<Null>())) {
    return Refusal{400, "bad.request",
                   R"(The body is {"address": "queue/NAME", "set": {...}}; null takes the object away, and with )"
                   R"("create": true one that is not there is made)"};
  }
  const auto target = target_of(call.store, *address);
  const bool makes = flag_or(call.body, "create", false);
  if (makes && !target && set->is<Map>()) return make(call, *address, *set);
  if (makes || !target) return Refusal{404, "not.found", "There is nothing at " + quoted(to_string(*address))};
  if (set->is<Null>()) return take_away(call, *target);
  return keep_edit(call, target->collection, *call.store.find(target->collection, target->id), *set);
}

}  // namespace interlock::sandbox
