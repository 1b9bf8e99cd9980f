#include "api/published/shapes.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "model/address.hpp"
#include "model/number.hpp"
#include "model/text_form.hpp"

namespace interlock::published {
namespace {

struct Deviation {
  std::string_view field, key;
};
/// The contract's words for manifests where they are not the platform's.
constexpr std::array kDeviations{
    Deviation{"open", "openSchedules"},
    Deviation{"closed", "closedSchedules"},
    Deviation{"holiday", "holidaySchedules"},
    Deviation{"open_flow", "openHoursFlow"},
    Deviation{"closed_flow", "closedHoursFlow"},
    Deviation{"holiday_flow", "holidayHoursFlow"},
    Deviation{"active", "enabled"},
    Deviation{"call_flows", "emergencyCallFlows"},
    Deviation{"flow", "emergencyFlow"},
    Deviation{"levels", "skills"},
    Deviation{"media", "utilization"},
    Deviation{"wrapup_codes", "wrapupCodes"},
    Deviation{"user", "email"},
};

constexpr std::array<std::string_view, 2> kByName{"routing_skill", "language_skill"};

std::string camel_case(std::string_view snake) {
  std::string text;
  for (std::size_t i = 0; i < snake.size(); ++i) {
    const bool is_start = snake[i] == '_' && i + 1 < snake.size();
    if (is_start) ++i;
    text += is_start ? static_cast<char>(snake[i] - 'a' + 'A') : snake[i];
  }
  return text;
}

/// Which types of member groups are which kinds.
struct GroupType {
  std::string_view type;
  Kind kind;
};
constexpr std::array kGroupTypes{GroupType{"SKILLGROUP", Kind::skill_group}, GroupType{"GROUP", Kind::group},
                                 GroupType{"TEAM", Kind::team}};

// Decoding

using Decoded = std::optional<Value>;

Decoded decode_text(const FieldInfo& field, const Value& wire, const Names&) {
  const auto* text = wire.as<std::string>();
  // A time, a zone or a number that is empty is none: no manifest could say it.
  if (text == nullptr || (text->empty() && field.form != TextForm::plain)) return std::nullopt;
  return Value(canonical_text(field.form, *text).value_or(*text));
}

Decoded decode_flag(const FieldInfo&, const Value& wire, const Names&) {
  return wire.is<bool>() ? Decoded(wire) : std::nullopt;
}

Decoded decode_number(const FieldInfo&, const Value& wire, const Names&) { return canonical_number(wire); }

Decoded decode_reference(const FieldInfo& field, const Value& wire, const Names& names) {
  if (is_by_name(field)) return wire.is<std::string>() ? Decoded(wire) : std::nullopt;
  const auto id = referred(wire);
  if (id.empty()) return std::nullopt;
  return Value(name_of(names, *field.target, ResourceId{id}));
}

Decoded decode_levels(const FieldInfo& field, const Value& wire, const Names& names) {
  const auto* list = wire.as<List>();
  if (list == nullptr) return std::nullopt;
  Map levels;
  for (const auto& element : *list) {
    const auto* level = element.find("proficiency");
    const auto id = text_or(element, "id");
    auto number = level != nullptr ? canonical_number(*level) : std::nullopt;
    if (number && !id.empty()) levels.set(name_of(names, *field.target, ResourceId{id}), *std::move(number));
  }
  return Value(std::move(levels));
}

/// The elements of a list as keys, `key` telling the one of each; those that have none are left out.
template <class KeyOf>
Decoded decode_set(const Value& wire, const KeyOf& key) {
  const auto* list = wire.as<List>();
  if (list == nullptr) return std::nullopt;
  Map set;
  for (const auto& element : *list) {
    if (const auto name = key(element); !name.empty()) set.set(name, true);
  }
  return Value(std::move(set));
}

Decoded decode_reference_set(const FieldInfo& field, const Value& wire, const Names& names) {
  return decode_set(wire, [&](const Value& element) {
    const auto id = referred(element);
    return id.empty() ? id : name_of(names, *field.target, ResourceId{id});
  });
}

Decoded decode_text_set(const FieldInfo& field, const Value& wire, const Names&) {
  return decode_set(wire, [&](const Value& element) {
    const auto* text = element.as<std::string>();
    return text != nullptr ? canonical_text(field.form, *text).value_or(*text) : std::string();
  });
}

Decoded decode_address_set(const FieldInfo&, const Value& wire, const Names& names) {
  return decode_set(wire, [&](const Value& element) {
    const auto type = text_or(element, "type");
    const auto row =
        std::find_if(kGroupTypes.begin(), kGroupTypes.end(), [&](const auto& g) { return g.type == type; });
    const auto id = referred(element);
    if (row == kGroupTypes.end() || id.empty()) return std::string();
    return to_string(Address{row->kind, name_of(names, row->kind, ResourceId{id})});
  });
}

Decoded decode_reference_map(const FieldInfo& field, const Value& wire, const Names& names) {
  const auto* map = wire.as<Map>();
  if (map == nullptr) return std::nullopt;
  Map references;
  for (const auto& [key, element] : *map) {
    const auto id = referred(element);
    if (!id.empty()) references.set(key.name, name_of(names, *field.target, ResourceId{id}));
  }
  return Value(std::move(references));
}

Decoded decode_scalars(const FieldInfo&, const Value& wire, const Names&) {
  const auto* map = wire.as<Map>();
  if (map == nullptr) return std::nullopt;
  Map scalars;
  for (const auto& [key, element] : *map) {
    if (auto scalar = canonical_scalar(element)) scalars.set(key.name, *std::move(scalar));
  }
  return Value(std::move(scalars));
}

Decoded decode_record(const FieldInfo& field, const Value& wire, const Names& names) {
  if (!wire.is<Map>()) return std::nullopt;
  Map record;
  for (const auto& inner : field.record) {
    const auto* value = wire.find(wire_key(inner));
    auto decoded = value != nullptr ? decode_field(inner, *value, names) : std::nullopt;
    const bool is_empty = decoded && decoded->as<List>() != nullptr && decoded->as<List>()->empty();
    if (decoded && !is_empty) record.set(inner.name, *std::move(decoded));
  }
  return Value(std::move(record));
}

Decoded decode_records(const FieldInfo& field, const Value& wire, const Names& names) {
  const auto* list = wire.as<List>();
  if (list == nullptr) return std::nullopt;
  List records;
  for (const auto& element : *list) {
    if (auto record = decode_record(field, element, names)) records.push_back(*std::move(record));
  }
  return Value(std::move(records));
}

// Encoding

Value reference(const ResourceId& id) { return Map{{"id", id.value}}; }

ResourceId id_in(const Names& names, Kind kind, const std::string& name) {
  return id_of(names, {kind, name}).value_or(ResourceId{});
}

Value encode_same(const FieldInfo&, const Value& value, const Value*, const Names&) { return value; }

/// The platform's local times have three digits for milliseconds.
Value encode_text(const FieldInfo& field, const Value& value, const Value*, const Names&) {
  const auto* text = value.as<std::string>();
  const bool lacks_millis =
      field.form == TextForm::local_time && text != nullptr && text->find('.') == std::string::npos;
  return lacks_millis ? Value(*text + ".000") : value;
}

Value encode_reference(const FieldInfo& field, const Value& value, const Value*, const Names& names) {
  if (is_by_name(field)) return value;
  const auto* name = value.as<std::string>();
  return name != nullptr ? reference(id_in(names, *field.target, *name)) : Value(Null{});
}

Value encode_levels(const FieldInfo& field, const Value& value, const Value*, const Names& names) {
  List list;
  for (const auto& [skill, level] : *value.as<Map>()) {
    list.emplace_back(Map{{"id", id_in(names, *field.target, skill.name).value}, {"proficiency", level}});
  }
  return list;
}

/// What is there stays where it stands; what is missing comes behind it.
template <class Make>
List encode_set(const Value& wanted, const Decoded& present_set, const Value* present, const Make& make,
                const std::vector<std::string>& present_keys) {
  const auto& keys = *wanted.as<Map>();
  List list;
  const auto* elements = present != nullptr ? present->as<List>() : nullptr;
  for (std::size_t i = 0; elements != nullptr && i < elements->size(); ++i) {
    if (keys.contains(present_keys[i])) list.push_back((*elements)[i]);
  }
  const auto* held = present_set ? present_set->as<Map>() : nullptr;
  for (const auto& [key, there] : keys) {
    if (held == nullptr || !held->contains(key.name)) list.push_back(make(key.name));
  }
  return list;
}

/// The key of each element of a list of the wire, as `decode` sees it.
std::vector<std::string> keys_of(const FieldInfo& field, const Value* present, const Names& names,
                                 Decoded (*decode)(const FieldInfo&, const Value&, const Names&)) {
  std::vector<std::string> keys;
  const auto* elements = present != nullptr ? present->as<List>() : nullptr;
  for (std::size_t i = 0; elements != nullptr && i < elements->size(); ++i) {
    const auto one = decode(field, Value(List{(*elements)[i]}), names);
    const auto* map = one ? one->as<Map>() : nullptr;
    keys.push_back(map != nullptr && !map->empty() ? (*map->begin()).key.name : std::string());
  }
  return keys;
}

template <class Make>
Value encode_set_of(const FieldInfo& field, const Value& value, const Value* present, const Names& names,
                    Decoded (*decode)(const FieldInfo&, const Value&, const Names&), const Make& make) {
  const auto held = present != nullptr ? decode(field, *present, names) : std::nullopt;
  return encode_set(value, held, present, make, keys_of(field, present, names, decode));
}

Value encode_reference_set(const FieldInfo& field, const Value& value, const Value* present, const Names& names) {
  return encode_set_of(field, value, present, names, decode_reference_set,
                       [&](const std::string& name) { return reference(id_in(names, *field.target, name)); });
}

Value encode_text_set(const FieldInfo& field, const Value& value, const Value* present, const Names& names) {
  return encode_set_of(field, value, present, names, decode_text_set,
                       [](const std::string& text) { return Value(text); });
}

Value encode_address_set(const FieldInfo& field, const Value& value, const Value* present, const Names& names) {
  return encode_set_of(field, value, present, names, decode_address_set, [&](const std::string& text) {
    const auto address = parse_address(text).value_or(Address{});
    const auto row =
        std::find_if(kGroupTypes.begin(), kGroupTypes.end(), [&](const auto& g) { return g.kind == address.kind; });
    return Value(Map{{"id", id_in(names, address.kind, address.name).value},
                     {"type", row != kGroupTypes.end() ? row->type : std::string_view()}});
  });
}

Value encode_reference_map(const FieldInfo& field, const Value& value, const Value*, const Names& names) {
  Map map;
  for (const auto& [key, name] : *value.as<Map>()) {
    map.set(key.name, reference(id_in(names, *field.target, *name.as<std::string>())));
  }
  return map;
}

Value encode_record(const FieldInfo& field, const Value& value, const Value* present, const Names& names) {
  const auto* below = present != nullptr ? present->as<Map>() : nullptr;
  Map record = below != nullptr ? *below : Map();
  for (const auto& inner : field.record) {
    const auto key = wire_key(inner);
    const auto* wanted = value.find(inner.name);
    if (wanted != nullptr) record.set(key, encode_field(inner, *wanted, record.find(key), names));
    // A condition has all of its lists, empty ones too (published-api.md, 2.4).
    if (wanted == nullptr && inner.shape == Shape::records && !record.contains(key)) record.set(key, List{});
  }
  return record;
}

/// An element keeps its unknown members where the one in its place is otherwise the same.
Value encode_records(const FieldInfo& field, const Value& value, const Value* present, const Names& names) {
  const auto* below = present != nullptr ? present->as<List>() : nullptr;
  const auto& wanted = *value.as<List>();
  List list;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const auto* there = below != nullptr && i < below->size() ? &(*below)[i] : nullptr;
    const bool is_same = there != nullptr && decode_record(field, *there, names) == std::optional(wanted[i]);
    list.push_back(is_same ? *there : encode_record(field, wanted[i], nullptr, names));
  }
  return list;
}

struct Codec {
  Shape shape;
  Decoded (*decode)(const FieldInfo&, const Value&, const Names&);
  Value (*encode)(const FieldInfo&, const Value&, const Value*, const Names&);
};
constexpr std::array kCodecs{
    Codec{Shape::text, decode_text, encode_text},
    Codec{Shape::flag, decode_flag, encode_same},
    Codec{Shape::choice, decode_text, encode_same},
    Codec{Shape::number, decode_number, encode_same},
    Codec{Shape::reference, decode_reference, encode_reference},
    Codec{Shape::levels, decode_levels, encode_levels},
    Codec{Shape::reference_set, decode_reference_set, encode_reference_set},
    Codec{Shape::text_set, decode_text_set, encode_text_set},
    Codec{Shape::address_set, decode_address_set, encode_address_set},
    Codec{Shape::reference_map, decode_reference_map, encode_reference_map},
    Codec{Shape::scalars, decode_scalars, encode_same},
    Codec{Shape::record, decode_record, encode_record},
    Codec{Shape::records, decode_records, encode_records},
};

const Codec* find_codec(Shape shape) {
  const auto found = std::find_if(kCodecs.begin(), kCodecs.end(), [&](const Codec& c) { return c.shape == shape; });
  return found != kCodecs.end() ? &*found : nullptr;
}

}  // namespace

std::string wire_key(const FieldInfo& field) {
  const auto row =
      std::find_if(kDeviations.begin(), kDeviations.end(), [&](const auto& d) { return d.field == field.name; });
  return row != kDeviations.end() ? std::string(row->key) : camel_case(field.name);
}

bool is_by_name(const FieldInfo& field) {
  return std::find(kByName.begin(), kByName.end(), field.name) != kByName.end();
}

std::optional<Value> decode_field(const FieldInfo& field, const Value& wire, const Names& names) {
  const auto* codec = find_codec(field.shape);
  return codec != nullptr && !wire.is<Null>() ? codec->decode(field, wire, names) : std::nullopt;
}

Value encode_field(const FieldInfo& field, const Value& value, const Value* present, const Names& names) {
  const auto* codec = find_codec(field.shape);
  return codec != nullptr ? codec->encode(field, value, present, names) : Value(Null{});
}

std::string referred(const Value& wire) { return text_or(wire, "id"); }

}  // namespace interlock::published
