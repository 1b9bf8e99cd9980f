#include "simulation/tenant_diff.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace interlock::simulation {
namespace {

constexpr std::array<std::string_view, 3> kCounters{"version", "dateModified", "modifiedBy"};

std::map<std::string, const Value*> by_id(const Value& section) {
  std::map<std::string, const Value*> found;
  if (const auto* list = section.as<List>()) {
    for (const auto& object : *list) found.emplace(text_or(object, "id"), &object);
  } else if (const auto* map = section.as<Map>()) {
    for (const auto& [key, value] : *map) found.emplace(key.name, &value);
  }
  return found;
}

/// A reference may be spelled out in more or fewer words.
bool is_same(const Value& a, const Value& b) {
  return a == b || (a.is<Map>() && !text_or(a, "id").empty() && text_or(a, "id") == text_or(b, "id"));
}

void compare(std::vector<Difference>& found, const Difference& at, const Value& before, const Value& after) {
  const auto *was = before.as<Map>(), *is = after.as<Map>();
  if (was == nullptr || is == nullptr) {
    auto difference = at;
    difference.member = "*";
    if (before != after) found.push_back(std::move(difference));
    return;
  }
  std::set<std::string> members;
  for (const auto* map : {was, is}) {
    for (const auto& [key, value] : *map) members.insert(key.name);
  }
  for (const auto& member : members) {
    const auto *a = was->find(member), *b = is->find(member);
    if (std::find(kCounters.begin(), kCounters.end(), member) != kCounters.end()) continue;
    if (a != nullptr && b != nullptr && is_same(*a, *b)) continue;
    auto difference = at;
    difference.member = member;
    found.push_back(std::move(difference));
  }
}

void compare_section(std::vector<Difference>& found, const std::string& name, const Value& before, const Value& after) {
  const auto was = by_id(before), is = by_id(after);
  for (const auto& [id, object] : was) {
    const auto now = is.find(id);
    const Difference at{.section = name, .id = id, .name = text_or(*object, "name"), .member = {}};
    if (now != is.end()) {
      compare(found, at, *object, *now->second);
    } else {
      found.push_back({name, id, at.name, {}, false, true});
    }
  }
  for (const auto& [id, object] : is) {
    if (!was.contains(id)) found.push_back({name, id, text_or(*object, "name"), {}, true, false});
  }
}

}  // namespace

std::vector<Difference> differences(const Value& before, const Value& after) {
  std::vector<Difference> found;
  static const Value kNothing(List{});
  std::set<std::string> sections;
  for (const auto* document : {&before, &after}) {
    for (const auto& [key, value] : *document->as<Map>()) {
      if (key.name != "revisions" && key.name != "created") sections.insert(key.name);
    }
  }
  for (const auto& section : sections) {
    const auto *was = before.find(section), *is = after.find(section);
    compare_section(found, section, was != nullptr ? *was : kNothing, is != nullptr ? *is : kNothing);
  }
  return found;
}

const Value* object_by(const Value& document, const std::string& section, std::string_view key, std::string_view text) {
  const auto* value = document.find(section);
  const auto* list = value != nullptr ? value->as<List>() : nullptr;
  if (list == nullptr) return nullptr;
  const auto found =
      std::find_if(list->begin(), list->end(), [&](const Value& one) { return text_or(one, key) == text; });
  return found != list->end() ? &*found : nullptr;
}

int count_of(const Value& document, const std::string& section, std::string_view name) {
  const auto* value = document.find(section);
  const auto* list = value != nullptr ? value->as<List>() : nullptr;
  if (list == nullptr) return 0;
  return static_cast<int>(
      std::count_if(list->begin(), list->end(), [&](const Value& one) { return text_or(one, "name") == name; }));
}

Whereabouts whereabouts(const std::string& address) {
  static const std::map<std::string, std::string> kSections{
      {"skill", "skills"},       {"user", "personal_profiles"},   {"profile", "shared_profiles"},
      {"queue", "queues"},       {"schedule", "schedules"},       {"skill_group", "skill_groups"},
      {"language", "languages"}, {"wrapup_code", "wrapup_codes"}, {"schedule_group", "schedule_groups"},
      {"ivr", "ivrs"},           {"data_table", "data_tables"},   {"emergency_group", "emergency_groups"},
      {"division", "divisions"}, {"trunk_base", "trunk_bases"},   {"row", "data_table_rows"}};
  const auto slash = address.find('/');
  const auto found = kSections.find(address.substr(0, slash));
  return {found != kSections.end() ? found->second : "", address.substr(slash + 1)};
}

}  // namespace interlock::simulation
