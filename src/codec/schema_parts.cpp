#include "codec/schema_parts.hpp"

#include <string>

#include "model/kind.hpp"

namespace interlock::schema {

Map map(std::initializer_list<std::pair<std::string_view, Value>> entries) { return Map(entries); }

Map integer(std::int64_t lowest, std::int64_t highest) {
  return map({{"type", "integer"}, {"minimum", lowest}, {"maximum", highest}});
}

Map pattern(std::string_view expression) { return map({{"type", "string"}, {"pattern", expression}}); }

Map list_of(Map items) { return map({{"type", "array"}, {"items", std::move(items)}}); }

Map closed(Map properties, List required) {
  auto schema = map({{"type", "object"}, {"additionalProperties", false}, {"properties", std::move(properties)}});
  if (!required.empty()) schema.set("required", Value(std::move(required)));
  return schema;
}

Value with_doc(Map schema, std::string_view doc) {
  schema.set("description", Value(doc));
  return Value(std::move(schema));
}

Value document(std::string_view title, Map properties) {
  properties.set("interlock", with_doc(map({{"const", kManifestFormat}}), "The format of this file."));
  auto schema = closed(std::move(properties), {Value("interlock")});
  schema.set("$schema", "https://json-schema.org/draft/2020-12/schema");
  schema.set("title", Value(title));
  return Value(std::move(schema));
}

}  // namespace interlock::schema
