#include "sandbox/store.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <ranges>
#include <span>
#include <utility>

#include "base/digest.hpp"
#include "codec/json.hpp"
#include "sandbox/published/shapes.hpp"
#include "sandbox/shape.hpp"

namespace interlock::sandbox {
namespace {

constexpr std::array<std::string_view, kCollectionCount> kNames{
    "skills",      "shared_profiles", "users",        "personal_profiles", "queues",           "schedules",
    "languages",   "wrapup_codes",    "skill_groups", "schedule_groups",   "emergency_groups", "ivrs",
    "data_tables", "divisions",       "flows",        "prompts",           "scripts",          "groups",
    "teams",       "trunk_bases"};
constexpr std::span kGuideNames = std::span(kNames).first(kGuideCollectionCount);

/// Their version is a field of the object.
constexpr std::array kVersioned{Collection::schedules, Collection::schedule_groups, Collection::emergency_groups,
                                Collection::ivrs, Collection::trunk_bases};

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

std::optional<double> number_of(const Value& value) {
  if (const auto* whole = value.as<std::int64_t>()) return static_cast<double>(*whole);
  if (const auto* decimal = value.as<Decimal>()) return decimal->number();
  return std::nullopt;
}

std::int64_t whole_level(const Value& level) {
  return std::clamp<std::int64_t>(std::lround(number_of(level).value_or(0)), 1, 5);
}

Store::Store(Map document) : document_(std::move(document)) {
  for (const auto name : kGuideNames) {
    if (!document_.contains(name)) document_.set(name, List{});
  }
  for (const auto& user : all(Collection::users)) {
    if (find(Collection::personal_profiles, id_of(user)) != nullptr) continue;
    append(Collection::personal_profiles, Map{{"id", id_of(user)}, {"name", name_of(user)}, {"levels", List{}}});
  }
  implied_divisions_.emplace_back(Map{{"id", derived_id("home")}, {"name", "Home"}, {"homeDivision", true}});
}

const List& Store::all(Collection collection) const {
  static const List kNone;
  const auto* found = document_.find(collection_name(collection));
  if (found != nullptr) return *found->as<List>();
  return collection == Collection::divisions ? implied_divisions_ : kNone;
}

List& Store::list(Collection collection) {
  const auto name = collection_name(collection);
  if (!document_.contains(name)) document_.set(name, all(collection));
  return *document_.find(name)->as<List>();
}

Value& Store::append(Collection collection, Value object) {
  auto& objects = list(collection);
  if (auto& known = positions_[static_cast<std::size_t>(collection)]) known->emplace(id_of(object), objects.size());
  return objects.emplace_back(std::move(object));
}

const Store::Positions& Store::positions(Collection collection) const {
  auto& known = positions_[static_cast<std::size_t>(collection)];
  if (known) return *known;
  known.emplace();
  const auto& objects = all(collection);
  for (std::size_t i = 0; i < objects.size(); ++i) known->emplace(id_of(objects[i]), i);
  return *known;
}

const Value* Store::find(Collection collection, std::string_view id) const {
  const auto& known = positions(collection);
  const auto found = known.find(id);
  return found != known.end() ? &all(collection)[found->second] : nullptr;
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

bool Store::is_settling(Collection collection, std::string_view id, Instant now) const {
  return std::any_of(echoes_.begin(), echoes_.end(), [&](const Echo& echo) {
    return echo.collection == collection && echo.id == id && echo.until > now;
  });
}

bool Store::is_fresh(Collection collection, std::string_view id, Instant now) const {
  return std::any_of(births_.begin(), births_.end(), [&](const Birth& birth) {
    return birth.collection == collection && birth.id == id && birth.until > now;
  });
}

const Value* Store::deleted(Collection collection, std::string_view id) const {
  const auto grave = graves_.find({collection, std::string(id)});
  return grave != graves_.end() ? &grave->second : nullptr;
}

const Value& Store::put(Collection collection, Value object, const Moment& moment) {
  const std::string id(id_of(object));
  remember(collection, id, moment);
  auto& fields = *object.as<Map>();
  if (fields.contains("dateModified")) fields.set("dateModified", format_wall(moment.wall));

  note_change();
  if (find(collection, id) != nullptr) {
    bump(collection, id, fields);
    pulse_.replaced = {collection, id};
    return list(collection)[positions(collection).at(id)] = std::move(object);
  }
  std::erase_if(births_, [&](const Birth& birth) { return birth.until <= moment.now; });
  births_.push_back({collection, id, moment.now + Millis(integer_or(document_, "get_lag_ms", 0))});
  return append(collection, std::move(object));
}

void Store::bump(Collection collection, const std::string& id, Map& fields) {
  if (std::find(kVersioned.begin(), kVersioned.end(), collection) != kVersioned.end()) {
    fields.set("version", integer_or(*find(collection, id), "version", 1) + 1);
    return;
  }
  bump_revision(id);
}

std::int64_t Store::revision(std::string_view id) const {
  const auto* revisions = document_.find("revisions");
  return revisions != nullptr ? integer_or(*revisions, id, 1) : 1;
}

void Store::bump_revision(std::string_view id) {
  const auto next = revision(id) + 1;
  if (!document_.contains("revisions")) document_.set("revisions", Map{});
  document_.find("revisions")->as<Map>()->set(id, next);
}

void Store::erase(Collection collection, const std::string& id, const Moment& moment) {
  remember(collection, id, moment);
  if (const auto* object = find(collection, id)) graves_.insert_or_assign({collection, id}, *object);
  std::erase_if(list(collection), with_id(id));
  positions_[static_cast<std::size_t>(collection)].reset();
  note_change();
  for (const auto key : {"members", "queue_wrapup_codes", "data_table_rows"}) erase_keyed(key, id);
}

std::string Store::etag(Collection collection, const Value& object) const {
  if (collection == Collection::schedules) return quoted_tag(std::to_string(integer_or(object, "version", 1)));
  // The digest tells apart tenants that were started from different files, the revision a change and its undoing.
  return quoted_tag(std::to_string(revision(id_of(object))) + "-" + sha256(write_json(object)).substr(0, 12));
}

std::string Store::derived_id(std::string_view name) const {
  return uuid(std::string(id_of(*document_.find("organization"))) + "/" + std::string(name));
}

std::string Store::next_id() {
  const auto created = integer_or(document_, "created", 0) + 1;
  document_.set("created", created);
  return derived_id(std::to_string(created));
}

List Store::members(std::string_view queue_id) const {
  const auto* list = keyed("members", queue_id);
  return list != nullptr ? *list->as<List>() : List{};
}

void Store::set_members(std::string_view queue_id, List members) { set_keyed("members", queue_id, std::move(members)); }

const Value* Store::keyed(std::string_view key, std::string_view id) const {
  const auto* values = document_.find(key);
  return values != nullptr ? values->find(id) : nullptr;
}

void Store::set_keyed(std::string_view key, std::string_view id, Value value) {
  note_change();
  if (!document_.contains(key)) document_.set(key, Map{});
  document_.find(key)->as<Map>()->set(id, std::move(value));
}

void Store::erase_keyed(std::string_view key, std::string_view id) {
  note_change();
  if (auto* values = document_.find(key)) values->as<Map>()->erase(id);
}

void Store::set_member(std::string_view key, Value value) {
  note_change();
  document_.set(key, std::move(value));
}

void Store::erase_member(std::string_view key) {
  note_change();
  document_.erase(key);
}

const Value& Store::home_division() const {
  const auto& divisions = all(Collection::divisions);
  const auto home = std::find_if(divisions.begin(), divisions.end(),
                                 [](const Value& division) { return flag_or(division, "homeDivision", false); });
  if (home != divisions.end()) return *home;
  return divisions.empty() ? implied_divisions_.front() : divisions.front();
}

bool Store::lists(std::string_view member, std::string_view word) const {
  const auto* found = document_.find(member);
  const auto* list = found != nullptr ? found->as<List>() : nullptr;
  return list != nullptr && std::find(list->begin(), list->end(), Value(word)) != list->end();
}

std::string Store::unsettled(std::string_view question, std::string_view first) const {
  return text_or(map_or_empty(&document_, "unsettled"), question, first);
}

void Store::detach(Collection target, std::string_view id) {
  note_change();
  for (std::size_t i = 0; i < kCollectionCount; ++i) {
    const auto collection = static_cast<Collection>(i);
    if (all(collection).empty() || (collection == Collection::divisions && !document_.contains("divisions"))) continue;
    for (auto& object : list(collection)) {
      strip_references(object, guide_fields(collection), target, id);
      strip_references(object, published::fields(collection), target, id);
    }
  }
}

void Store::refresh_references(const Value& skill) {
  note_change();
  for (auto& profile : list(Collection::personal_profiles)) refresh_list(profile, "levels", skill);
  for (auto& queue : list(Collection::queues)) refresh_list(queue, "skills", skill);
}

int Store::skill_limit() const {
  return skills_per_profile(text_or(document_, "tier", "standard") == "enterprise" ? Tier::enterprise : Tier::standard);
}

}  // namespace interlock::sandbox
