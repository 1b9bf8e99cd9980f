#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "codec/fields.hpp"
#include "codec/matrix.hpp"
#include "codec/schema.hpp"
#include "codec/schema_parts.hpp"
#include "model/kind.hpp"

namespace interlock {
namespace {

using namespace schema;

constexpr std::string_view kNamePattern = R"(^\S([\s\S]*\S)?$)";

Map name_schema(std::size_t longest) {
  auto schema = pattern(kNamePattern);
  schema.set("maxLength", Value(static_cast<std::int64_t>(longest)));
  return schema;
}

Map reference_to(std::string_view definition) { return map({{"$ref", Value("#/$defs/" + std::string(definition))}}); }

constexpr std::array kApis{Api::guide, Api::published};

bool any_api(Apis apis, const auto& holds) {
  return std::any_of(kApis.begin(), kApis.end(), [&](Api api) { return includes(apis, api) && holds(api); });
}

bool is_accepted_by(Apis apis, const FieldInfo& field) {
  return any_api(apis, [&](Api api) { return is_accepted(field, api); });
}

/// What any of the APIs takes for a level; two decimals are beyond what JSON Schema can say of floating point.
Map level_schema(const FieldInfo& field, Apis apis) {
  auto range = LevelRange{std::numeric_limits<int>::max(), 0, false};
  any_api(apis, [&](Api api) {
    const auto one = level_range(field, api);
    range = {std::min(range.lowest, one.lowest), std::max(range.highest, one.highest), range.decimals || one.decimals};
    return false;
  });
  auto schema = integer(range.lowest, range.highest);
  if (range.decimals) schema.set("type", "number");
  return schema;
}

/// Whether the record can be reached from itself: trees of conditions.
bool is_recursive(std::span<const FieldInfo> record) {
  std::vector<std::span<const FieldInfo>> seen;
  std::vector<std::span<const FieldInfo>> open{record};
  while (!open.empty()) {
    const auto next = open.back();
    open.pop_back();
    for (const auto& field : next) {
      if (field.record.empty()) continue;
      if (field.record.data() == record.data()) return true;
      const auto is_same = [&](const auto& other) { return other.data() == field.record.data(); };
      if (std::any_of(seen.begin(), seen.end(), is_same)) continue;
      seen.push_back(field.record);
      open.push_back(field.record);
    }
  }
  return false;
}

/// The schemas of fields for some APIs. A record that can be in itself becomes a definition, under the name of the
/// field that led to it first.
class Fields {
 public:
  explicit Fields(Apis apis) : apis_(apis) {}

  Map record(std::span<const FieldInfo> fields) {
    Map properties;
    List required;
    for (const auto& field : fields) {
      if (!is_accepted_by(apis_, field)) continue;
      properties.set(field.name, schema(field));
      if (field.required) required.emplace_back(field.name);
    }
    return closed(std::move(properties), std::move(required));
  }
  Map take_definitions() { return std::move(definitions_); }

 private:
  Value schema(const FieldInfo& field);

  Map text(const FieldInfo& field) {
    auto schema = map({{"type", "string"}});
    if (field.access == Access::directive) schema.set("minLength", 1);
    return schema;
  }
  Map flag(const FieldInfo&) { return map({{"type", "boolean"}}); }
  Map choice(const FieldInfo& field) { return map({{"enum", texts(field.choices)}}); }
  Map reference(const FieldInfo& field) { return name_schema(longest_target(field)); }
  Map share(const FieldInfo&) {
    return map({{"anyOf", List{map({{"type", "integer"}, {"minimum", 1}}), pattern("^([1-9][0-9]?|100)%$")}}});
  }
  Map number(const FieldInfo& field) {
    const auto& range = field.range;
    auto schema = integer(static_cast<std::int64_t>(range.lowest), static_cast<std::int64_t>(range.highest));
    if (range.decimals) schema.set("type", "number");
    return schema;
  }
  Map levels(const FieldInfo& field) {
    return map(
        {{"type", "object"},
         {"propertyNames", name_schema(longest_target(field))},
         {"additionalProperties", map({{"anyOf", List{level_schema(field, apis_), map({{"const", "absent"}})}}})}});
  }
  Map set_of(Map element) {
    auto schema = list_of(std::move(element));
    schema.set("uniqueItems", true);
    return schema;
  }
  Map reference_set(const FieldInfo& field) { return set_of(reference(field)); }
  Map text_set(const FieldInfo&) { return set_of(map({{"type", "string"}, {"minLength", 1}})); }
  Map address_set(const FieldInfo&) { return set_of(pattern(R"(^(skill_group|group|team)/\S([\s\S]*\S)?$)")); }
  Map reference_map(const FieldInfo& field) {
    Map properties;
    for (const auto key : field.choices) properties.set(key, Value(reference(field)));
    return closed(std::move(properties), {});
  }
  Map scalars(const FieldInfo&) {
    return map({{"type", "object"},
                {"propertyNames", name_schema(256)},
                {"additionalProperties", map({{"type", texts(std::array{"string", "number", "boolean"})}})}});
  }
  Map nested(const FieldInfo& field) {
    if (!is_recursive(field.record)) return record(field.record);
    const auto [found, is_new] = names_.try_emplace(field.record.data(), field.name);
    const auto name = found->second;
    if (is_new) definitions_.set(name, Value(record(field.record)));
    return reference_to(name);
  }
  Map list_of_nested(const FieldInfo& field) { return list_of(nested(field)); }
  Map children(const FieldInfo& field) {
    auto columns = scalars(field);
    columns.set("not", map({{"required", texts(std::array{"key"})}}));
    return map({{"type", "object"},
                {"propertyNames", name_schema(256)},
                {"additionalProperties", map({{"anyOf", List{std::move(columns), map({{"const", "absent"}})}}})}});
  }

