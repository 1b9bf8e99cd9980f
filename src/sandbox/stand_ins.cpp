#include "sandbox/stand_ins.hpp"

#include <array>
#include <map>
#include <set>
#include <utility>

#include "sandbox/shape.hpp"

namespace interlock::sandbox {
namespace {

using Missing = std::set<std::pair<Collection, std::string>>;

/// The members of the document that name objects of one collection by ids of another.
struct Keyed {
  std::string_view key;
  Collection element;
};
constexpr std::array kKeyed{Keyed{"members", Collection::users}, Keyed{"queue_wrapup_codes", Collection::wrapup_codes},
                            Keyed{"user_languages", Collection::languages}};

const List& list_of(const Map& document, std::string_view key) {
  static const List kNone;
  const auto* value = document.find(key);
  const auto* list = value != nullptr ? value->as<List>() : nullptr;
  return list != nullptr ? *list : kNone;
}

/// Everything that the document names, whether it is there or not.
Missing named_in(const Map& document) {
  Missing named;
  for (std::size_t i = 0; i < kCollectionCount; ++i) {
    const auto collection = static_cast<Collection>(i);
    for (const auto& object : list_of(document, collection_name(collection))) {
      for (auto& reference : document_references(collection, object)) {
        named.emplace(reference.target, std::move(reference.id));
      }
    }
  }
  for (const auto& [key, element] : kKeyed) {
    for (const auto& [owner, list] : map_or_empty(&document, key)) {
      for (const auto& entry : *list.as<List>()) {
        named.emplace(element, entry.is<std::string>() ? *entry.as<std::string>() : std::string(id_of(entry)));
      }
    }
  }
  return named;
}

/// What the form of the document asks of an object beside id and name, such that nobody is routed by it.
const Map& form_of(Collection collection) {
  static const Value kNobody =
      Map{{"operation", "And"},
          {"routingSkillConditions",
           List{Map{{"routingSkill", kStandInPrefix}, {"comparator", "EqualTo"}, {"proficiency", 0}}}},
          {"languageSkillConditions", List{}}};
  static const std::map<Collection, Map> kForms{
      {Collection::skills, {{"enabled", false}}},
      {Collection::users, {{"state", "inactive"}}},
      {Collection::shared_profiles, {{"skills", List{}}}},
      {Collection::queues, {{"skills", List{}}}},
      {Collection::schedules, {{"enabled", false}, {"closed", false}, {"version", 1}}},
      {Collection::skill_groups, {{"skillConditions", List{kNobody}}}},
      {Collection::trunk_bases, {{"trunkMetabase", Map{{"id", kStandInPrefix}}}, {"trunkType", "EDGE"}}},
  };
  static const Map kNoForm;
  const auto form = kForms.find(collection);
  return form != kForms.end() ? form->second : kNoForm;
}

Value stand_in(Collection collection, const std::string& id) {
  auto object = form_of(collection);
  object.set("id", id);
  object.set("name", std::string(kStandInPrefix) + id);
  if (collection == Collection::users) object.set("email", std::string(kStandInPrefix) + id);
  return object;
}

}  // namespace

Map with_stand_ins(Map document) {
  auto missing = named_in(document);
  for (std::size_t i = 0; i < kCollectionCount; ++i) {
    const auto collection = static_cast<Collection>(i);
    for (const auto& object : list_of(document, collection_name(collection))) {
      missing.erase({collection, std::string(id_of(object))});
    }
  }
  for (const auto& [collection, id] : missing) {
    const bool is_free = collection == Collection::divisions && (!document.contains("divisions") || id == "*");
    if (is_free || id.empty()) continue;
    const auto key = collection_name(collection);
    if (!document.contains(key)) document.set(key, List{});
    document.find(key)->as<List>()->emplace_back(stand_in(collection, id));
  }
  return document;
}

}  // namespace interlock::sandbox
