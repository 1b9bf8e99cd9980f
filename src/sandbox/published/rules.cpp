#include "sandbox/published/rules.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "sandbox/published/assignments.hpp"
#include "sandbox/published/shapes.hpp"
#include "sandbox/published/skill_groups.hpp"
#include "sandbox/published/view.hpp"

namespace interlock::sandbox::published {
namespace {

constexpr std::size_t kColumns = 50;

const Map& columns_of(const Value& table) {
  const auto* schema = table.find("schema");
  return map_or_empty(schema != nullptr ? schema->as<Map>() : nullptr, "properties");
}

/// The first name in the conditions that nothing has, or "".
std::string unknown_name(const Store& store, const Value& blocks) {
  struct Side {
    std::string_view list, field;
    Collection collection;
  };
  static constexpr std::array<Side, 2> kSides{
      {{"routingSkillConditions", kSkillOfCondition, Collection::skills},
       {"languageSkillConditions", kLanguageOfCondition, Collection::languages}}};
  for (const auto& block : *blocks.as<List>()) {
    for (const auto& side : kSides) {
      for (const auto& condition : *block.find(side.list)->as<List>()) {
        const auto name = text_or(condition, side.field);
        if (store.find_by(side.collection, "name", name) == nullptr) return name;
        const auto* nested = condition.find("childConditions");
        if (nested == nullptr || !nested->is<List>()) continue;
        if (auto deeper = unknown_name(store, *nested); !deeper.empty()) return deeper;
      }
    }
  }
  return "";
}

}  // namespace

Objection check_skill(const Call& call, const Value* live, Value& next) {
  const auto* division = call.body.find("divisionId");
  if (live != nullptr || division == nullptr || division->is<Null>()) return std::nullopt;
  next.as<Map>()->set("division", Map{{"id", *division}});
  if (const auto found = violations(fields(Collection::skills), next, Strictness::write); !found.empty()) {
    return Refusal{400, "bad.request", "divisionId is no text", "divisionId"};
  }
  return std::nullopt;
}

Objection check_queue(const Call& call, const Value*, Value& next) {
  for (const auto& reference : references(fields(Collection::queues), next)) {
    if (reference.target != Collection::skills || call.store.find(reference.target, reference.id) != nullptr) continue;
    return Refusal{400, "skill.does.not.exist", "There is no such skill", reference.pointer, reference.id};
  }
  return std::nullopt;
}

Objection check_skill_group(const Call& call, const Value* live, Value& next) {
  if (const auto name = unknown_name(call.store, *next.find("skillConditions")); !name.empty()) {
    return Refusal{400, "general.bad.request", "There is no skill or language " + quoted(name), "skillConditions"};
  }
  const auto* divisions = call.body.find("memberDivisions");
  if (live != nullptr || divisions == nullptr || divisions->is<Null>()) return std::nullopt;
  const auto* ids = divisions->as<List>();
  const bool are_texts =
      ids != nullptr && std::all_of(ids->begin(), ids->end(), [](const Value& id) { return id.is<std::string>(); });
  if (!are_texts) return Refusal{400, "bad.request", "memberDivisions is a list of ids", "memberDivisions"};
  next.as<Map>()->set("memberDivisions", *divisions);
  return std::nullopt;
}

Objection check_ivr(const Call& call, const Value*, Value& next) {
  const auto bad = [](std::string message, std::string field) {
    return Refusal{400, "general.bad.request", std::move(message), std::move(field)};
  };
  if (next.find("scheduleGroup") != nullptr &&
      (next.find("openHoursFlow") == nullptr || next.find("closedHoursFlow") == nullptr)) {
    return bad("A call route with a schedule group needs a flow for open and one for closed hours", "scheduleGroup");
  }
  const auto* numbers = next.find("dnis");
  if (numbers == nullptr) return std::nullopt;
  for (const auto& other : call.store.all(Collection::ivrs)) {
    const auto* theirs = other.find("dnis");
    if (theirs == nullptr || id_of(other) == id_of(next)) continue;
    for (const auto& number : *numbers->as<List>()) {
      const auto& taken = *theirs->as<List>();
      if (std::find(taken.begin(), taken.end(), number) != taken.end()) {
        return bad("Another call route has the number " + quoted(*number.as<std::string>()), "dnis");
      }
    }
  }
  return std::nullopt;
}

Objection check_data_table(const Call&, const Value* live, Value& next) {
  if (live != nullptr && next.find("schema") == nullptr && live->find("schema") != nullptr) {
    next.as<Map>()->set("schema", *live->find("schema"));
  }
  const auto& columns = columns_of(next);
  if (!columns.contains("key")) {
    return Refusal{400, "flows.datatables.schema.exception", "The schema has no property key", "schema"};
  }
  if (columns.size() > kColumns) {
    return Refusal{400, "flows.datatables.too.many.properties", "A table has at most 50 columns", "schema"};
  }
  if (live == nullptr) return std::nullopt;
  for (const auto& [key, column] : columns_of(*live)) {
    const auto* kept = columns.find(key.name);
    if (kept != nullptr && text_or(*kept, "type") == text_or(column, "type")) continue;
    return Refusal{400, "flows.datatables.cannot.remove.fields", "Columns can only be added", key.name};
  }
  return std::nullopt;
}

Objection check_division(const Call&, const Value* live, Value& next) {
  if (live == nullptr) next.as<Map>()->set("homeDivision", false);
  return std::nullopt;
}

void show_skill(const Call& call, const Value& object, Map& wire) {
  wire.set("state", flag_or(object, "enabled", true) ? "active" : "inactive");
  wire.set("version", std::to_string(call.store.revision(id_of(object))));
}

void show_language(const Call& call, const Value& object, Map& wire) {
  wire.set("state", text_or(object, "state", "active"));
  wire.set("version", std::to_string(call.store.revision(id_of(object))));
}

void show_user(const Call& call, const Value& object, Map& wire) {
  wire.set("version", call.store.revision(id_of(object)));
  if (!wire.contains("username") && wire.contains("email")) wire.set("username", *wire.find("email"));
  for (const auto which : {Assigned::skills, Assigned::languages}) {
    const auto word = assigned_word(which);
    if (asks_for(call, "expand", word)) wire.set(word, shown_assignments(call, which, object));
  }
}

void show_queue(const Call& call, const Value& object, Map& wire) {
  const auto& store = call.store;
  auto everybody = agents_of_groups(store, agents_of(call), object);
  const auto members = store.members(id_of(object));
  for (const auto& member : members) everybody.insert(*member.as<std::string>());
  wire.set("memberCount", static_cast<std::int64_t>(everybody.size()));
  wire.set("userMemberCount", static_cast<std::int64_t>(members.size()));
  wire.set("joinedMemberCount", static_cast<std::int64_t>(everybody.size()));
}

void show_skill_group(const Call& call, const Value& object, Map& wire) {
  const auto& store = call.store;
  const bool settles = store.is_settling(Collection::skill_groups, id_of(object), call.moment.now);
  wire.set("status", settles ? "InProgress" : "Complete");
  wire.set("memberCount", static_cast<std::int64_t>(agents_of_group(store, agents_of(call), object).size()));
}

void show_division(const Call& call, const Value& object, Map& wire) {
  wire.set("homeDivision", id_of(object) == id_of(call.store.home_division()));
}

}  // namespace interlock::sandbox::published
