#include "sandbox/document.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <set>
#include <span>
#include <string_view>
#include <utility>

#include "base/pointer.hpp"
#include "base/text.hpp"
#include "sandbox/shape.hpp"

namespace interlock::sandbox {
namespace {

constexpr std::int64_t kFormat = 1;

class Reader {
 public:
  Reader(const Map& document, const std::string& file) : document_(document), file_(whole_file(file)) {}

  void add(std::string rule, const std::string& pointer, const std::string& what, std::string hint = {}) {
    problems.push_back({.rule = std::move(rule),
                        .exit = Exit::invalid,
                        .where = file_,
                        .message = (pointer.empty() ? "the tenant" : pointer) + " " + what,
                        .hint = std::move(hint)});
  }
  const Value* member(std::string_view key) const { return document_.find(key); }

  void number(std::string_view key, std::int64_t lowest, std::int64_t highest);
  void choice(std::string_view key, std::span<const std::string_view> choices);
  void flag(std::string_view key);
  void objects(Collection collection);

  bool knows(Collection collection, const std::string& id) const {
    return ids_[static_cast<std::size_t>(collection)].contains(id);
  }
  void take_ids();

  Problems problems;

 private:
  void object(Collection collection, const Value& object, const std::string& at);

  const Map& document_;
  Place file_;
  std::array<std::set<std::string>, kCollectionCount> ids_;
};

std::string at_key(std::string_view key) { return "/" + std::string(key); }

void Reader::number(std::string_view key, std::int64_t lowest, std::int64_t highest) {
  const auto* value = member(key);
  if (value == nullptr) return;
  const auto* number = value->as<std::int64_t>();
  if (number != nullptr && *number >= lowest && *number <= highest) return;
  add("B57", at_key(key), "is not a whole number from " + std::to_string(lowest) + " to " + std::to_string(highest));
}

void Reader::choice(std::string_view key, std::span<const std::string_view> choices) {
  const auto* value = member(key);
  if (value == nullptr) return;
  const auto* text = value->as<std::string>();
  if (text != nullptr && std::find(choices.begin(), choices.end(), *text) != choices.end()) return;
  add("B57", at_key(key), "is not one of " + join(choices, ", "));
}

void Reader::flag(std::string_view key) {
  const auto* value = member(key);
  if (value != nullptr && !value->is<bool>()) {
    add("B57", at_key(key), "is " + std::string(type_name(*value)) + ", not true or false");
  }
}

void Reader::take_ids() {
  for (std::size_t i = 0; i < kCollectionCount; ++i) {
    const auto* value = member(collection_name(static_cast<Collection>(i)));
    const auto* list = value != nullptr ? value->as<List>() : nullptr;
    if (list == nullptr) continue;
    for (const auto& object : *list) ids_[i].emplace(id_of(object));
  }
}

void Reader::object(Collection collection, const Value& object, const std::string& at) {
  const auto found = violations(collection, object);
  for (const auto& violation : found) add("B57", at + violation.pointer, violation.message);
  if (!found.empty()) return;
  for (const auto& reference : references(collection, object)) {
    if (knows(reference.target, reference.id)) continue;
    add("B57", at + reference.pointer,
        "names " + quoted(reference.id) + ", which is not in " + std::string(collection_name(reference.target)));
  }
  if (collection == Collection::personal_profiles && !knows(Collection::users, std::string(id_of(object)))) {
    add("B57", at + "/id", "is " + quoted(id_of(object)) + ", which is no user's id");
  }
}

void Reader::objects(Collection collection) {
  const auto key = collection_name(collection);
  const auto* value = member(key);
  if (value == nullptr) return;
  const auto* list = value->as<List>();
  if (list == nullptr) return add("B57", at_key(key), "is " + std::string(type_name(*value)) + ", not a list");
  std::set<std::string_view> seen;
  for (std::size_t i = 0; i < list->size(); ++i) {
    const auto at = at_key(key) + "/" + std::to_string(i);
    const auto& element = (*list)[i];
    object(collection, element, at);
    const auto id = id_of(element);
    if (!id.empty() && !seen.insert(id).second) add("B54", at + "/id", "is " + quoted(id) + " again");
  }
}

void read_format(Reader& reader) {
  const auto* format = reader.member("sandbox");
  const auto* number = format != nullptr ? format->as<std::int64_t>() : nullptr;
  if (number != nullptr && *number == kFormat) return;
  reader.add("B38", "/sandbox", format == nullptr ? "is missing" : "is not a format that this version reads",
             "write \"sandbox\": 1, the format of tenant files");
}

void read_organization(Reader& reader) {
  const auto* organization = reader.member("organization");
  if (organization == nullptr) return reader.add("B57", "/organization", "is missing");
  if (id_of(*organization).empty()) reader.add("B57", "/organization/id", "is missing or no text");
  if (name_of(*organization).empty()) reader.add("B57", "/organization/name", "is missing or no text");
}

void read_rates(Reader& reader) {
  const auto* value = reader.member("rates");
  if (value == nullptr) return;
  const auto* rates = value->as<Map>();
  if (rates == nullptr) return reader.add("B57", "/rates", "is " + std::string(type_name(*value)) + ", not a map");
  for (const auto& [key, rate] : *rates) {
    if (!parse_bucket(key.name)) {
      reader.add("B7", "/rates", "has the unknown quota " + quoted(key.name), "token, routing, queues or architect");
    }
    const auto* text = rate.as<std::string>();
    if (text == nullptr || !parse_rate(*text)) {
      reader.add("B57", pointer({"rates", key.name}), "is no rate", "N/s or N/min, like \"300/min\"");
    }
  }
}

void read_members(Reader& reader) {
  const auto* value = reader.member("members");
  if (value == nullptr) return;
  const auto* members = value->as<Map>();
  if (members == nullptr) return reader.add("B57", "/members", "is " + std::string(type_name(*value)) + ", not a map");
  for (const auto& [key, users] : *members) {
    const auto at = pointer({"members", key.name});
    if (!reader.knows(Collection::queues, key.name)) reader.add("B57", at, "is named by an id that no queue has");
    const auto* list = users.as<List>();
    if (list == nullptr) {
      reader.add("B57", at, "is " + std::string(type_name(users)) + ", not a list");
      continue;
    }
    for (const auto& user : *list) {
      const auto* id = user.as<std::string>();
      if (id == nullptr || !reader.knows(Collection::users, *id))
        reader.add("B57", at, "names somebody who is no user");
    }
  }
}

void read_revisions(Reader& reader) {
  const auto* value = reader.member("revisions");
  if (value == nullptr) return;
  const auto* revisions = value->as<Map>();
  if (revisions == nullptr) return reader.add("B57", "/revisions", "is not a map");
  for (const auto& [key, revision] : *revisions) {
    if (!revision.is<std::int64_t>()) reader.add("B57", pointer({"revisions", key.name}), "is not a whole number");
  }
}

void read_keys(Reader& reader, const Map& document) {
  static constexpr std::array<std::string_view, 17> kKeys{
      "$schema", "created",           "list_lag_ms", "members", "organization", "personal_profiles", "queues",
      "rates",   "retry_after_dates", "revisions",   "sandbox", "schedules",    "shared_profiles",   "skills",
      "tier",    "token_lifetime_s",  "users"};
  for (const auto& [key, value] : document) {
    if (std::find(kKeys.begin(), kKeys.end(), key.name) != kKeys.end()) continue;
    reader.add("B7", "", "has the unknown key " + quoted(key.name), did_you_mean(key.name, kKeys));
  }
}

}  // namespace

Problems check_document(const Value& document, const std::string& name) {
  static constexpr std::array<std::string_view, 2> kTiers{"standard", "enterprise"};
  const auto* map = document.as<Map>();
  if (map == nullptr) {
    return {{.rule = "B57",
             .where = whole_file(name),
             .message = "a tenant is a map, not " + std::string(type_name(document))}};
  }
  Reader reader(*map, name);
  read_keys(reader, *map);
  read_format(reader);
  read_organization(reader);
  reader.choice("tier", kTiers);
  reader.flag("retry_after_dates");
  reader.number("list_lag_ms", 0, 600'000);
  reader.number("token_lifetime_s", 1, 604'800);
  reader.number("created", 0, std::int64_t{1} << 53);
  reader.take_ids();
  for (std::size_t i = 0; i < kCollectionCount; ++i) reader.objects(static_cast<Collection>(i));
  read_members(reader);
  read_rates(reader);
  read_revisions(reader);
  sort_unique(reader.problems);
  return std::move(reader.problems);
}

}  // namespace interlock::sandbox
