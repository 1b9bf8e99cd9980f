// What is to be read of a tenant for a manifest: whole lists, and single objects only where lists are poorer.
#include <algorithm>
#include <map>
#include <set>

#include "api/owners.hpp"
#include "api/published/published.hpp"
#include "api/published/routes.hpp"
#include "base/text.hpp"
#include "model/references.hpp"

namespace interlock::published {
namespace {

/// The kinds that a field can name, in the manifest or in the tenant. Condition trees lead back to themselves.
void add_kinds(const FieldInfo& field, std::set<Kind>& kinds, std::set<const FieldInfo*>& seen) {
  if (!seen.insert(&field).second) return;
  if (field.target) kinds.insert(*field.target);
  if (field.shape == Shape::address_set) kinds.insert({Kind::skill_group, Kind::group, Kind::team});
  for (const auto& inner : field.record) add_kinds(inner, kinds, seen);
}

/// Whether all conditions of skill groups are needed to tell who still refers to it.
bool is_in_conditions(const Resource& resource) {
  return moves_references(resource) || (resource.address.kind == Kind::language && resource.is_absent());
}

/// Whether the entry can change who is eligible for a queue: then all that routing looks at is needed to judge it.
bool touches_eligibility(const Resource& resource) {
  const auto& fields = resource.fields;
  switch (resource.address.kind) {
    case Kind::skill:
      return moves_references(resource);
    case Kind::user:
      return fields.contains("levels") || fields.contains("languages");
    case Kind::queue:
      return resource.is_absent() || fields.contains("requires") || fields.contains("members") ||
             fields.contains("member_groups");
    case Kind::skill_group:
      return true;
    default:
      return false;
  }
}

/// The kinds whose objects can refer to one of that kind: what still refers to it keeps it from going.
void add_referring_kinds(Kind target, std::set<Kind>& kinds) {
  for (const auto& kind : interlock::kinds()) {
    std::set<Kind> named;
    std::set<const FieldInfo*> seen;
    for (const auto& field : kind.fields) {
      if (field.access != Access::directive && includes(field.apis, Api::published)) add_kinds(field, named, seen);
    }
    if (named.contains(target) && find_route(kind.kind) != nullptr) kinds.insert(kind.kind);
  }
}

std::set<Kind> kinds_needed(const Manifest& desired) {
  std::set<Kind> needed;
  std::set<const FieldInfo*> seen;
  for (const auto& resource : desired.resources) {
    needed.insert(resource.address.kind);
    if (resource.is_absent()) add_referring_kinds(resource.address.kind, needed);
    if (touches_eligibility(resource)) needed.insert({Kind::skill, Kind::user, Kind::queue, Kind::skill_group});
    if (resource.address.kind == Kind::schedule && resource.fields.contains("state"))
      needed.insert(Kind::schedule_group);
    if (resource.address.kind == Kind::row) needed.insert(Kind::data_table);
    if (resource.address.kind == Kind::utilization) needed.insert(Kind::user);
    for (const auto& [key, value] : resource.fields) {
      const auto* field = find_field(info(resource.address.kind).fields, key.name);
      if (field != nullptr && field->shape != Shape::children) add_kinds(*field, needed, seen);
    }
  }
  return needed;
}

/// The kinds themselves, and those that show what they are and what they refer to.
std::set<Kind> kinds_with_named(const std::set<Kind>& kinds) {
  std::set<Kind> needed = kinds;
  std::set<const FieldInfo*> seen;
  for (const auto kind : kinds) {
    if (kind == Kind::queue) needed.insert(Kind::skill_group);
    if (kind == Kind::skill_group) needed.insert(Kind::queue);  // whose requirements it may state
    if (kind == Kind::row) needed.insert(Kind::data_table);
    for (const auto& field : info(kind).fields) {
      if (field.access != Access::directive && includes(field.apis, Api::published)) add_kinds(field, needed, seen);
    }
  }
  return needed;
}

std::vector<Read> missing_lists(const std::set<Kind>& needed, const Snapshot& snapshot) {
  std::vector<Read> lists;
  for (const auto kind : needed) {
    const bool has_list = find_route(kind) != nullptr;
    if (has_list && !snapshot.listed.contains(kind)) lists.push_back({Part::list, kind, {}});
  }
  return lists;
}

/// Ids by the name that the objects bear; of names that come twice any.
std::map<std::string, ResourceId> ids_by_name(const Snapshot& snapshot, Kind kind) {
  std::map<std::string, ResourceId> ids;
  for (const auto& [id, raw] : objects_of(snapshot, kind)) ids.emplace(text_or(raw.listed, route(kind).key), id);
  return ids;
}

class Wanted {
 public:
  Wanted(const Manifest& desired, const Snapshot& snapshot) : desired_(desired), snapshot_(snapshot) {}

