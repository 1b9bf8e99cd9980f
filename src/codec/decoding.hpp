// What the decoders of fields share: one decoder a Shape, found by the table in fields.cpp.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/value.hpp"
#include "codec/fields.hpp"

namespace interlock::decoding {

/// The normal form, or nothing where there is a problem.
using Decoded = std::optional<Value>;

/// A field of a map: what it is, what was written, and how messages call it.
struct Field {
  const FieldInfo& info;
  const Value& value;
  const FieldContext& context;

  std::string what() const { return context.owner + ": field '" + std::string(info.name) + "'"; }
  Problems& problems() const { return context.problems; }
  std::size_t longest_target() const;  // of the names of `info.target`
};

Decoded decode_text(const Field& field);
Decoded decode_flag(const Field& field);
Decoded decode_choice(const Field& field);
Decoded decode_reference(const Field& field);
Decoded decode_share(const Field& field);
Decoded decode_number(const Field& field);
/// A whole number in the binding's range (FieldInfo::is_level).
Decoded decode_whole_level(const Field& field);

Decoded decode_levels(const Field& field);
Decoded decode_reference_set(const Field& field);
Decoded decode_text_set(const Field& field);
Decoded decode_address_set(const Field& field);
Decoded decode_reference_map(const Field& field);
Decoded decode_scalars(const Field& field);

Decoded decode_keyed_list(const Field& field);
Decoded decode_record(const Field& field);
Decoded decode_records(const Field& field);
/// Entries of their own (children.hpp): they are no part of the field's object.
Decoded decode_children(const Field& field);

/// A text in the normal form of the field; `what` names it.
std::optional<std::string> decode_form(const std::string& what, const Value& value, const Field& field);

/// The elements of a list by the name that each bears; a name that comes twice is a problem (B21).
class Named {
 public:
  explicit Named(const Field& field) : field_(field) {}

  void add(const std::string& name, const Place& at, Value value);
  Value value() && { return Value(Map::of(std::move(keys_), std::move(values_)), field_.value.at); }

 private:
  const Field& field_;
  std::map<std::string, Place> places_;
  std::vector<Key> keys_;
  std::vector<Value> values_;
};

}  // namespace interlock::decoding
