#include "api/published/wire.hpp"

#include <algorithm>
#include <array>

#include "api/faults.hpp"
#include "api/published/shapes.hpp"
#include "api/published/specials.hpp"
#include "base/pointer.hpp"
#include "base/text.hpp"

namespace interlock::published {
namespace {

/// Of queues the requirements are no field on this wire: those of their skill groups are (live.cpp).
bool is_on_wire(const FieldInfo& field) {
  return field.access != Access::directive && includes(field.apis, Api::published) &&
         field.shape != Shape::keyed_list && field.shape != Shape::children;
}

/// The state of a schedule is that of its groups.
bool is_of_others(Kind kind, const FieldInfo& field) { return kind == Kind::schedule && field.name == "state"; }

void erase_or_set(Map& map, const std::string& key, std::optional<Value> value) {
  if (value) {
    map.set(key, *std::move(value));
  } else {
    map.erase(key);
  }
}

/// Whether the field stands in the body under its own name and in its own shape.
bool is_plain(Kind kind, const FieldInfo& field) {
  return is_on_wire(field) && !is_of_others(kind, field) && find_special(kind, field.name) == nullptr;
}

/// The normal form of the field with the edit made, or nothing where nothing is left.
Value with_element(const FieldInfo& field, const Value* wire, const std::string& key, const FieldEdit& edit,
                   const Names& names) {
  auto decoded = wire != nullptr ? decode_field(field, *wire, names) : std::nullopt;
  Map elements = decoded && decoded->is<Map>() ? *decoded->as<Map>() : Map();
  erase_or_set(elements, key, edit.after);
  return encode_field(field, Value(std::move(elements)), wire, names);
}

void make_edit(Map& body, std::span<const FieldInfo> fields, std::span<const std::string> path, const FieldEdit& edit,
               const Names& names) {
  const auto* field = !path.empty() ? find_field(fields, path.front()) : nullptr;
  if (field == nullptr) return;
  const auto key = wire_key(*field);
  auto* present = body.find(key);
  if (path.size() == 1) {
    return erase_or_set(body, key,
                        edit.after ? std::optional(encode_field(*field, *edit.after, present, names)) : std::nullopt);
  }
  if (field->shape == Shape::record) {
    if (present == nullptr || !present->is<Map>()) present = &body.set(key, Map{});
    return make_edit(*present->as<Map>(), field->record, path.subspan(1), edit, names);
  }
  body.set(key, with_element(*field, present, path[1], edit, names));
}

struct WireType {
  Shape shape;
  bool (*fits)(const Value& wire);
  std::string_view words;
};
bool is_text(const Value& wire) { return wire.is<std::string>(); }
bool is_flag(const Value& wire) { return wire.is<bool>(); }
bool is_number(const Value& wire) { return wire.is<std::int64_t>() || wire.is<Decimal>(); }
bool is_list(const Value& wire) { return wire.is<List>(); }
bool is_map(const Value& wire) { return wire.is<Map>(); }
constexpr std::array kWireTypes{
    WireType{Shape::text, is_text, "text"},          WireType{Shape::choice, is_text, "text"},
    WireType{Shape::flag, is_flag, "true or false"}, WireType{Shape::number, is_number, "number"},
    WireType{Shape::levels, is_list, "list"},        WireType{Shape::reference_set, is_list, "list"},
    WireType{Shape::text_set, is_list, "list"},      WireType{Shape::address_set, is_list, "list"},
    WireType{Shape::records, is_list, "list"},       WireType{Shape::record, is_map, "map"},
    WireType{Shape::reference_map, is_map, "map"},
};

void check_ids(const Value& list, const std::string& endpoint, const std::string& at, Problems& problems) {
  const auto& elements = *list.as<List>();
  for (std::size_t i = 0; i < elements.size(); ++i) {
    if (!referred(elements[i]).empty()) continue;
    problems.push_back(fault("B53", Exit::refused, endpoint, at + "/" + std::to_string(i) + "/id", "names no id"));
  }
}

void check_field(const FieldInfo& field, const Value& wire, const std::string& endpoint, const std::string& above,
                 Problems& problems) {
  const auto type =
      std::find_if(kWireTypes.begin(), kWireTypes.end(), [&](const auto& row) { return row.shape == field.shape; });
  if (wire.is<Null>() || type == kWireTypes.end()) return;
  const auto at = above + pointer({wire_key(field)});
  if (!type->fits(wire)) return problems.push_back(wrong(endpoint, at, &wire, type->words));
  const bool lists_ids = field.shape == Shape::levels || field.shape == Shape::reference_set;
  if (lists_ids) check_ids(wire, endpoint, at, problems);
  if (field.shape != Shape::record) return;
  for (const auto& inner : field.record) {
    if (const auto* value = wire.find(wire_key(inner))) check_field(inner, *value, endpoint, at, problems);
  }
}

void look_for_strange_words(std::span<const FieldInfo> fields, const Value& body, const std::string& endpoint,
                            const std::string& above, Problems& problems) {
  for (const auto& field : fields) {
    const auto* wire = body.find(wire_key(field));
    if (wire == nullptr) continue;
    const auto at = above + pointer({wire_key(field)});
    const auto* word = field.shape == Shape::choice ? wire->as<std::string>() : nullptr;
    if (word != nullptr && std::find(field.choices.begin(), field.choices.end(), *word) == field.choices.end()) {
      problems.push_back(fault("B56", Exit::success, endpoint, at,
                               quoted(*word) + " is not known to this version: the object is read, not written"));
      problems.back().severity = Severity::warning;
    }
    if (field.shape == Shape::record) look_for_strange_words(field.record, *wire, endpoint, at, problems);
    const auto* list = field.shape == Shape::records ? wire->as<List>() : nullptr;
    for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
      look_for_strange_words(field.record, (*list)[i], endpoint, at + "/" + std::to_string(i), problems);
    }
  }
}

/// What the platform alone sets (published-api.md, 2): it comes back in every answer and belongs into no request.
constexpr std::array<std::string_view, 15> kReadOnly{
    "id",           "state",        "selfUri",       "dateCreated", "dateModified",    "createdBy",
    "modifiedBy",   "createdByApp", "modifiedByApp", "memberCount", "userMemberCount", "joinedMemberCount",
    "homeDivision", "objectCounts", "level"};

}  // namespace

