// How each shape of a field stands on the wire. Encoding starts from what is there, so that an element that stays keeps
// its unknown members.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "api/names.hpp"
#include "model/kind.hpp"

namespace interlock::published {

/// Where a field stands in the body of its record, if not under its own name in camel case.
std::string wire_key(const FieldInfo& field);
/// Whether the wire names the object of the field by its name, not by its id.
bool is_by_name(const FieldInfo& field);

/// Nothing where the wire holds no value.
std::optional<Value> decode_field(const FieldInfo& field, const Value& wire, const Names& names);
/// `present` is what the wire holds, or null.
Value encode_field(const FieldInfo& field, const Value& value, const Value* present, const Names& names);

/// The id of a reference on the wire: {"id": ...}, or empty.
std::string referred(const Value& wire);

}  // namespace interlock::published
