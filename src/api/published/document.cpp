#include <array>
#include <string_view>

#include "api/owners.hpp"
#include "api/published/published.hpp"
#include "api/published/routes.hpp"

namespace interlock::published {
namespace {

/// The body with what its own read says laid over its list's: lists are poorer.
Map whole(const Raw& raw) {
  Map body = raw.listed.is<Map>() ? *raw.listed.as<Map>() : Map();
  const auto* item = raw.item ? raw.item->as<Map>() : nullptr;
  if (item == nullptr) return body;
  for (const auto& [key, value] : *item) body.set(key.name, value);
  return body;
}

// What documents have and this API does not say, such that it plays no part.

void complete_skill(Map& skill) { skill.set("enabled", text_or(skill, "state", "active") == "active"); }
void complete_queue(Map& queue) { queue.set("skills", List{}); }
void complete_schedule(Map& schedule) {
  schedule.set("enabled", true);
  schedule.set("closed", false);
}
/// Nobody tells whose divisions a group takes its agents from: all, as plans count them.
void complete_group(Map& group) { group.set("memberDivisions", List{"*"}); }
/// Users need not have an e-mail address.
void complete_user(Map& user) {
  if (text_or(user, "email").empty()) user.set("email", std::string(kIdPrefix) + text_or(user, "id"));
  for (const auto* list : {"skills", "languages"}) user.erase(list);
}
void leave(Map&) {}

struct Row {
  Kind kind;
  std::string_view collection;
  void (*complete)(Map& body) = leave;
};
constexpr std::array kLists{
    Row{Kind::division, "divisions"},
    Row{Kind::skill, "skills", complete_skill},
    Row{Kind::language, "languages"},
    Row{Kind::wrapup_code, "wrapup_codes"},
    Row{Kind::user, "users", complete_user},
    Row{Kind::flow, "flows"},
    Row{Kind::script, "scripts"},
    Row{Kind::prompt, "prompts"},
    Row{Kind::group, "groups"},
    Row{Kind::team, "teams"},
    Row{Kind::skill_group, "skill_groups", complete_group},
    Row{Kind::queue, "queues", complete_queue},
    Row{Kind::schedule, "schedules", complete_schedule},
    Row{Kind::schedule_group, "schedule_groups"},
    Row{Kind::ivr, "ivrs"},
    Row{Kind::emergency_group, "emergency_groups"},
    Row{Kind::data_table, "data_tables"},
    Row{Kind::trunk_base, "trunk_bases"},
};

/// Calls `visit` with the id of each object of the kind that is there, and what was read of it.
template <class Visit>
void for_each_present(const Snapshot& snapshot, Kind kind, const Visit& visit) {
  for (const auto& [id, raw] : objects_of(snapshot, kind)) {
    if (!is_deleted(raw)) visit(id, raw);  // F61
  }
}

struct Held {
  std::string id;
  Value proficiency;
};
std::vector<Held> held(const Raw& user, std::string_view field) {
  const auto* value = user.listed.find(field);
  const auto* list = value != nullptr ? value->as<List>() : nullptr;
  std::vector<Held> found;
  for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
    const auto* proficiency = (*list)[i].find("proficiency");
    found.push_back({text_or((*list)[i], "id"), proficiency != nullptr ? *proficiency : Value(0)});
  }
  return found;
}

/// A document keeps the skills of people as the guide API does, and their languages by themselves.
void add_people(const Snapshot& snapshot, Map& document) {
  List profiles;
  Map languages;
  for_each_present(snapshot, Kind::user, [&](const ResourceId& id, const Raw& user) {
    List levels, spoken;
    for (const auto& [skill, level] : held(user, "skills")) {
      levels.emplace_back(Map{{"skill", Map{{"id", skill}}}, {"level", level}});
    }
    for (const auto& [language, level] : held(user, "languages")) {
      spoken.emplace_back(Map{{"id", language}, {"proficiency", level}});
    }
    profiles.emplace_back(Map{{"id", id.value}, {"name", text_or(user.listed, "name")}, {"levels", std::move(levels)}});
    languages.set(id.value, std::move(spoken));
  });
  document.set("personal_profiles", std::move(profiles));
  document.set("user_languages", std::move(languages));
}

void add_parts(const Snapshot& snapshot, Map& document) {
  Map members, codes, rows;
  for_each_present(snapshot, Kind::queue, [&](const ResourceId& id, const Raw& queue) {
    members.set(id.value, ids_in(queue, Part::members));
    codes.set(id.value, ids_in(queue, Part::wrapup_codes));
  });
  for_each_present(snapshot, Kind::data_table, [&](const ResourceId& id, const Raw& table) {
    const auto part = table.parts.find(Part::rows);
    rows.set(id.value, part != table.parts.end() ? part->second : List{});
  });
  document.set("members", std::move(members));
  document.set("queue_wrapup_codes", std::move(codes));
  document.set("data_table_rows", std::move(rows));
}

void add_utilization(const Snapshot& snapshot, Map& document) {
  Map own;
  for (const auto& [id, raw] : objects_of(snapshot, Kind::utilization)) {
    if (id.value == kOrganization) {
      document.set("utilization", raw.listed);
    } else if (!is_fallback(Kind::utilization, raw.listed)) {
      own.set(id.value, raw.listed);
    }
  }
  document.set("user_utilization", std::move(own));
}

}  // namespace

Map document(const Snapshot& snapshot, const Tenant&) {
  Map document;
  for (const auto& [kind, collection, complete] : kLists) {
    if (!snapshot.listed.contains(kind)) continue;
    List list;
    for_each_present(snapshot, kind, [&, add = complete](const ResourceId&, const Raw& raw) {
      auto body = whole(raw);
      add(body);
      list.emplace_back(std::move(body));
    });
    document.set(collection, std::move(list));
  }
  add_people(snapshot, document);
  add_parts(snapshot, document);
  add_utilization(snapshot, document);
  return document;
}

}  // namespace interlock::published
