#include "api/published/specials.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "codec/json.hpp"
#include "model/number.hpp"

namespace interlock::published {
namespace {

using Decoded = std::optional<Value>;
using Segments = std::vector<std::string>;

Map& map_in(Map& body, std::string_view key) {
  auto* value = body.find(key);
  if (value == nullptr || !value->is<Map>()) value = &body.set(key, Map{});
  return *value->as<Map>();
}

// Users and skills: their life cycle says whether they count.

Decoded is_active(const Value& body, const Names&) {
  const auto state = text_or(body, "state");
  return state.empty() ? std::nullopt : Decoded(state == "active");
}

Decoded is_enabled(const Value& body, const Names&) {
  return text_or(body, "state") == "inactive" ? Decoded(false) : std::nullopt;
}

// The division of a skill is read as a reference and written as an id.

Decoded skill_division(const Value& body, const Names& names) {
  const auto* division = body.find("division");
  const auto id = division != nullptr ? text_or(*division, "id") : std::string();
  return id.empty() ? std::nullopt : Decoded(name_of(names, Kind::division, ResourceId{id}));
}

void edit_skill_division(Map& body, const Segments&, const FieldEdit& edit, const Names& names) {
  const auto* name = edit.after ? edit.after->as<std::string>() : nullptr;
  const auto id = name != nullptr ? id_of(names, {Kind::division, *name}) : std::nullopt;
  if (id) body.set("divisionId", id->value);
}

// Requirements: one block whose conditions are the lowest and the highest levels of skills.

constexpr std::string_view kLowest = "GreaterThanOrEqualTo";
constexpr std::string_view kHighest = "LessThanOrEqualTo";

/// The block's conditions as requirements, or nothing where it says anything else.
Decoded requirements_of(const Value& block) {
  const auto* conditions = block.find("routingSkillConditions");
  const auto* languages = block.find("languageSkillConditions");
  const auto* list = conditions != nullptr ? conditions->as<List>() : nullptr;
  const auto* others = languages != nullptr ? languages->as<List>() : nullptr;
  if (list == nullptr || (others != nullptr && !others->empty()) || text_or(block, "operation") != "And")
    return std::nullopt;
  Map requirements;
  for (const auto& condition : *list) {
    const auto skill = text_or(condition, "routingSkill");
    const auto comparator = text_or(condition, "comparator");
    const auto* children = condition.find("childConditions");
    const auto* inner = children != nullptr ? children->as<List>() : nullptr;
    const auto* level = condition.find("proficiency");
    auto number = level != nullptr ? canonical_number(*level) : std::nullopt;
    const bool is_known = comparator == kLowest || comparator == kHighest;
    if (skill.empty() || !is_known || !number || (inner != nullptr && !inner->empty())) return std::nullopt;
    auto& range = map_in(requirements, skill);
    const auto side = comparator == kLowest ? "level" : "max";
    if (range.contains(side)) return std::nullopt;
    range.set(side, *std::move(number));
  }
  for (const auto& [skill, range] : requirements) {
    if (range.find("level") == nullptr) return std::nullopt;
  }
  return Value(std::move(requirements));
}

Decoded decode_requirements(const Value& body, const Names&) {
  const auto* blocks = body.find("skillConditions");
  const auto* list = blocks != nullptr ? blocks->as<List>() : nullptr;
  return list != nullptr && list->size() == 1 ? requirements_of(list->front()) : std::nullopt;
}

Value condition(const std::string& skill, std::string_view comparator, const Value& level) {
  return Map{{"routingSkill", skill}, {"comparator", comparator}, {"proficiency", level}, {"childConditions", List{}}};
}

void edit_requirements(Map& body, const Segments& segments, const FieldEdit& edit, const Names& names) {
  auto present = decode_requirements(Value(body), names);
  Map requirements = present ? *present->as<Map>() : Map();
  if (edit.after) {
    requirements.set(segments.at(1), *edit.after);
  } else {
    requirements.erase(segments.at(1));
  }
  List conditions;
  for (const auto& [skill, range] : requirements) {
    if (const auto* level = range.find("level")) conditions.push_back(condition(skill.name, kLowest, *level));
    const auto* max = range.find("max");
    if (max != nullptr && !max->is<Null>()) conditions.push_back(condition(skill.name, kHighest, *max));
  }
  body.set("skillConditions", List{Map{{"operation", "And"},
                                       {"routingSkillConditions", std::move(conditions)},
                                       {"languageSkillConditions", List{}}}});
  // All divisions: a requirement asks for skills alone. The platform takes this at creation only.
  if (!body.contains("id")) body.set("memberDivisions", List{"*"});
}

// Data tables: a JSON Schema whose properties are the columns (published-api.md, 2.7).

constexpr std::string_view kKeyColumn = "key";
constexpr std::string_view kTextColumn = "string";

/// A default as manifests have it: text, whatever the column's type.
Decoded text_of_default(const Value& standard) {
  auto scalar = canonical_scalar(standard);
  if (!scalar || scalar->is<std::string>()) return scalar;
  return Value(write_json(*scalar));
}

/// A default as the column's type wants it; what is of no such type goes as it is, for the platform to refuse.
Value typed_default(const Value& text, std::string_view type) {
  if (type == kTextColumn || !text.is<std::string>()) return text;
  auto typed = parse_json(*text.as<std::string>(), "default");
  return typed ? *std::move(typed) : text;
}

Decoded decode_columns(const Value& body, const Names&) {
  const auto* schema = body.find("schema");
  const auto* properties = schema != nullptr ? schema->find("properties") : nullptr;
  if (properties == nullptr || !properties->is<Map>()) return std::nullopt;
  Map columns;
  for (const auto& [name, property] : *properties->as<Map>()) {
    if (name.name == kKeyColumn) continue;
    Map column{{"type", text_or(property, "type")}};
    const auto* standard = property.find("default");
    auto text = standard != nullptr ? text_of_default(*standard) : std::nullopt;
    if (text && *text != Value("")) column.set("default", *std::move(text));
    columns.set(name.name, std::move(column));
  }
  return Value(std::move(columns));
}

Map& schema_of(Map& body) {
  auto& schema = map_in(body, "schema");
  if (!schema.contains("type")) {
    schema.set("$schema", "http://json-schema.org/draft-04/schema#");
    schema.set("type", "object");
    schema.set("required", List{Value(kKeyColumn)});
    schema.set("additionalProperties", false);
  }
  auto& properties = map_in(schema, "properties");
  if (!properties.contains(kKeyColumn)) {
    properties.set(kKeyColumn,
                   Map{{"$id", "/properties/key"}, {"type", "string"}, {"title", kKeyColumn}, {"displayOrder", 0}});
  }
  return properties;
}

void edit_columns(Map& body, const Segments& segments, const FieldEdit& edit, const Names&) {
  auto& properties = schema_of(body);
  const auto& name = segments.at(1);
  if (!edit.after) return static_cast<void>(properties.erase(name));
  const auto order = static_cast<std::int64_t>(properties.size());
  auto& column = map_in(properties, name);
  if (!column.contains("title")) {
    column.set("$id", "/properties/" + name);
    column.set("title", name);
    column.set("displayOrder", order);
  }
  const auto type = text_or(*edit.after, "type", kTextColumn);
  column.set("type", type);
  column.erase("default");
  if (const auto* standard = edit.after->find("default")) column.set("default", typed_default(*standard, type));
}

Decoded decode_key_title(const Value& body, const Names&) {
  const auto* schema = body.find("schema");
  const auto* properties = schema != nullptr ? schema->find("properties") : nullptr;
  const auto* key = properties != nullptr ? properties->find(kKeyColumn) : nullptr;
  const auto title = key != nullptr ? text_or(*key, "title") : std::string();
  return title.empty() || title == kKeyColumn ? std::nullopt : Decoded(title);
}

void edit_key_title(Map& body, const Segments&, const FieldEdit& edit, const Names&) {
  const auto* title = edit.after ? edit.after->as<std::string>() : nullptr;
  map_in(schema_of(body), kKeyColumn)
      .set("title", title != nullptr && !title->empty() ? *title : std::string(kKeyColumn));
}

// Rows are flat: the body itself holds the columns.

Decoded decode_cells(const Value& body, const Names&) {
  const auto* row = body.as<Map>();
  if (row == nullptr) return std::nullopt;
  Map cells;
  for (const auto& [column, cell] : *row) {
    auto scalar = column.name != kKeyColumn ? canonical_scalar(cell) : std::nullopt;
    if (scalar) cells.set(column.name, *std::move(scalar));
  }
  return Value(std::move(cells));
}

void edit_cells(Map& body, const Segments& segments, const FieldEdit& edit, const Names&) {
  if (edit.after) {
    body.set(segments.at(1), *edit.after);
  } else {
    body.erase(segments.at(1));
  }
}

// Trunks: {"trunk_enabled": {"value": {"instance": true}}}.

Decoded decode_properties(const Value& body, const Names&) {
  const auto* properties = body.find("properties");
  if (properties == nullptr || !properties->is<Map>()) return std::nullopt;
  Map found;
  for (const auto& [name, property] : *properties->as<Map>()) {
    const auto* value = property.find("value");
    const auto* instance = value != nullptr ? value->find("instance") : nullptr;
    auto scalar = instance != nullptr ? canonical_scalar(*instance) : std::nullopt;
    if (scalar) found.set(name.name, *std::move(scalar));
  }
  return Value(std::move(found));
}

void edit_properties(Map& body, const Segments& segments, const FieldEdit& edit, const Names&) {
  auto& properties = map_in(body, "properties");
  if (!edit.after) return static_cast<void>(properties.erase(segments.at(1)));
  map_in(map_in(properties, segments.at(1)), "value").set("instance", *edit.after);
}

Decoded decode_metabase(const Value& body, const Names&) {
  const auto* metabase = body.find("trunkMetabase");
  const auto id = metabase != nullptr ? text_or(*metabase, "id") : std::string();
  return id.empty() ? std::nullopt : Decoded(id);
}

void edit_metabase(Map& body, const Segments&, const FieldEdit& edit, const Names&) {
  if (edit.after) map_in(body, "trunkMetabase").set("id", *edit.after);
}

constexpr std::array kSpecials{
    Special{Kind::user, "active", is_active, nullptr},
    Special{Kind::skill, "enabled", is_enabled, nullptr},
    Special{Kind::skill, "division", skill_division, edit_skill_division},
    Special{Kind::skill_group, "requires", decode_requirements, edit_requirements},
    Special{Kind::data_table, "columns", decode_columns, edit_columns},
    Special{Kind::data_table, "key", decode_key_title, edit_key_title},
    Special{Kind::row, "columns", decode_cells, edit_cells},
    Special{Kind::trunk_base, "properties", decode_properties, edit_properties},
    Special{Kind::trunk_base, "trunk_metabase", decode_metabase, edit_metabase},
};

}  // namespace

std::span<const Special> specials() { return kSpecials; }

const Special* find_special(Kind kind, std::string_view field) {
  const auto found = std::find_if(kSpecials.begin(), kSpecials.end(),
                                  [&](const Special& row) { return row.kind == kind && row.field == field; });
  return found != kSpecials.end() ? &*found : nullptr;
}

}  // namespace interlock::published
