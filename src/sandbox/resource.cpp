#include "sandbox/resource.hpp"

#include <array>
#include <set>
#include <utility>

#include "base/text.hpp"
#include "sandbox/shape.hpp"

namespace interlock::sandbox {
namespace {

constexpr std::array<Resource, kGuideCollectionCount> kResources{{
    {.collection = Collection::skills, .noun = "skill", .unique_names = true},
    {.collection = Collection::shared_profiles,
     .noun = "routing profile",
     .guarding = Guarding::required,
     .has_etag = true,
     .unique_names = true,
     .entries = "skills",
     .limited = true},
    {.collection = Collection::users, .noun = "user"},
    {.collection = Collection::personal_profiles,
     .noun = "routing profile",
     .guarding = Guarding::required,
     .has_etag = true,
     .entries = "levels",
     .limited = true},
    {.collection = Collection::queues,
     .noun = "queue",
     .guarding = Guarding::optional,
     .has_etag = true,
     .unique_names = true,
     .entries = "skills"},
    {.collection = Collection::schedules,
     .noun = "schedule",
     .guarding = Guarding::optional,
     .has_etag = true,
     .unique_names = true},
}};

Refusal conflict(const Resource& resource, const Value& live) {
  return {409, "version.conflict",       "The " + std::string(resource.noun) + " has been changed since it was read",
          "",  std::string(id_of(live)), std::string(name_of(live))};
}

Objection check_name(const Store& store, const Resource& resource, const Value* live, const Value& next) {
  if (!resource.unique_names || (live != nullptr && name_of(*live) == name_of(next))) return std::nullopt;
  const auto* other = store.find_by(resource.collection, "name", name_of(next));
  if (other == nullptr || id_of(*other) == id_of(next)) return std::nullopt;
  return Refusal{409,    "duplicate.name",           "A " + std::string(resource.noun) + " of this name exists",
                 "name", std::string(id_of(*other)), std::string(name_of(*other))};
}

Objection check_references(const Store& store, const Resource& resource, const Value& next) {
  for (const auto& reference : references(resource.collection, next)) {
    const auto* target = store.find(reference.target, reference.id);
    const bool is_parent = resource.collection == Collection::skills;
    if (target != nullptr && (is_parent || flag_or(*target, "enabled", true))) continue;
    return Refusal{400,
                   "invalid.skill",
                   reference.pointer + (target == nullptr ? " names an unknown skill" : " names a disabled skill"),
                   reference.pointer,
                   reference.id,
                   target != nullptr ? std::string(name_of(*target)) : ""};
  }
  return std::nullopt;
}

Objection check_limit(const Store& store, const Resource& resource, const Value& next) {
  if (!resource.limited) return std::nullopt;
  const auto count = std::ssize(*next.find(resource.entries)->as<List>());
  if (count <= store.skill_limit()) return std::nullopt;
  return Refusal{400, "limit.exceeded",
                 plural(static_cast<std::size_t>(count), "skill") + " in a profile; the limit is " +
                     std::to_string(store.skill_limit()),
                 std::string(resource.entries)};
}

Objection check_type(const Value* live, const Value& next) {
  if (live == nullptr || text_or(*live, "type", "custom") == text_or(next, "type")) return std::nullopt;
  return Refusal{400, "immutable.field", "The type of a skill cannot be changed", "type"};
}

Objection check_parents(const Store& store, const Value& next) {
  std::set<std::string> seen{std::string(id_of(next))};
  for (auto parent = text_or(next, "parentSkillId"); !parent.empty();) {
    if (!seen.insert(parent).second) {
      return Refusal{400, "invalid.skill", "A skill cannot be above itself", "parentSkillId"};
    }
    const auto* skill = store.find(Collection::skills, parent);
    parent = skill != nullptr ? text_or(*skill, "parentSkillId") : "";
  }
  return std::nullopt;
}

void set_missing(Value& object, std::string_view key, Value value) {
  const auto* member = object.find(key);
  if (member == nullptr || member->is<Null>()) object.as<Map>()->set(key, std::move(value));
}

void complete(const Resource& resource, const Value* live, Value& next) {
  if (!resource.entries.empty()) set_missing(next, resource.entries, List{});
  if (resource.collection != Collection::skills) return;
  set_missing(next, "description", "");
  set_missing(next, "enabled", true);
  set_missing(next, "type", live != nullptr ? text_or(*live, "type", "custom") : "custom");
}

/// Bodies may name a skill by id alone; the stored object has its name and type too.
void fill_references(const Store& store, const Resource& resource, Value& next) {
  if (resource.entries.empty() || resource.collection == Collection::shared_profiles) return;
  for (auto& entry : *next.as<Map>()->find(resource.entries)->as<List>()) {
    auto& reference = *entry.as<Map>()->find("skill")->as<Map>();
    const auto& skill = *store.find(Collection::skills, id_of(*entry.find("skill")));
    reference.set("name", std::string(name_of(skill)));
    reference.set("type", text_or(skill, "type", "custom"));
  }
}

}  // namespace

const Resource& resource(Collection collection) { return kResources[static_cast<std::size_t>(collection)]; }

Refusal not_found(const Resource& resource, const std::string& id) {
  return {404, "not.found", "There is no " + std::string(resource.noun) + " of this id", "", id, ""};
}

Objection check_guard(const Call& call, const Resource& resource, const Value& live) {
  const auto* tag = find_header(call.request.headers, "If-Match");
  if (tag == nullptr && resource.guarding == Guarding::required) {
    return Refusal{428, "precondition.required", "If-Match is missing", "If-Match"};
  }
  const bool checks = tag != nullptr && resource.guarding != Guarding::none;
  if (checks && *tag != call.store.etag(resource.collection, live)) return conflict(resource, live);
  const auto* version = resource.collection == Collection::schedules ? call.body.find("version") : nullptr;
  if (version != nullptr && *version != *live.find("version")) return conflict(resource, live);
  return std::nullopt;
}

Objection accept(const Store& store, const Resource& resource, const Value* live, Value& next) {
  complete(resource, live, next);
  if (const auto found = violations(resource.collection, next); !found.empty()) {
    const auto& first = found.front();
    return Refusal{400, first.code, first.pointer + " " + first.message, first.pointer};
  }
  if (auto refusal = check_name(store, resource, live, next)) return refusal;
  if (resource.collection == Collection::skills) {
    if (auto refusal = check_type(live, next)) return refusal;
  }
  if (auto refusal = check_references(store, resource, next)) return refusal;
  if (resource.collection == Collection::skills) {
    if (auto refusal = check_parents(store, next)) return refusal;
  }
  if (auto refusal = check_limit(store, resource, next)) return refusal;
  fill_references(store, resource, next);
  return std::nullopt;
}

}  // namespace interlock::sandbox
