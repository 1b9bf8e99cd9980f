#include "support/random_answer.hpp"

#include <algorithm>
#include <array>
#include <random>

namespace interlock::testing {
namespace {

constexpr std::array kSets{
    "memberGroups", "skillsToRemove",          "openSchedules", "closedSchedules", "holidaySchedules",
    "dnis",         "interruptableMediaTypes", "ivrs",          "entities",        "skills",
    "languages"};

bool is_set(std::string_view key) { return std::find(kSets.begin(), kSets.end(), key) != kSets.end(); }

Value disturbed(const Value& value, std::mt19937& dice, std::string_view key) {
  if (const auto* list = value.as<List>()) {
    List elements;
    for (const auto& element : *list) elements.push_back(disturbed(element, dice, key));
    if (is_set(key)) std::shuffle(elements.begin(), elements.end(), dice);
    return elements;
  }
  const auto* map = value.as<Map>();
  if (map == nullptr) return value;
  Map members;
  for (const auto [name, member] : *map) members.set(name.name, disturbed(member, dice, name.name));
  if (map->contains("id") && map->contains("name")) members.set("alsoInvented", List{"deep", Map{{"y", 1}}});
  return members;
}

}  // namespace

Value as_answered_otherwise(const Value& body, unsigned& state) {
  std::mt19937 dice(state);
  auto other = disturbed(body, dice, "");
  state = static_cast<unsigned>(dice());
  return other;
}

}  // namespace interlock::testing