std::optional<LastChange> last_change(const Value& body) {
  LastChange change{.by = text_or(body, "modifiedBy"), .at = parse_moment(text_or(body, "dateModified"))};
  if (change.by.empty()) change.by = text_or(body, "modifiedByApp");
  if (change == LastChange()) return std::nullopt;
  return change;
}

Map decode(Kind kind, const Value& body, const Names& names) {
  Map fields;
  for (const auto& field : info(kind).fields) {
    std::optional<Value> value;
    if (const auto* special = find_special(kind, field.name)) {
      value = special->decode(body, names);
    } else if (is_on_wire(field) && !is_of_others(kind, field)) {
      const auto* wire = body.find(wire_key(field));
      value = wire != nullptr ? decode_field(field, *wire, names) : std::nullopt;
    }
    if (value) fields.set(field.name, *std::move(value));
  }
  return fields;
}

Map edited(Kind kind, Map body, std::span<const FieldEdit> edits, const Names& names) {
  for (const auto& edit : edits) {
    const auto segments = pointer_segments(edit.path);
    const auto* special = !segments.empty() ? find_special(kind, segments.front()) : nullptr;
    if (special != nullptr && special->edit != nullptr) {
      special->edit(body, segments, edit, names);
    } else if (special == nullptr) {
      make_edit(body, info(kind).fields, segments, edit, names);
    }
  }
  return body;
}

Problems faults(Kind kind, const Value& body, const std::string& endpoint) {
  if (!body.is<Map>()) return {wrong(endpoint, "", &body, "map")};
  Problems problems;
  for (const auto& field : info(kind).fields) {
    const auto* value = is_plain(kind, field) ? body.find(wire_key(field)) : nullptr;
    if (value != nullptr) check_field(field, *value, endpoint, "", problems);
  }
  return problems;
}

Problems strange_words(Kind kind, const Value& body, const std::string& endpoint) {
  Problems problems;
  for (const auto& field : info(kind).fields) {
    if (is_plain(kind, field)) look_for_strange_words({&field, 1}, body, endpoint, "", problems);
  }
  return problems;
}

Map writable(Map body) {
  for (const auto key : kReadOnly) body.erase(key);
  return body;
}

}  // namespace interlock::published