  static std::size_t longest_target(const FieldInfo& field) {
    return field.target ? info(*field.target).longest_name : 100;
  }

  Apis apis_;
  Map definitions_;
  std::map<const FieldInfo*, std::string_view> names_;  // of the definitions, by record
};

Value Fields::schema(const FieldInfo& field) {
  // By Shape.
  static constexpr std::array<Map (Fields::*)(const FieldInfo&), 16> kSchemas{
      &Fields::text,          &Fields::flag,    &Fields::choice,         &Fields::reference,
      &Fields::share,         &Fields::levels,  &Fields::list_of_nested, &Fields::reference_set,
      &Fields::nested,        &Fields::number,  &Fields::text_set,       &Fields::address_set,
      &Fields::reference_map, &Fields::scalars, &Fields::list_of_nested, &Fields::children,
  };
  static_assert(static_cast<std::size_t>(Shape::children) + 1 == kSchemas.size(), "a Shape without a row");
  return with_doc(
      field.is_level ? level_schema(field, apis_) : (this->*kSchemas[static_cast<std::size_t>(field.shape)])(field),
      field.doc);
}

Value kind_schema(const KindInfo& kind, Fields& fields) {
  auto schema = fields.record(kind.fields);
  auto& properties = std::get<Map>(schema.find("properties")->data);
  properties.set(kind.key, with_doc(name_schema(kind.longest_name), find_field(kind.fields, kind.key)->doc));
  if (properties.contains("absent")) {
    schema.set("if", map({{"properties", map({{"absent", map({{"const", true}})}})},
                          {"required", texts(std::array{"absent"})}}));
    schema.set("then", map({{"propertyNames", map({{"enum", texts(std::array{kind.key, std::string_view("id"),
                                                                             std::string_view("absent")})}})}}));
  }
  return with_doc(std::move(schema), kind.doc);
}

/// The entries of a section are of one kind, or of the one kind whose key they have, or name a matrix.
Value section_schema(std::string_view section) {
  List kinds_of;
  for (const auto& kind : kinds()) {
    if (kind.section == section) kinds_of.emplace_back(reference_to(kind.name));
  }
  if (section == matrix_section()) kinds_of.emplace_back(reference_to(kMatrixKey));
  if (kinds_of.size() == 1) return Value(list_of(std::get<Map>(kinds_of.front().data)));
  return Value(list_of(map({{"oneOf", std::move(kinds_of)}})));
}

}  // namespace

Value manifest_schema(Apis apis) {
  Fields fields(apis);
  Map properties, definitions;
  for (const auto& section : sections()) {
    const auto offered = [&](Api api) { return includes(section.apis, api); };
    if (any_api(apis, offered)) properties.set(section.name, section_schema(section.name));
  }
  for (const auto& kind : kinds()) {
    if (properties.contains(kind.section)) definitions.set(kind.name, kind_schema(kind, fields));
  }
  definitions.set(kMatrixKey, with_doc(fields.record(matrix_fields()), matrix_doc()));
  for (const auto& [name, definition] : fields.take_definitions()) definitions.set(name.name, definition);
  auto schema = document("Interlock manifest", std::move(properties));
  std::get<Map>(schema.data).set("$defs", Value(std::move(definitions)));
  return schema;
}

}  // namespace interlock
