// Values -> fields in normal form (model/kind.hpp), driven by the descriptor tables alone.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.hpp"
#include "base/value.hpp"
#include "model/kind.hpp"

namespace interlock {

struct FieldContext {
  Api api;
  std::string owner;  // "queue 'Billing'": begins every message
  Problems& problems;
};

/// Whether a manifest for that API may name the field.
bool is_accepted(const FieldInfo& field, Api api);
std::vector<std::string_view> accepted_names(std::span<const FieldInfo> fields, Api api);

/// Every field of `map` that is in order; the others are problems.
Map decode_fields(const Map& map, std::span<const FieldInfo> fields, const FieldContext& context);

bool is_level(const Value& value, Api api);
/// B22, or B6. `what` names agent or queue and skill.
Problem wrong_level(const std::string& what, const Value& value, Api api);

/// The name of an object or a reference to one: text, within the length, no blanks at its ends (B20).
const std::string* decode_name(const std::string& what, const Value& value, std::size_t longest, Problems& problems);
bool is_name(const std::string& what, const std::string& name, const Place& at, std::size_t longest,
             Problems& problems);

}  // namespace interlock
