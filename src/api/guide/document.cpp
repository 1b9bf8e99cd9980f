#include <array>
#include <string_view>

#include "api/guide/guide.hpp"
#include "api/owners.hpp"

namespace interlock::guide {
namespace {

constexpr std::int64_t kLevels = 5;

struct Row {
  Kind kind;
  std::string_view collection;
};
constexpr std::array kLists{Row{Kind::skill, "skills"}, Row{Kind::profile, "shared_profiles"},
                            Row{Kind::queue, "queues"}, Row{Kind::schedule, "schedules"}};

/// What the item says wins: it was read later.
const Value& latest(const Raw& raw) { return raw.item ? *raw.item : raw.listed; }

/// Of a shared profile in a tenant whose highest level is 1.
void reverse_levels(Value& profile) {
  auto* map = profile.as<Map>();
  auto* skills = map != nullptr ? map->find("skills") : nullptr;
  auto* list = skills != nullptr ? skills->as<List>() : nullptr;
  if (list == nullptr) return;
  for (auto& entry : *list) {
    auto* fields = entry.as<Map>();
    const auto level = integer_or(entry, "proficiency_level", 0);
    if (fields != nullptr && level > 0) fields->set("proficiency_level", kLevels + 1 - level);
  }
}

}  // namespace

Map document(const Snapshot& snapshot, const Tenant& tenant) {
  Map document;
  for (const auto& [kind, collection] : kLists) {
    List list;
    for (const auto& [id, raw] : objects_of(snapshot, kind)) {
      list.push_back(latest(raw));
      const bool is_reversed = kind == Kind::profile && tenant.levels == LevelOrder::descending;
      if (is_reversed) reverse_levels(list.back());
    }
    document.set(collection, std::move(list));
  }
  // What is read of a user by id is the personal profile.
  List users, profiles;
  for (const auto& [id, raw] : objects_of(snapshot, Kind::user)) {
    users.push_back(raw.listed);
    if (raw.item) profiles.push_back(*raw.item);
  }
  document.set("users", std::move(users));
  document.set("personal_profiles", std::move(profiles));
  Map members;
  for (const auto& [id, raw] : objects_of(snapshot, Kind::queue)) members.set(id.value, ids_in(raw, Part::members));
  document.set("members", std::move(members));
  return document;
}

}  // namespace interlock::guide
