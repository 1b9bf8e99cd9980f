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
#include "sandbox/statistics.hpp"

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
  /// The map or list under `key`, or null where there is none; another type is a problem.
  const Map* map(std::string_view key);
  const List* list(std::string_view key);
  void objects(Collection collection);

  bool knows(Collection collection, const std::string& id) const {
    return ids_[static_cast<std::size_t>(collection)].contains(id);
  }
  void take_ids();

  Problems problems;

 private:
  void object(Collection collection, const Value& object, const std::string& at);
  /// A document that lists no divisions, or that of all of them, may name any.
  bool is_free(const Reference& reference) const {
    return reference.target == Collection::divisions && (member("divisions") == nullptr || reference.id == "*");
  }

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

const Map* Reader::map(std::string_view key) {
  const auto* value = member(key);
  const auto* found = value != nullptr ? value->as<Map>() : nullptr;
  if (value != nullptr && found == nullptr) {
    add("B57", at_key(key), "is " + std::string(type_name(*value)) + ", not a map");
  }
  return found;
}

const List* Reader::list(std::string_view key) {
  const auto* value = member(key);
  const auto* found = value != nullptr ? value->as<List>() : nullptr;
  if (value != nullptr && found == nullptr) {
    add("B57", at_key(key), "is " + std::string(type_name(*value)) + ", not a list");
  }
  return found;
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
  const auto found = document_violations(collection, object);
  for (const auto& violation : found) add("B57", at + violation.pointer, violation.message);
  if (!found.empty()) return;
  for (const auto& reference : document_references(collection, object)) {
    if (knows(reference.target, reference.id) || is_free(reference)) continue;
    add("B57", at + reference.pointer,
        "names " + quoted(reference.id) + ", which is not in " + std::string(collection_name(reference.target)));
  }
  if (collection == Collection::personal_profiles && !knows(Collection::users, std::string(id_of(object)))) {
    add("B57", at + "/id", "is " + quoted(id_of(object)) + ", which is no user's id");
  }
}