  std::vector<Read> reads() {
    add_inactive_users();
    add_skill_groups(std::any_of(desired_.resources.begin(), desired_.resources.end(), is_in_conditions));
    for (const auto& entry : desired_.resources) {
      if (entry.address.kind == Kind::queue) add_queue_parts(entry);
      if (entry.address.kind == Kind::row) add_rows(entry);
      if (entry.address.kind == Kind::utilization) add_utilization(entry);
    }
    return {wanted_.begin(), wanted_.end()};
  }

  /// Of every object of the kinds, whatever is desired.
  std::vector<Read> all(const std::set<Kind>& kinds) {
    const bool all_groups = kinds.contains(Kind::skill_group);
    if (all_groups || kinds.contains(Kind::queue)) add_skill_groups(all_groups);
    if (kinds.contains(Kind::queue)) {
      add_part_of_all(Kind::queue, Part::members);
      add_part_of_all(Kind::queue, Part::wrapup_codes);
    }
    if (kinds.contains(Kind::row)) add_part_of_all(Kind::data_table, Part::rows);
    if (kinds.contains(Kind::utilization)) add_part(Kind::utilization, {std::string(kOrganization)}, Part::item);
    return {wanted_.begin(), wanted_.end()};
  }

 private:
  const ResourceId* id_of(Kind kind, const std::string& name) {
    auto& ids = ids_[kind];
    if (ids.empty()) ids = ids_by_name(snapshot_, kind);
    const auto found = ids.find(name);
    return found != ids.end() ? &found->second : nullptr;
  }
  const Raw* raw(Kind kind, const ResourceId& id) const {
    const auto& objects = objects_of(snapshot_, kind);
    const auto found = objects.find(id);
    return found != objects.end() ? &found->second : nullptr;
  }
  void add_part(Kind kind, const ResourceId& id, Part part) {
    const auto* known = raw(kind, id);
    const bool is_known =
        known != nullptr && (part == Part::item ? known->item.has_value() : known->parts.contains(part));
    if (is_known) return;
    // The list of members states no total, the queue counts them.
    const auto members =
        part == Part::members && known != nullptr ? integer_or(known->listed, "userMemberCount", -1) : -1;
    wanted_.insert({part, kind, id, members >= 0 ? std::optional(members) : std::nullopt});
  }
  void add_part_of_all(Kind kind, Part part) {
    for (const auto& [id, raw] : objects_of(snapshot_, kind)) add_part(kind, id, part);
  }

  /// A user who is not among the active ones may be inactive.
  void add_inactive_users() {
    if (!snapshot_.listed.contains(Kind::user) || snapshot_.inactive.contains(Kind::user)) return;
    const auto is_missed = [&](const std::string& user) { return id_of(Kind::user, user) == nullptr; };
    for (const auto& entry : desired_.resources) {
      bool misses = entry.address.kind == Kind::user && is_missed(entry.address.name);
      for (const auto& [user, value] : map_or_empty(&entry.fields, "members")) misses = misses || is_missed(user.name);
      if (misses) return static_cast<void>(wanted_.insert({Part::inactive, Kind::user, {}}));
    }
  }

  /// Lists leave the conditions out. They are needed of groups that a manifest manages, of those that state the
  /// requirements of a queue of their name, and of all when a skill goes.
  void add_skill_groups(bool all) {
    if (!snapshot_.listed.contains(Kind::skill_group)) return;
    for (const auto& [id, group] : objects_of(snapshot_, Kind::skill_group)) {
      const auto name = text_or(group.listed, "name");
      const bool is_managed = desired_.find({Kind::skill_group, name}) != nullptr;
      const bool is_wanted = desired_.find({Kind::queue, name}) != nullptr;
      if (all || is_managed || is_wanted || states_requirements(id, name)) add_part(Kind::skill_group, id, Part::item);
    }
  }
  bool states_requirements(const ResourceId& group, const std::string& name) {
    const auto* queue = id_of(Kind::queue, name);
    const auto* body = queue != nullptr ? raw(Kind::queue, *queue) : nullptr;
    const auto* attached = body != nullptr ? body->listed.find("memberGroups") : nullptr;
    const auto* list = attached != nullptr ? attached->as<List>() : nullptr;
    return list != nullptr && std::any_of(list->begin(), list->end(),
                                          [&](const Value& element) { return text_or(element, "id") == group.value; });
  }

