#include "diff/target.hpp"

#include <algorithm>
#include <span>

#include "base/text.hpp"
#include "model/walk.hpp"

namespace interlock {
namespace {

Problem ambiguous(const Resource& entry, const std::vector<ResourceId>& ids) {
  std::string list;
  for (const auto& id : ids) list += (list.empty() ? "" : ", ") + quoted(id.value);
  return {.rule = "B54",
          .exit = Exit::refused,
          .where = entry.at,
          .message = std::string(kind_name(entry.address.kind)) + " " + quoted(entry.address.name) +
                     " fits several objects of the tenant: " + list,
          .hint = "pin the one that is meant with `id:`"};
}

Problem not_in_tenant(const Resource& entry, const LiveState& live) {
  std::vector<std::string> known;
  for (const auto& [address, object] : live.objects) {
    if (address.kind == entry.address.kind) known.push_back(address.name);
  }
  return {.rule = "B26",
          .exit = Exit::invalid,
          .where = entry.at,
          .message = std::string(kind_name(entry.address.kind)) + " " + quoted(entry.address.name) +
                     " does not exist in the tenant and cannot be created through this API",
          .hint = did_you_mean(entry.address.name, known)};
}

/// B94: what only an overlay names must be there already, or the way back would leave it behind.
Problem overlay_creates(const Resource& entry, const LiveState& live) {
  auto problem = not_in_tenant(entry, live);
  problem.rule = "B94";
  problem.message = "the overlay names " + std::string(kind_name(entry.address.kind)) + " " +
                    quoted(entry.address.name) + ", which neither the manifests nor the tenant have";
  return problem;
}

/// Whether the levels are there already, and none that has to go.
bool are_held(const Map& live, const Map& named, bool exact) {
  std::size_t held = 0;
  for (const auto [key, value] : named) {
    const auto* level = live.find(key.name);
    const bool is_as_named = value.is<Null>() ? level == nullptr : level != nullptr && *level == value;
    if (!is_as_named) return false;
    held += level != nullptr ? 1 : 0;
  }
  return !exact || held == live.size();
}

/// The live levels with the named ones laid over them; `absent` takes one away.
Map merged_levels(const Map& live, const Map& named, bool exact) {
  Map levels = exact ? Map() : live;
  for (const auto [key, value] : named) {
    if (value.is<Null>()) {
      levels.erase(key.name);
    } else {
      levels.set(key.name, value, key.at);
    }
  }
  return levels;
}

/// Shapes whose named elements are laid over the live ones; all others are complete when named.
bool merges(const FieldInfo& field) {
  return field.shape == Shape::levels || field.shape == Shape::scalars || field.shape == Shape::record;
}

/// An element of a list with what it does not name as the tenant has it, except the end of a range, which is open where
/// it is not named. What is as the platform has it by itself is not said.
Value completed(std::span<const FieldInfo> record, const Value& named, const Value* live) {
  const auto* members = named.as<Map>();
  if (members == nullptr) return named;
  Map element = *members;
  for (const auto& field : record) {
    const auto* there = live != nullptr && !field.is_level ? live->find(field.name) : nullptr;
    const auto* wanted = members->find(field.name);
    if (wanted == nullptr && there != nullptr) element.set(field.name, *there);
    if (wanted != nullptr && *wanted == default_value(field)) element.erase(field.name);
  }
  return Value(std::move(element), named.at);
}

Value completed_elements(const FieldInfo& field, const Map& named, const Value* live, const Place& at) {
  Map elements;
  for (const auto [key, value] : named) {
    const auto* there = live != nullptr ? live->find(key.name) : nullptr;
    elements.set(key.name, completed(field.record, value, there), key.at);
  }
  return Value(std::move(elements), at);
}

Value laid_over(const FieldInfo& field, const Value& named, const Value* live, bool exact) {
  const auto* map = named.as<Map>();
  if (field.shape == Shape::keyed_list && map != nullptr) return completed_elements(field, *map, live, named.at);
  if (!merges(field) || map == nullptr) return named;
  const auto* below = live != nullptr ? live->as<Map>() : nullptr;
  static const Map kNone;
  const auto& lower = below != nullptr ? *below : kNone;
  if (field.shape != Shape::record) return Value(merged_levels(lower, *map, exact), named.at);
  Map merged = lower;
  for (const auto& inner : field.record) {
    const auto* wanted = map->find(inner.name);
    if (wanted != nullptr) merged.set(inner.name, laid_over(inner, *wanted, lower.find(inner.name), false));
  }
  return Value(std::move(merged), named.at);
}

/// Whether laying the entry over the live fields would change nothing.
bool is_as_wanted(const Resource& entry, const Map& live) {
  const auto fields = info(entry.address.kind).fields;
  return std::all_of(fields.begin(), fields.end(), [&](const FieldInfo& field) {
    const auto* named = entry.fields.find(field.name);
    if (named == nullptr || field.access == Access::directive) return true;
    const auto* levels = named->as<Map>();
    if (field.shape == Shape::levels && levels != nullptr) {
      return are_held(map_or_empty(&live, field.name), *levels, entry.is_exact());
    }
    const auto* before = live.find(field.name);
    return before != nullptr && *before == laid_over(field, *named, before, false);
  });
}

Map laid_over(const Resource& entry, const LiveObject* live) {
  Map fields = live != nullptr ? live->fields : Map();
  for (const auto& field : info(entry.address.kind).fields) {
    const auto* named = entry.fields.find(field.name);
    if (named == nullptr || field.access == Access::directive) continue;
    fields.set(field.name, laid_over(field, *named, fields.find(field.name), entry.is_exact()));
  }
  return fields;
}

/// B39: the id that the entry is pinned to belongs to nothing, or to an object of another kind.
std::optional<Problem> unfit_pin(const Resource& entry, const LiveObject* object, const LiveState& live) {
  const auto* pin = entry.fields.find("id");
  const auto* id = pin != nullptr ? pin->as<std::string>() : nullptr;
  if (id == nullptr || entry.is_absent() || (object != nullptr && object->id.value == *id)) return std::nullopt;
  Problem problem{
      .rule = "B39",
      .exit = Exit::invalid,
      .where = pin->at,
      .message = "no " + std::string(kind_name(entry.address.kind)) + " of the tenant has the id " + quoted(*id),
      .hint = "leave `id` out to match by name"};
  const auto other = std::find_if(live.objects.begin(), live.objects.end(),
                                  [&](const auto& candidate) { return candidate.second.id.value == *id; });
  if (other != live.objects.end()) {
    problem.message = "the id " + quoted(*id) + " is that of " + std::string(kind_name(other->first.kind)) + " " +
                      quoted(other->first.name) + ", wanted is a " + std::string(kind_name(entry.address.kind));
  }
  return problem;
}

EndFields wanted_fields(const Resource& entry, const LiveObject* live) {
  if (live != nullptr && is_as_wanted(entry, live->fields)) return &live->fields;
  return laid_over(entry, live);
}

std::optional<Target> target_of(const Resource& entry, const LiveObject* object, const LiveState& live,
                                Problems& problems) {
  if (const auto twice = live.ambiguous.find(entry.address); twice != live.ambiguous.end()) {
    problems.push_back(ambiguous(entry, twice->second));
    return std::nullopt;
  }
  if (auto problem = unfit_pin(entry, object, live)) {
    problems.push_back(std::move(*problem));
    return std::nullopt;
  }
  if (entry.is_absent()) return Target{std::nullopt, &entry, entry.at};
  if (object == nullptr && entry.must_exist) {
    problems.push_back(overlay_creates(entry, live));
    return std::nullopt;
  }
  if (object == nullptr && !includes(info(entry.address.kind).creatable, live.api)) {
    problems.push_back(not_in_tenant(entry, live));
    return std::nullopt;
  }
  return Target{wanted_fields(entry, object), &entry, entry.at};
}

}  // namespace

const Map* EndFields::get() const {
  const auto* changed = std::get_if<Map>(&fields_);
  return changed != nullptr ? changed : std::get<const Map*>(fields_);
}

bool EndFields::are_live() const { return fields_.index() == 0 && get() != nullptr; }

Map& EndFields::own() {
  if (const auto* live = std::get_if<const Map*>(&fields_)) fields_ = Map(**live);
  return std::get<Map>(fields_);
}

EndState end_state(const Intent& intent, const LiveState& live, Problems& problems) {
  EndState end;
  Walk objects(live.objects);
  for (const auto& entry : intent.desired.resources) {
    auto target = target_of(entry, objects.find(entry.address), live, problems);
    if (target) end.targets.emplace_hint(end.targets.end(), entry.address, std::move(*target));
  }
  remove_departed(intent, live, end, problems);
  move_references(intent.desired, live, end.targets);
  std::erase_if(end.targets, [&](const auto& target) { return !intent.scope.covers(target.first); });
  return end;
}

const Map* end_fields(const Address& address, const LiveState& live, const Targets& targets) {
  if (const auto target = targets.find(address); target != targets.end()) {
    return target->second.fields.get();
  }
  const auto* object = live.find(address);
  return object != nullptr ? &object->fields : nullptr;
}

}  // namespace interlock
