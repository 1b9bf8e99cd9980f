// `replaces`: the one rule that edits objects which no manifest names (manifest.md).
#include <algorithm>

#include "diff/target.hpp"
#include "model/level.hpp"
#include "model/references.hpp"

namespace interlock {
namespace {

struct Replacement {
  std::string old_skill;
  std::string new_skill;
  Place at;
};

/// Whether the manifest itself says what the entry's level or requirement for the skill shall be.
bool names(const Target& target, std::string_view field, const std::string& skill) {
  const auto* map = target.entry != nullptr ? target.entry->fields.find(field) : nullptr;
  return map != nullptr && map->find(skill) != nullptr;
}

Value higher(const Value& a, const Value& b) {
  const auto x = hundredths(a);
  const auto y = hundredths(b);
  return x && y && *y > *x ? b : a;
}

/// The range that serves whom one of both ranges would demand most of: the higher level, the wider upper end.
Value wider_range(const Value& a, const Value& b) {
  Map range{
      {"level", higher(a.find("level") ? *a.find("level") : Value(), b.find("level") ? *b.find("level") : Value())}};
  const auto* max_a = a.find("max");
  const auto* max_b = b.find("max");
  if (max_a != nullptr && max_b != nullptr) range.set("max", higher(*max_a, *max_b));
  return Value(std::move(range), a.at);
}

using Join = Value (*)(const Value&, const Value&);

/// Moves the entry of the old skill in the map under `field` to the new one. A value that the manifest names wins, else
/// both are joined.
void move_key(Target& target, std::string_view field, const Replacement& move, Join join) {
  auto* value = target.fields.own().find(field);
  auto* map = value != nullptr ? value->as<Map>() : nullptr;
  const auto* old_value = map != nullptr ? map->find(move.old_skill) : nullptr;
  if (old_value == nullptr || names(target, field, move.old_skill)) return;
  const Value moved = *old_value;
  map->erase(move.old_skill);
  if (names(target, field, move.new_skill)) return;
  const auto* present = map->find(move.new_skill);
  map->set(move.new_skill, present != nullptr ? join(*present, moved) : moved, move.at);
}

void move_parent(Target& target, const Replacement& move) {
  auto* parent = target.fields.own().find("parent");
  if (parent == nullptr || *parent != Value(move.old_skill)) return;
  if (target.entry != nullptr && target.entry->fields.contains("parent")) return;
  *parent = Value(move.new_skill, move.at);
}

/// Puts the new skill where the old one stands inside records: conditions of skill groups, rings of queues.
void rename(const FieldInfo& field, Value& value, const Replacement& move) {
  const auto rename_in = [&](Value& record) {
    auto* members = record.as<Map>();
    for (const auto& inner : field.record) {
      auto* member = members != nullptr ? members->find(inner.name) : nullptr;
      if (member != nullptr) rename(inner, *member, move);
    }
  };
  auto* list = value.as<List>();
  auto* map = value.as<Map>();
  if (field.shape == Shape::records && list != nullptr) std::for_each(list->begin(), list->end(), rename_in);
  if (field.shape == Shape::record) rename_in(value);
  if (field.target != Kind::skill) return;
  if (field.shape == Shape::reference && value == Value(move.old_skill)) value = Value(move.new_skill, move.at);
  if (field.shape == Shape::reference_set && map != nullptr && map->erase(move.old_skill)) {
    map->set(move.new_skill, true, move.at);
  }
}

/// A field that the manifest names is as it says.
void move_inside(Target& target, Kind kind, const Replacement& move) {
  for (const auto& field : info(kind).fields) {
    const bool is_inside = field.shape == Shape::record || field.shape == Shape::records;
    const bool is_named = target.entry != nullptr && target.entry->fields.contains(field.name);
    auto* value = is_inside && !is_named ? target.fields.own().find(field.name) : nullptr;
    if (value != nullptr) rename(field, *value, move);
  }
}

bool refers_to(Kind kind, const Map& fields, const std::string& skill) {
  const auto named = references(kind, fields);
  return std::any_of(named.begin(), named.end(), [&](const Reference& r) {
    return r.target() == Address{Kind::skill, skill};
  });
}

void move_all(Kind kind, Target& target, const Replacement& move) {
  if (!target.fields || !refers_to(kind, *target.fields, move.old_skill)) return;
  move_key(target, "levels", move, higher);
  move_key(target, "requires", move, wider_range);
  move_parent(target, move);
  move_inside(target, kind, move);
}

std::vector<Replacement> replacements(const Manifest& desired, const LiveState& live) {
  std::vector<Replacement> found;
  for (const auto& entry : desired.resources) {
    const auto* old_skill = entry.fields.find("replaces");
    const auto* name = old_skill != nullptr ? old_skill->as<std::string>() : nullptr;
    if (name == nullptr || live.find({Kind::skill, *name}) == nullptr) continue;
    found.push_back({*name, entry.address.name, old_skill->at});
  }
  return found;
}

/// Objects that no entry names become targets since they refer to the old skill.
void add_referrers(const LiveState& live, const Replacement& move, Targets& targets) {
  for (const auto& [address, object] : live.objects) {
    if (refers_to(address.kind, object.fields, move.old_skill))
      targets.try_emplace(address, Target{&object.fields, nullptr, move.at, true});
  }
}

}  // namespace

void move_references(const Manifest& desired, const LiveState& live, Targets& targets) {
  for (const auto& move : replacements(desired, live)) {
    add_referrers(live, move, targets);
    for (auto& [address, target] : targets) move_all(address.kind, target, move);
    targets.insert_or_assign({Kind::skill, move.old_skill}, Target{std::nullopt, nullptr, move.at, true});
  }
}

}  // namespace interlock