  void add_queue_parts(const Resource& entry) {
    const auto* id = id_of(Kind::queue, entry.address.name);
    if (id == nullptr) return;
    // Direct members are eligible beside what the queue requires; the list counts them, so that most queues need no
    // read.
    const auto* queue = raw(Kind::queue, *id);
    const bool has_direct = queue != nullptr && integer_or(queue->listed, "userMemberCount", 0) > 0;
    const bool is_counted = entry.fields.contains("requires") && has_direct;
    if (entry.fields.contains("members") || is_counted) add_part(Kind::queue, *id, Part::members);
    if (entry.fields.contains("wrapup_codes")) add_part(Kind::queue, *id, Part::wrapup_codes);
  }

  void add_rows(const Resource& entry) {
    const auto* table = id_of(Kind::data_table, table_of(entry.address)->name);
    if (table != nullptr) add_part(Kind::data_table, *table, Part::rows);
  }

  void add_utilization(const Resource& entry) {
    const auto& of = entry.address.name;
    const auto* user = of == kOrganization ? nullptr : id_of(Kind::user, of);
    if (of == kOrganization) add_part(Kind::utilization, {std::string(kOrganization)}, Part::item);
    if (user != nullptr) add_part(Kind::utilization, *user, Part::item);
  }

  const Manifest& desired_;
  const Snapshot& snapshot_;
  std::map<Kind, std::map<std::string, ResourceId>> ids_;
  std::set<Read> wanted_;
};

Call get(std::string path, Query query = {}) {
  return {.request = {.method = Method::get, .path = std::move(path), .query = std::move(query)},
          .meaning = Meaning::reads,
          .buckets = {Bucket::token}};
}

Call item_read(const Read& read) {
  if (read.kind == Kind::row) return get(item_path(read.kind, read.id), {{"showbrief", "false"}});
  const auto* row = find_route(read.kind);
  return get(item_path(read.kind, read.id), row != nullptr && !row->is_query_of_list ? query_of(*row) : Query{});
}

Query list_query(const Read& read) {
  // Members and assignments are cut to 100 (published-api.md, 1).
  if (read.part == Part::rows) return {{"pageSize", "500"}, {"showbrief", "false"}};
  if (read.part > Part::item) return {{"pageSize", "100"}};
  const auto& row = route(read.kind);
  Query query{{"pageSize", std::string(row.size)}};
  for (auto& part : query_of(row)) query.push_back(std::move(part));
  if (read.part == Part::inactive) query.emplace_back("state", "inactive");
  return query;
}

}  // namespace

std::vector<Read> reads(const Manifest& desired, const Snapshot& snapshot) {
  auto lists = missing_lists(kinds_needed(desired), snapshot);
  return lists.empty() ? Wanted(desired, snapshot).reads() : lists;
}

std::vector<Read> all_reads(const std::set<Kind>& kinds, const Snapshot& snapshot) {
  auto lists = missing_lists(kinds_with_named(kinds), snapshot);
  static const Manifest kNothing;
  return lists.empty() ? Wanted(kNothing, snapshot).all(kinds) : lists;
}

std::optional<Read> guard_read(const LiveObject& object) {
  const auto* row = find_route(object.address.kind);
  if (object.guard || row == nullptr || !row->is_poor_listed) return std::nullopt;
  return Read{Part::item, object.address.kind, object.id};
}

Call read_call(const Read& read, const std::string& cursor) {
  if (read.part == Part::item) return item_read(read);
  auto call = get(list_path(read), list_query(read));
  for (auto& part : parse_query(cursor)) call.request.query.push_back(std::move(part));
  // Those who are members by a group are not the queue's own (published-api.md, 5).
  if (read.part == Part::members) call.request.query.emplace_back("memberBy", "user");
  return call;
}

void record(Snapshot& snapshot, const Read& read, const List& entities) {
  if (read.part > Part::item) {
    snapshot.objects[read.kind][read.id].parts[read.part] = entities;
    if (read.part != Part::rows) return;
    auto& rows = snapshot.objects[Kind::row];
    for (const auto& row : entities) rows[row_id(read.id, text_or(row, "key"))].listed = row;
    snapshot.listed.insert(Kind::row);
    return;
  }
  auto& objects = snapshot.objects[read.kind];
  for (const auto& entity : entities) objects[ResourceId{text_or(entity, "id")}].listed = entity;
  (read.part == Part::list ? snapshot.listed : snapshot.inactive).insert(read.kind);
}

void record_item(Snapshot& snapshot, const Read& read, const Response&, const Value& body) {
  auto& raw = snapshot.objects[read.kind][read.id];
  raw.item = body;
  if (raw.listed.is<Null>() && read.kind == Kind::utilization) {
    raw.listed = body;  // it has no list
    snapshot.listed.insert(read.kind);
  }
}

}  // namespace interlock::published
