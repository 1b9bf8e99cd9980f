#include <algorithm>
#include <map>

#include "api/guide/guide.hpp"
#include "api/guide/routes.hpp"
#include "api/guide/wire.hpp"
#include "api/owners.hpp"
#include "base/text.hpp"

namespace interlock::guide {
namespace {

constexpr std::string_view kPageSize = "1000";  // the largest that the platform gives: the fewest requests

/// Whether the entry can change who is eligible for a queue, or can break a reference: then all that routing looks at
/// is needed to judge it.
bool touches_eligibility(const Resource& resource) {
  if (resource.address.kind == Kind::schedule) return false;
  if (resource.address.kind != Kind::skill) return true;
  return moves_references(resource) || resource.fields.contains("enabled");
}

std::set<Kind> kinds_needed(const Manifest& desired) {
  std::set<Kind> needed;
  for (const auto& resource : desired.resources) {
    needed.insert(resource.address.kind);
    if (touches_eligibility(resource)) needed.insert({Kind::skill, Kind::user, Kind::profile, Kind::queue});
  }
  return needed;
}

std::vector<Read> missing_lists(const std::set<Kind>& needed, const Snapshot& snapshot) {
  std::vector<Read> lists;
  for (const auto kind : needed) {
    if (!snapshot.listed.contains(kind)) lists.push_back({Part::list, kind, {}});
  }
  return lists;
}

/// The users whose personal profile is needed although they take no conversations.
struct NamedUsers {
  bool all = false;  // a skill that goes may stand in anybody's profile
  std::set<std::string, std::less<>> names{};
  std::set<std::string, std::less<>> ids{};
};

NamedUsers named_users(const Manifest& desired) {
  NamedUsers named;
  for (const auto& resource : desired.resources) {
    named.all = named.all || moves_references(resource);
    if (resource.address.kind != Kind::user) continue;
    named.names.insert(resource.address.name);
    const auto* id = resource.fields.find("id");
    if (id != nullptr && id->is<std::string>()) named.ids.insert(*id->as<std::string>());
  }
  return named;
}

bool is_needed(const ResourceId& id, const Raw& user, const NamedUsers& named) {
  return named.all || text_or(user.listed, "state") == "active" || named.ids.contains(id.value) ||
         named.names.contains(text_or(user.listed, route(Kind::user).key));
}

void add_profile_reads(const NamedUsers& named, const Snapshot& snapshot, std::vector<Read>& reads) {
  for (const auto& [id, user] : objects_of(snapshot, Kind::user)) {
    if (!user.item && is_needed(id, user, named)) reads.push_back({Part::item, Kind::user, id});
  }
}

void add_member_reads(const Snapshot& snapshot, std::vector<Read>& reads) {
  for (const auto& [id, queue] : objects_of(snapshot, Kind::queue)) {
    if (!queue.parts.contains(Part::members)) reads.push_back({Part::members, Kind::queue, id});
  }
}

/// Only the cursor of the link is used: where it points to is the platform's word alone (F26).
std::string cursor_of(std::string_view link) {
  auto query = link.substr(std::min(link.find('?') + 1, link.size()));
  while (!query.empty()) {
    const auto end = std::min(query.find('&'), query.size());
    const auto part = query.substr(0, end);
    if (part.starts_with("after=")) return percent_decode(part.substr(6));
    query.remove_prefix(std::min(end + 1, query.size()));
  }
  return {};
}

}  // namespace

std::vector<Read> reads(const Manifest& desired, const Snapshot& snapshot) {
  const auto needed = kinds_needed(desired);
  auto reads = missing_lists(needed, snapshot);
  if (!reads.empty() || !needed.contains(Kind::user)) return reads;
  add_profile_reads(named_users(desired), snapshot, reads);
  add_member_reads(snapshot, reads);
  return reads;
}

std::vector<Read> all_reads(const std::set<Kind>& kinds, const Snapshot& snapshot) {
  auto needed = kinds;
  for (const auto kind : kinds) {
    if (kind != Kind::schedule) needed.insert(Kind::skill);
  }
  auto reads = missing_lists(needed, snapshot);
  if (reads.empty() && kinds.contains(Kind::user)) add_profile_reads({.all = true}, snapshot, reads);
  return reads;
}

std::optional<Read> guard_read(const LiveObject& object) {
  if (object.guard || route(object.address.kind).is_guarded_by_list) return std::nullopt;
  return Read{Part::item, object.address.kind, object.id};
}

Call read_call(const Read& read, const std::string& cursor) {
  if (read.part == Part::item) return item_call(read.kind, read.id);
  const auto& row = route(read.kind);
  const auto buckets = read.part == Part::list ? row.list_buckets : row.read_buckets;
  Call call{.request = {.method = Method::get,
                        .path = read.part == Part::list ? list_path(read.kind) : members_path(read.id),
                        .query = {{"pageSize", std::string(kPageSize)}}},
            .meaning = Meaning::reads,
            .buckets = {buckets.begin(), buckets.end()}};
  if (!cursor.empty()) call.request.query.emplace_back("after", cursor);
  return call;
}

Result<Page> page(const Value& body, const std::string& endpoint) {
  const auto* entities = body.find("entities");
  if (entities == nullptr || !entities->is<List>()) return wrong(endpoint, "/entities", entities, "list");
  Page page{.entities = *entities->as<List>(), .keys = {}, .cursor = {}, .total = std::nullopt};
  for (const auto& entity : page.entities) page.keys.push_back(text_or(entity, "id"));
  auto problems = entity_faults(page.entities, page.keys, endpoint);
  if (const auto* total = body.find("total"); total != nullptr && !total->is<Null>()) {
    page.total = whole(*total);
    if (page.total.value_or(-1) < 0) problems.push_back(wrong(endpoint, "/total", total, "count"));
  }
  if (const auto* next = body.find("nextPageUri"); next != nullptr && !next->is<Null>()) {
    page.cursor = next->is<std::string>() ? cursor_of(*next->as<std::string>()) : std::string();
    if (page.cursor.empty()) problems.push_back(wrong(endpoint, "/nextPageUri", next, "link with a cursor"));
  }
  if (!problems.empty()) return problems;
  return page;
}

void record(Snapshot& snapshot, const Read& read, const List& entities) {
  auto& objects = snapshot.objects[read.kind];
  if (read.part == Part::members) {
    objects[read.id].parts[Part::members] = entities;
    return;
  }
  for (const auto& entity : entities) objects[ResourceId{text_or(entity, "id")}].listed = entity;
  snapshot.listed.insert(read.kind);
}

void record_item(Snapshot& snapshot, const Read& read, const Response& response, const Value& body) {
  auto& raw = snapshot.objects[read.kind][read.id];
  raw.item = body;
  const auto* etag = find_header(response.headers, "ETag");
  raw.etag = etag != nullptr ? *etag : std::string();
}

}  // namespace interlock::guide
