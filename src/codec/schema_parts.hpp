// Small pieces of JSON Schema, for the generators.
#pragma once

#include <initializer_list>
#include <string_view>
#include <utility>

#include "base/value.hpp"

namespace interlock::schema {

template <class Texts>
List texts(const Texts& names) {
  List list;
  for (const auto& name : names) list.push_back(Value(std::string_view(name)));
  return list;
}

Map map(std::initializer_list<std::pair<std::string_view, Value>> entries);
Map integer(std::int64_t lowest, std::int64_t highest);
Map pattern(std::string_view expression);
Map list_of(Map items);
Map closed(Map properties, List required);  // a map of exactly these keys
Value with_doc(Map schema, std::string_view doc);
/// A whole document of format 1: `properties` get the format number, which is required.
Value document(std::string_view title, Map properties);

}  // namespace interlock::schema
