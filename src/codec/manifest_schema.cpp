#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "codec/fields.hpp"
#include "codec/matrix.hpp"
#include "codec/schema.hpp"
#include "codec/schema_parts.hpp"
#include "model/kind.hpp"

namespace interlock {
namespace {

using namespace schema;

/// The schema says what the guide API accepts; the reader alone knows the API that a run is for (B77).
constexpr Api kApi = Api::guide;
constexpr std::string_view kNamePattern = R"(^\S([\s\S]*\S)?$)";

Map name_schema(std::size_t longest) {
  auto schema = pattern(kNamePattern);
  schema.set("maxLength", Value(static_cast<std::int64_t>(longest)));
  return schema;
}

Map level_schema() {
  const auto [lowest, highest] = level_range(kApi);
  return integer(lowest, highest);
}

Map record_schema(std::span<const FieldInfo> fields);

std::size_t longest_target(const FieldInfo& field) { return field.target ? info(*field.target).longest_name : 100; }

Map text_schema(const FieldInfo& field) {
  auto schema = map({{"type", "string"}});
  if (field.access == Access::directive) schema.set("minLength", 1);
  return schema;
}
Map flag_schema(const FieldInfo&) { return map({{"type", "boolean"}}); }
Map choice_schema(const FieldInfo& field) { return map({{"enum", texts(field.choices)}}); }
Map reference_schema(const FieldInfo& field) { return name_schema(longest_target(field)); }
Map share_schema(const FieldInfo&) {
  return map({{"anyOf", List{map({{"type", "integer"}, {"minimum", 1}}), pattern("^([1-9][0-9]?|100)%$")}}});
}
Map levels_schema(const FieldInfo& field) {
  return map({{"type", "object"},
              {"propertyNames", name_schema(longest_target(field))},
              {"additionalProperties", map({{"anyOf", List{level_schema(), map({{"const", "absent"}})}}})}});
}
Map keyed_list_schema(const FieldInfo& field) { return list_of(record_schema(field.record)); }
Map reference_set_schema(const FieldInfo& field) {
  auto schema = list_of(reference_schema(field));
  schema.set("uniqueItems", true);
  return schema;
}
Map nested_schema(const FieldInfo& field) { return record_schema(field.record); }

Value field_schema(const FieldInfo& field) {
  // By Shape.
  static constexpr std::array<Map (*)(const FieldInfo&), 9> kSchemas{
      text_schema,   flag_schema,       choice_schema,        reference_schema, share_schema,
      levels_schema, keyed_list_schema, reference_set_schema, nested_schema,
  };
  static_assert(static_cast<std::size_t>(Shape::record) + 1 == kSchemas.size(), "a Shape without a row");
  return with_doc(field.is_level ? level_schema() : kSchemas[static_cast<std::size_t>(field.shape)](field), field.doc);
}

Map record_schema(std::span<const FieldInfo> fields) {
  Map properties;
  List required;
  for (const auto& field : fields) {
    if (!is_accepted(field, kApi)) continue;
    properties.set(field.name, field_schema(field));
    if (field.required) required.emplace_back(field.name);
  }
  return closed(std::move(properties), std::move(required));
}

Value kind_schema(const KindInfo& kind) {
  auto schema = record_schema(kind.fields);
  auto& properties = std::get<Map>(schema.find("properties")->data);
  properties.set(kind.key, with_doc(name_schema(kind.longest_name), find_field(kind.fields, kind.key)->doc));
  if (find_field(kind.fields, "absent") != nullptr) {
    schema.set("if", map({{"properties", map({{"absent", map({{"const", true}})}})},
                          {"required", texts(std::array{"absent"})}}));
    schema.set("then", map({{"propertyNames", map({{"enum", texts(std::array{kind.key, std::string_view("id"),
                                                                             std::string_view("absent")})}})}}));
  }
  return with_doc(std::move(schema), kind.doc);
}

Map reference_to(std::string_view definition) { return map({{"$ref", Value("#/$defs/" + std::string(definition))}}); }

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

bool has_kind(std::string_view section) {
  const auto all = kinds();
  return std::any_of(all.begin(), all.end(), [&](const KindInfo& kind) { return kind.section == section; });
}

}  // namespace

Value manifest_schema() {
  Map properties, definitions;
  for (const auto& section : sections()) {
    if (includes(section.apis, kApi) && has_kind(section.name))
      properties.set(section.name, section_schema(section.name));
  }
  for (const auto& kind : kinds()) definitions.set(kind.name, kind_schema(kind));
  definitions.set(kMatrixKey, with_doc(record_schema(matrix_fields()), matrix_doc()));
  auto schema = document("Interlock manifest", std::move(properties));
  std::get<Map>(schema.data).set("$defs", Value(std::move(definitions)));
  return schema;
}

}  // namespace interlock
