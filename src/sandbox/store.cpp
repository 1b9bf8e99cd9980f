#include "sandbox/store.hpp"

#include <algorithm>
#include <array>
#include <ranges>
#include <utility>

#include "base/digest.hpp"
#include "codec/json.hpp"

namespace interlock::sandbox {
namespace {

constexpr std::array<std::string_view, kCollectionCount> kNames{
    "skills", "shared_profiles", "users", "personal_profiles", "queues", "schedules"};

auto with_id(std::string_view id) {
  return [id](const Value& object) { return id_of(object) == id; };
}

std::string uuid(const std::string& seed) {
  auto text = sha256(seed).substr(0, 32);
  text[12] = '4';  // version and variant of RFC 4122, so that nobody's check of the form fails
  text[16] = 'a';
  for (const std::size_t dash : {20U, 16U, 12U, 8U}) text.insert(dash, "-");
  return text;
}

std::string quoted_tag(const std::string& tag) { return '"' + tag + '"'; }

void refresh_list(Value& object, std::string_view field, const Value& skill) {
  auto* entries = object.as<Map>()->find(field);
  if (entries == nullptr) return;
  for (auto& entry : *entries->as<List>()) {
    auto& reference = *entry.as<Map>()->find("skill")->as<Map>();
    if (*reference.find("id") != *skill.find("id")) continue;
    reference.set("name", *skill.find("name"));
    reference.set("type", text_or(skill, "type", "custom"));
  }
}

}  // namespace

std::string_view collection_name(Collection collection) { return kNames[static_cast<std::size_t>(collection)]; }

std::string_view id_of(const Value& object) {
  const auto* id = object.find("id");
  const auto* text = id != nullptr ? id->as<std::string>() : nullptr;
  return text != nullptr ? std::string_view(*text) : std::string_view();
}

std::string_view name_of(const Value& object) {
  const auto* name = object.find("name");
  const auto* text = name != nullptr ? name->as<std::string>() : nullptr;
  return text != nullptr ? std::string_view(*text) : std::string_view();
}

Store::Store(Map document) : document_(std::move(document)) {
  for (const auto name : kNames) {
    if (!document_.contains(name)) document_.set(name, List{});
  }
  for (const auto& user : all(Collection::users)) {
    if (find(Collection::personal_profiles, id_of(user)) != nullptr) continue;
    list(Collection::personal_profiles)
        .emplace_back(Map{{"id", id_of(user)}, {"name", name_of(user)}, {"levels", List{}}});
  }
}

const List& Store::all(Collection collection) const { return *document_.find(collection_name(collection))->as<List>(); }

List& Store::list(Collection collection) { return *document_.find(collection_name(collection))->as<List>(); }

const Value* Store::find(Collection collection, std::string_view id) const {
  const auto& objects = all(collection);
  const auto found = std::find_if(objects.begin(), objects.end(), with_id(id));
  return found != objects.end() ? &*found : nullptr;
}

const Value* Store::find_by(Collection collection, std::string_view field, std::string_view text) const {
  const auto& objects = all(collection);
  const auto found = std::find_if(objects.begin(), objects.end(), [&](const Value& object) {
    const auto* value = object.find(field);
    const auto* found_text = value != nullptr ? value->as<std::string>() : nullptr;
    return found_text != nullptr && *found_text == text;
  });
  return found != objects.end() ? &*found : nullptr;
}

List Store::listed(Collection collection, Instant now) const {
  auto objects = all(collection);
  // Backwards, so that of several hidden writes the oldest decides.
  for (const auto& echo : std::views::reverse(echoes_)) {
    if (echo.collection != collection || echo.until <= now) continue;
    std::erase_if(objects, with_id(echo.id));
    if (!echo.before.is<Null>()) objects.push_back(echo.before);
  }
  return objects;
}

void Store::remember(Collection collection, const std::string& id, const Moment& moment) {
  std::erase_if(echoes_, [&](const Echo& echo) { return echo.until <= moment.now; });
  const Millis lag(integer_or(document_, "list_lag_ms", 0));
  if (lag == Millis(0)) return;
  const auto* live = find(collection, id);
  echoes_.push_back({collection, id, live != nullptr ? *live : Value(), moment.now + lag});
}

const Value& Store::put(Collection collection, Value object, const Moment& moment) {
  const std::string id(id_of(object));
  remember(collection, id, moment);
  auto& fields = *object.as<Map>();
  if (fields.contains("dateModified")) fields.set("dateModified", format_wall(moment.wall));

  if (find(collection, id) != nullptr) {
    bump(collection, id, fields);
    auto& objects = list(collection);
    return *std::find_if(objects.begin(), objects.end(), with_id(id)) = std::move(object);
  }
  return list(collection).emplace_back(std::move(object));
}

void Store::bump(Collection collection, const std::string& id, Map& fields) {
  if (collection == Collection::schedules) {
    fields.set("version", integer_or(*find(collection, id), "version", 1) + 1);
    return;
  }
  if (!document_.contains("revisions")) document_.set("revisions", Map{});
  auto& revisions = *document_.find("revisions");
  revisions.as<Map>()->set(id, integer_or(revisions, id, 1) + 1);
}

void Store::erase(Collection collection, const std::string& id, const Moment& moment) {
  remember(collection, id, moment);
  std::erase_if(list(collection), with_id(id));
  if (auto* members = document_.find("members")) members->as<Map>()->erase(id);
}

std::string Store::etag(Collection collection, const Value& object) const {
  if (collection == Collection::schedules) return quoted_tag(std::to_string(integer_or(object, "version", 1)));
  const auto* revisions = document_.find("revisions");
  const auto revision = revisions != nullptr ? integer_or(*revisions, id_of(object), 1) : 1;
  // The digest tells apart tenants that were started from different files, the revision a change and its undoing.
  return quoted_tag(std::to_string(revision) + "-" + sha256(write_json(object)).substr(0, 12));
}

std::string Store::next_id() {
  const auto created = integer_or(document_, "created", 0) + 1;
  document_.set("created", created);
  return uuid(std::string(id_of(*document_.find("organization"))) + "/" + std::to_string(created));
}

List Store::members(std::string_view queue_id) const {
  const auto* members = document_.find("members");
  const auto* list = members != nullptr ? members->find(queue_id) : nullptr;
  return list != nullptr ? *list->as<List>() : List{};
}

void Store::set_members(std::string_view queue_id, List members) {
  if (!document_.contains("members")) document_.set("members", Map{});
  document_.find("members")->as<Map>()->set(queue_id, std::move(members));
}

void Store::refresh_references(const Value& skill) {
  for (auto& profile : list(Collection::personal_profiles)) refresh_list(profile, "levels", skill);
  for (auto& queue : list(Collection::queues)) refresh_list(queue, "skills", skill);
}

int Store::skill_limit() const {
  return skills_per_profile(text_or(document_, "tier", "standard") == "enterprise" ? Tier::enterprise : Tier::standard);
}

}  // namespace interlock::sandbox
