#include "diff/diff.hpp"

#include <algorithm>

#include "base/pointer.hpp"
#include "model/references.hpp"

namespace interlock {
namespace {

bool is_compared(const KindInfo& kind, const FieldInfo& field) {
  return field.name != kind.key && (field.access == Access::writable || field.access == Access::immutable);
}

std::optional<Value> value_of(const Map* fields, std::string_view name) {
  const auto* value = fields != nullptr ? fields->find(name) : nullptr;
  return value != nullptr ? std::optional(*value) : std::nullopt;
}

bool same(const Value* a, const Value* b) { return a == b || (a != nullptr && b != nullptr && *a == *b); }

const Map& map_of(const std::optional<Value>& value) {
  static const Map kEmpty;
  const auto* map = value ? value->as<Map>() : nullptr;
  return map != nullptr ? *map : kEmpty;
}

void add_edit(std::vector<FieldEdit>& edits, std::string path, std::optional<Value> before,
              std::optional<Value> after) {
  if (before == after) return;
  edits.push_back({std::move(path), std::move(before), std::move(after)});
}

/// One edit for each key whose values differ.
void add_keyed_edits(std::vector<FieldEdit>& edits, const std::string& at, const Map& before, const Map& after) {
  for (const auto [key, value] : before) {
    const auto* now = after.find(key.name);
    if (now != nullptr && *now == value) continue;
    add_edit(edits, at + pointer({key.name}), value, now != nullptr ? std::optional(*now) : std::nullopt);
  }
  for (const auto [key, value] : after) {
    if (!before.contains(key.name)) add_edit(edits, at + pointer({key.name}), std::nullopt, value);
  }
}

void add_field_edits(std::vector<FieldEdit>& edits, const FieldInfo& field, const Map* before, const Map* after,
                     const std::string& above = {});

/// What a record lacks on one side has its default there, if the other side has the object at all.
void add_record_edits(std::vector<FieldEdit>& edits, const FieldInfo& record, const Map* before, const Map* after,
                      const std::string& above) {
  for (const auto& field : record.record) add_field_edits(edits, field, before, after, above + pointer({record.name}));
}

void add_field_edits(std::vector<FieldEdit>& edits, const FieldInfo& field, const Map* before, const Map* after,
                     const std::string& above) {
  if (before != nullptr && after != nullptr && same(before->find(field.name), after->find(field.name))) return;
  auto was = value_of(before, field.name);
  auto now = value_of(after, field.name);
  if (is_keyed(field.shape)) return add_keyed_edits(edits, above + pointer({field.name}), map_of(was), map_of(now));
  if (field.shape == Shape::record) {
    const auto* record_before = before != nullptr ? &map_of(was) : nullptr;
    const auto* record_after = after != nullptr ? &map_of(now) : nullptr;
    return add_record_edits(edits, field, record_before, record_after, above);
  }
  if (before != nullptr && after != nullptr) {
    if (!was) was = default_value(field);
    if (!now) now = default_value(field);
  }
  add_edit(edits, above + pointer({field.name}), std::move(was), std::move(now));
}

/// A pinned object may bear another name than its entry.
bool is_renamed(const Address& address, const Map& live) {
  const auto* name = live.find(info(address.kind).key);
  return name != nullptr && name->is<std::string>() && *name->as<std::string>() != address.name;
}

void add_rename(std::vector<FieldEdit>& edits, const Address& address, const Map& live) {
  const auto key = info(address.kind).key;
  if (is_renamed(address, live)) edits.push_back({pointer({key}), Value(text_or(live, key)), Value(address.name)});
}

/// The map of a keyed field, made where it is missing.
Map& elements_of(Map& fields, const std::string& field) {
  auto* value = fields.find(field);
  auto* map = value != nullptr ? value->as<Map>() : nullptr;
  return map != nullptr ? *map : *fields.set(field, Map()).as<Map>();
}

std::optional<Change> change_of(const Address& address, const Target& target, const LiveObject* live) {
  const Map* before = live != nullptr ? &live->fields : nullptr;
  const Map* after = target.fields.get();
  if (before == nullptr && after == nullptr) return std::nullopt;
  auto edits = field_edits(address.kind, before, after);
  if (before == nullptr) return Create{address, std::move(edits), target.at};
  if (after == nullptr) {
    return Delete{address, live->id, std::move(edits), target.at, target.is_consequence, live->last_change};
  }
  add_rename(edits, address, *before);
  if (edits.empty()) return std::nullopt;
  return Update{address, live->id, std::move(edits), target.at, target.is_consequence, live->last_change};
}

}  // namespace

std::vector<FieldEdit> field_edits(Kind kind, const Map* before, const Map* after) {
  std::vector<FieldEdit> edits;
  for (const auto& field : info(kind).fields) {
    // What a manifest of some API cannot name is no loss to tell of when the object goes.
    const bool is_told = after != nullptr || field.managed == Apis::both;
    if (is_told && is_compared(info(kind), field)) add_field_edits(edits, field, before, after);
  }
  std::sort(edits.begin(), edits.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
  return edits;
}

Map edited(Map fields, const std::vector<FieldEdit>& edits) {
  for (const auto& edit : edits) {
    const auto segments = pointer_segments(edit.path);
    auto* map = &fields;
    for (std::size_t i = 0; i + 1 < segments.size(); ++i) map = &elements_of(*map, segments[i]);
    if (edit.after) {
      map->set(segments.back(), *edit.after);
    } else {
      map->erase(segments.back());
    }
  }
  return fields;
}

std::vector<Address> named_by(Kind kind, const std::string& path, const std::optional<Value>& side) {
  std::vector<Address> named;
  const auto segments = pointer_segments(path);
  if (!side || segments.empty()) return named;
  auto value = *side;
  for (auto i = segments.size(); i > 1; --i) value = Value(Map{{segments[i - 1], std::move(value)}});
  Map fields;
  fields.set(segments[0], std::move(value));
  for (const auto& reference : references(kind, fields)) named.push_back(reference.target());
  return named;
}

std::vector<Change> diff(const Targets& targets, const LiveState& live) {
  std::vector<Change> changes;
  for (const auto& [address, target] : targets) {
    if (target.fields.are_live() && !is_renamed(address, *target.fields)) continue;
    if (auto change = change_of(address, target, live.find(address))) changes.push_back(std::move(*change));
  }
  return changes;
}

}  // namespace interlock