void Reader::objects(Collection collection) {
  const auto key = collection_name(collection);
  const auto* list = this->list(key);
  if (list == nullptr) return;
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

/// The members that hold something by the ids of a collection.
struct Keyed {
  std::string_view key;
  Collection owner;
  Collection element{};  // what a list of ids names
  void (*check)(Reader&, const std::string& at, const Value&, const Keyed&);
};

void check_ids(Reader& reader, const std::string& at, const Value& value, const Keyed& keyed) {
  const auto* list = value.as<List>();
  if (list == nullptr) return reader.add("B57", at, "is " + std::string(type_name(value)) + ", not a list");
  for (const auto& element : *list) {
    const auto* id = element.as<std::string>();
    if (id != nullptr && reader.knows(keyed.element, *id)) continue;
    reader.add("B57", at,
               keyed.element == Collection::users
                   ? "names somebody who is no user"
                   : "names what is not in " + std::string(collection_name(keyed.element)));
  }
}

void check_records(Reader& reader, const std::string& at, const Value& value, std::span<const Field> fields) {
  const auto* list = value.as<List>();
  if (list == nullptr) return reader.add("B57", at, "is " + std::string(type_name(value)) + ", not a list");
  for (std::size_t i = 0; i < list->size(); ++i) {
    const auto where = at + "/" + std::to_string(i);
    const auto found = violations(fields, (*list)[i], Strictness::document);
    for (const auto& violation : found) reader.add("B57", where + violation.pointer, violation.message);
    if (!found.empty()) continue;
    for (const auto& reference : references(fields, (*list)[i])) {
      if (reader.knows(reference.target, reference.id)) continue;
      reader.add(
          "B57", where + reference.pointer,
          "names " + quoted(reference.id) + ", which is not in " + std::string(collection_name(reference.target)));
    }
  }
}

void check_languages(Reader& reader, const std::string& at, const Value& value, const Keyed&) {
  static constexpr std::array kHeld{
      Field{.name = "id", .type = Type::name, .required = true, .target = Collection::languages},
      Field{.name = "proficiency", .type = Type::proficiency, .required = true},
  };
  check_records(reader, at, value, kHeld);
}

void check_rows(Reader& reader, const std::string& at, const Value& value, const Keyed&) {
  static constexpr std::array kRow{Field{.name = "key", .type = Type::name, .required = true}};
  check_records(reader, at, value, kRow);
}

void check_map(Reader& reader, const std::string& at, const Value& value, const Keyed&) {
  if (!value.is<Map>()) reader.add("B57", at, "is " + std::string(type_name(value)) + ", not a map");
}

void check_statistics(Reader& reader, const std::string& at, const Value& value, const Keyed&) {
  const auto fault = statistics_fault(value);
  if (!fault.empty()) reader.add("B57", at, std::string(fault));
}

constexpr std::array kKeyed{
    Keyed{"members", Collection::queues, Collection::users, check_ids},
    Keyed{"queue_wrapup_codes", Collection::queues, Collection::wrapup_codes, check_ids},
    Keyed{"user_languages", Collection::users, {}, check_languages},
    Keyed{"user_utilization", Collection::users, {}, check_map},
    Keyed{kStatistics, Collection::queues, {}, check_statistics},
    Keyed{"data_table_rows", Collection::data_tables, {}, check_rows},
};

void read_keyed(Reader& reader, const Keyed& keyed) {
  const auto* map = reader.map(keyed.key);
  if (map == nullptr) return;
  auto noun = std::string(collection_name(keyed.owner));
  noun.pop_back();
  for (const auto& [key, value] : *map) {
    const auto at = pointer({keyed.key, key.name});
    if (!reader.knows(keyed.owner, key.name)) reader.add("B57", at, "is named by an id that no " + noun + " has");
    keyed.check(reader, at, value, keyed);
  }
}

void read_revisions(Reader& reader) {
  const auto* revisions = reader.map("revisions");
  if (revisions == nullptr) return;
  for (const auto& [key, revision] : *revisions) {
    if (!revision.is<std::int64_t>()) reader.add("B57", pointer({"revisions", key.name}), "is not a whole number");
  }
}

void read_words(Reader& reader, const std::string& key, const std::string& noun) {
  const auto* words = reader.list(key);
  if (words == nullptr) return;
  for (const auto& word : *words) {
    if (!word.is<std::string>()) reader.add("B57", "/" + key, "holds what is no " + noun);
  }
}

/// What no source settles: the first choice is the sandbox's own.
void read_unsettled(Reader& reader) {
  struct Question {
    std::string_view name;
    std::array<std::string_view, 2> answers;
  };
  static constexpr std::array<Question, 3> kQuestions{{
      {"skill_in_use", {"refused", "removes_assignments"}},
      {"deleted_skill", {"gone", "state"}},
      {"put_without_version", {"refused", "accepted"}},
  }};
  const auto* unsettled = reader.map("unsettled");
  if (unsettled == nullptr) return;
  for (const auto& [key, answer] : *unsettled) {
    const auto question =
        std::find_if(kQuestions.begin(), kQuestions.end(), [&](const Question& row) { return row.name == key.name; });
    if (question == kQuestions.end()) {
      reader.add("B7", "/unsettled", "has the unknown key " + quoted(key.name));
      continue;
    }
    const auto* text = answer.as<std::string>();
    const auto& answers = question->answers;
    if (text != nullptr && std::find(answers.begin(), answers.end(), *text) != answers.end()) continue;
    reader.add("B57", pointer({"unsettled", key.name}), "is not one of " + join(answers, ", "));
  }
}

void read_login_rate(Reader& reader) {
  const auto* value = reader.member("login_rate");
  const auto* text = value != nullptr ? value->as<std::string>() : nullptr;
  if (value == nullptr || (text != nullptr && parse_rate(*text))) return;
  reader.add("B57", "/login_rate", "is no rate", "N/s or N/min, like \"10/min\"");
}

void read_keys(Reader& reader, const Map& document) {
  const auto keys = document_keys();
  for (const auto& [key, value] : document) {
    if (std::find(keys.begin(), keys.end(), key.name) != keys.end()) continue;
    reader.add("B7", "", "has the unknown key " + quoted(key.name), did_you_mean(key.name, keys));
  }
}

}  // namespace

std::vector<std::string_view> document_keys() {
  std::vector<std::string_view> keys{"$schema",      "sandbox",          "organization",        "tier",
                                     "rates",        "created",          "retry_after_dates",   "list_lag_ms",
                                     "get_lag_ms",   "token_lifetime_s", "utilization",         "revisions",
                                     "unsettled",    "forbidden",        "forbidden_divisions", "login_rate",
                                     "active_queues"};
  for (std::size_t i = 0; i < kCollectionCount; ++i) keys.push_back(collection_name(static_cast<Collection>(i)));
  for (const auto& keyed : kKeyed) keys.push_back(keyed.key);
  std::sort(keys.begin(), keys.end());
  return keys;
}

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
  reader.number("get_lag_ms", 0, 600'000);
  reader.number("token_lifetime_s", 1, 604'800);
  reader.number("created", 0, std::int64_t{1} << 53);
  reader.take_ids();
  for (std::size_t i = 0; i < kCollectionCount; ++i) reader.objects(static_cast<Collection>(i));
  for (const auto& keyed : kKeyed) read_keyed(reader, keyed);
  reader.map("utilization");
  read_unsettled(reader);
  read_words(reader, "forbidden", "permission");
  read_words(reader, "forbidden_divisions", "id of a division");
  read_words(reader, "active_queues", "id of a queue");
  read_login_rate(reader);
  read_rates(reader);
  read_revisions(reader);
  sort_unique(reader.problems);
  return std::move(reader.problems);
}

}  // namespace interlock::sandbox
