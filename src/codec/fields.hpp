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
  int depth = 0;  // how many records the fields stand in
};

/// Records in records, as trees of conditions have them: ten blocks and what is in them.
inline constexpr int kDeepestRecord = 20;

/// Whether a manifest for that API may name the field.
bool is_accepted(const FieldInfo& field, Api api);
std::vector<std::string_view> accepted_names(std::span<const FieldInfo> fields, Api api);

/// Every field of `map` that is in order; the others are problems.
Map decode_fields(const Map& map, std::span<const FieldInfo> fields, const FieldContext& context);

/// The level in normal form, or nothing where it is none of the range.
std::optional<Value> level_of(const Value& value, const LevelRange& range);
/// B22, or B6. `what` names agent or queue and skill.
Problem wrong_level(const std::string& what, const Value& value, const LevelRange& range);

/// A text, number or flag of Shape::scalars under each name; `what` names the map.
std::optional<Value> decode_scalar_map(const std::string& what, const Value& value, Problems& problems);

/// The name of an object or a reference to one: text, within the length, no blanks at its ends (B20).
const std::string* decode_name(const std::string& what, const Value& value, std::size_t longest, Problems& problems);
bool is_name(const std::string& what, const std::string& name, const Place& at, std::size_t longest,
             Problems& problems);

}  // namespace interlock
