// Fields that no shape covers on this wire: what a table of the platform's own form says, or a body without a key.
#pragma once

#include <span>
#include <string>

#include "api/names.hpp"
#include "diff/change.hpp"

namespace interlock::published {

struct Special {
  Kind kind;
  std::string_view field;
  std::optional<Value> (*decode)(const Value& body, const Names& names);
  /// Makes the edit; `segments` is its path from the field on. Null: the field is only read.
  void (*edit)(Map& body, const std::vector<std::string>& segments, const FieldEdit& edit, const Names& names);
};
std::span<const Special> specials();
const Special* find_special(Kind kind, std::string_view field);

}  // namespace interlock::published
