#include "api/guide/wire.hpp"

#include <algorithm>
#include <array>

#include "base/pointer.hpp"
#include "base/text.hpp"

namespace interlock::guide {
namespace {

/// The records of a list on the wire that are one map in normal form: by the skill's name, its level or its range.
struct Elements {
  std::string_view reference;        // the key of the skill
  bool is_nested = false;            // it holds {id, name}, not the bare id
  std::string_view level;            // the key of the level
  std::string_view max{};            // the key of the highest level; empty where the level alone is the value
  bool follows_level_order = false;  // counted as the tenant's settings say (`levels: descending`)
};
constexpr Elements kPersonalLevels{.reference = "skill", .is_nested = true, .level = "level"};
constexpr Elements kSharedLevels{.reference = "skill_id", .level = "proficiency_level", .follows_level_order = true};
constexpr Elements kRequirements{.reference = "skill", .is_nested = true, .level = "requiredLevel", .max = "maxLevel"};

enum class WireType : std::uint8_t { text, flag, list, map };
constexpr std::array<std::string_view, 4> kTypeNames{"text", "true or false", "list", "map"};

/// Decode gives nothing where the wire holds no value; without encode a field is read only.
struct WireField {
  Kind kind;
  std::string_view field;  // of the manifest
  std::string_view key;    // of the body
  WireType type;
  std::optional<Value> (*decode)(const Value& wire, const Lookup& lookup) = nullptr;
  Value (*encode)(const Value& value, const Lookup& lookup) = nullptr;
  const Elements* elements = nullptr;
};

std::optional<Value> as_it_is(const Value& wire, const Lookup&) { return wire; }
Value unchanged(const Value& value, const Lookup&) { return value; }

std::optional<Value> parent_name(const Value& wire, const Lookup& lookup) {
  const auto& id = *wire.as<std::string>();
  if (id.empty()) return std::nullopt;
  return Value(name_of(lookup.names, Kind::skill, ResourceId{id}));
}
Value parent_id(const Value& value, const Lookup& lookup) {
  const auto* name = value.as<std::string>();
  const auto id = name != nullptr ? id_of(lookup.names, {Kind::skill, *name}) : std::nullopt;
  return id ? Value(id->value) : Value(Null{});
}

std::optional<Value> is_active(const Value& wire, const Lookup&) { return Value(wire == Value("active")); }

std::optional<Value> shared_profile(const Value& wire, const Lookup& lookup) {
  const auto id = text_or(wire, "id");
  if (id.empty()) return std::nullopt;
  return Value(name_of(lookup.names, Kind::profile, ResourceId{id}));
}

std::optional<Value> schedule_state(const Value& wire, const Lookup&) {
  return Value(wire == Value(true) ? "closed" : "open");
}
Value is_closed(const Value& value, const Lookup&) { return Value(value == Value("closed")); }

constexpr std::array kWireFields{
    WireField{Kind::skill, "name", "name", WireType::text, as_it_is, unchanged},
    WireField{Kind::skill, "description", "description", WireType::text, as_it_is, unchanged},
    WireField{Kind::skill, "type", "type", WireType::text, as_it_is, unchanged},
    WireField{Kind::skill, "enabled", "enabled", WireType::flag, as_it_is, unchanged},
    WireField{Kind::skill, "parent", "parentSkillId", WireType::text, parent_name, parent_id},
    WireField{Kind::user, "user", "email", WireType::text, as_it_is},
    WireField{
        .kind = Kind::user, .field = "levels", .key = "levels", .type = WireType::list, .elements = &kPersonalLevels},
    WireField{Kind::user, "active", "state", WireType::text, is_active},
    WireField{Kind::user, "shared_profile", "routingProfile", WireType::map, shared_profile},
    WireField{Kind::profile, "name", "name", WireType::text, as_it_is, unchanged},
    WireField{
        .kind = Kind::profile, .field = "levels", .key = "skills", .type = WireType::list, .elements = &kSharedLevels},
    WireField{Kind::queue, "name", "name", WireType::text, as_it_is, unchanged},
    WireField{
        .kind = Kind::queue, .field = "requires", .key = "skills", .type = WireType::list, .elements = &kRequirements},
    WireField{Kind::schedule, "name", "name", WireType::text, as_it_is, unchanged},
    WireField{Kind::schedule, "state", "closed", WireType::flag, schedule_state, is_closed},
};

const WireField* find_wire(Kind kind, std::string_view field) {
  const auto found = std::find_if(kWireFields.begin(), kWireFields.end(),
                                  [&](const auto& row) { return row.kind == kind && row.field == field; });
  return found != kWireFields.end() ? &*found : nullptr;
}

bool has_type(const Value& value, WireType type) {
  switch (type) {
    case WireType::text:
      return value.is<std::string>();
    case WireType::flag:
      return value.is<bool>();
    case WireType::list:
      return value.is<List>();
    case WireType::map:
      return value.is<Map>();
  }
  return false;
}

/// On a scale of 1 to 5 the guides' shared profiles count from the best (manifest.md, Levels). It is its own inverse.
std::int64_t in_order(std::int64_t level, const Elements& elements, const Lookup& lookup) {
  const bool is_reversed = elements.follows_level_order && lookup.tenant.levels == LevelOrder::descending;
  return is_reversed ? 6 - level : level;
}

std::string referred(const Value& element, const Elements& elements) {
  if (!elements.is_nested) return text_or(element, elements.reference);
  const auto* reference = element.find(elements.reference);
  return reference != nullptr ? text_or(*reference, "id") : std::string();
}

std::optional<std::int64_t> level_at(const Value& element, std::string_view key) {
  const auto* level = element.find(key);
  return level != nullptr ? whole(*level) : std::nullopt;
}

Value decode_element(const Value& element, const Elements& elements, const Lookup& lookup) {
  Value level(in_order(level_at(element, elements.level).value_or(0), elements, lookup));
  if (elements.max.empty()) return level;
  Map range{{"level", std::move(level)}};
  if (const auto max = level_at(element, elements.max)) range.set("max", Value(*max));
  return range;
}

Map decode_elements(const List& list, const Elements& elements, const Lookup& lookup) {
  Map map;
  for (const auto& element : list) {
    const auto name = name_of(lookup.names, Kind::skill, ResourceId{referred(element, elements)});
    if (!map.contains(name)) map.set(name, decode_element(element, elements, lookup));
  }
  return map;
}

void write_element(Map& element, const Value& value, const Elements& elements, const Lookup& lookup) {
  const auto* range = value.as<Map>();
  const auto level = whole(range != nullptr ? *value.find("level") : value).value_or(0);
  element.set(elements.level, Value(in_order(level, elements, lookup)));
  if (elements.max.empty()) return;
  const auto* max = value.find("max");
  if (max != nullptr && !max->is<Null>()) {
    element.set(elements.max, *max);
  } else {
    element.erase(elements.max);
  }
}

Map new_element(const ResourceId& id, const std::string& name, const Elements& elements) {
  if (!elements.is_nested) return {{elements.reference, id.value}};
  Map skill{{"id", id.value}};
  if (!name.starts_with(kIdPrefix)) skill.set("name", Value(name));
  return {{elements.reference, std::move(skill)}};
}

void edit_element(List& list, const std::string& name, const std::optional<Value>& after, const Elements& elements,
                  const Lookup& lookup) {
  const auto id = id_of(lookup.names, {Kind::skill, name}).value_or(ResourceId{});
  const auto is_meant = [&](const Value& element) { return referred(element, elements) == id.value; };
  if (!after) {
    std::erase_if(list, is_meant);
    return;
  }
  auto found = std::find_if(list.begin(), list.end(), is_meant);
  if (found == list.end()) found = list.insert(list.end(), Value(new_element(id, name, elements)));
  write_element(*found->as<Map>(), *after, elements, lookup);
}

void make_edit(Map& body, const WireField& row, const FieldEdit& edit, const Lookup& lookup) {
  if (row.elements != nullptr) {
    auto* list = body.find(row.key);
    if (list == nullptr) list = &body.set(row.key, Value(List{}));
    edit_element(*list->as<List>(), pointer_segments(edit.path).at(1), edit.after, *row.elements, lookup);
  } else if (!edit.after) {
    body.erase(row.key);
  } else if (row.encode != nullptr) {
    body.set(row.key, row.encode(*edit.after, lookup));
  }
}

std::string found_and_wanted(const Value& value, std::string_view wanted) {
  return std::string(type_name(value)) + " where a " + std::string(wanted) + " belongs";
}

void check_level(const Value& element, std::string_view key, bool is_required, const std::string& endpoint,
                 const std::string& at, Problems& problems) {
  const auto* level = element.find(key);
  if (level == nullptr && !is_required) return;
  if (level != nullptr && whole(*level)) return;
  const auto what = level == nullptr ? std::string("missing") : found_and_wanted(*level, "whole number");
  problems.push_back(fault("B57", Exit::unavailable, endpoint, at + pointer({key}), what));
}

void check_element(const Value& element, const Elements& elements, const std::string& endpoint, const std::string& at,
                   Problems& problems) {
  if (!element.is<Map>()) {
    problems.push_back(fault("B57", Exit::unavailable, endpoint, at, found_and_wanted(element, "map")));
    return;
  }
  if (referred(element, elements).empty()) {
    problems.push_back(fault("B53", Exit::refused, endpoint, at + pointer({elements.reference}), "names no id"));
  }
  check_level(element, elements.level, true, endpoint, at, problems);
  if (!elements.max.empty()) check_level(element, elements.max, false, endpoint, at, problems);
}

void check_field(const Value& value, const WireField& row, const std::string& endpoint, Problems& problems) {
  const auto at = pointer({row.key});
  if (value.is<Null>() && row.type != WireType::list) return;  // no value, as if the key were missing
  if (!has_type(value, row.type)) {
    const auto wanted = kTypeNames[static_cast<std::size_t>(row.type)];
    problems.push_back(fault("B57", Exit::unavailable, endpoint, at, found_and_wanted(value, wanted)));
    return;
  }
  if (row.elements == nullptr) return;
  const auto& list = *value.as<List>();
  for (std::size_t i = 0; i < list.size(); ++i) {
    check_element(list[i], *row.elements, endpoint, at + "/" + std::to_string(i), problems);
  }
}

}  // namespace

Map decode(Kind kind, const Value& body, const Lookup& lookup) {
  Map fields;
  for (const auto& row : kWireFields) {
    const auto* wire = row.kind == kind ? body.find(row.key) : nullptr;
    if (wire == nullptr || !has_type(*wire, row.type)) continue;
    auto value = row.elements != nullptr ? Value(decode_elements(*wire->as<List>(), *row.elements, lookup))
                                         : row.decode(*wire, lookup);
    if (value) fields.set(row.field, std::move(*value));
  }
  return fields;
}

Map edited(Kind kind, Map body, std::span<const FieldEdit> edits, const Lookup& lookup) {
  for (const auto& edit : edits) {
    const auto segments = pointer_segments(edit.path);
    const auto* row = !segments.empty() ? find_wire(kind, segments.front()) : nullptr;
    if (row == nullptr || (row->elements != nullptr && segments.size() != 2)) continue;
    make_edit(body, *row, edit, lookup);
  }
  return body;
}

Problems faults(Kind kind, const Value& body, const std::string& endpoint) {
  if (!body.is<Map>()) return {fault("B57", Exit::unavailable, endpoint, "", found_and_wanted(body, "map"))};
  Problems problems;
  for (const auto& row : kWireFields) {
    const auto* value = row.kind == kind ? body.find(row.key) : nullptr;
    if (value != nullptr) check_field(*value, row, endpoint, problems);
  }
  return problems;
}

}  // namespace interlock::guide
