// What the random instances of every order have in common.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "support/orders.hpp"

namespace interlock::testing {

inline constexpr unsigned kInstances = 20000;

inline const std::vector<std::string> kSkills{"A", "B", "C"};

inline Map random_levels(Dice& dice) {
  Map levels;
  for (const auto& skill : kSkills) {
    if (const int level = dice.up_to(3); level > 0) levels.set(skill, level);
  }
  return levels;
}

inline Map random_requirements(Dice& dice, bool with_max) {
  Map required;
  for (const auto& skill : kSkills) {
    if (!dice.one_in(2)) continue;
    const int level = 1 + dice.up_to(2);
    Map range{{"level", level}};
    if (with_max && dice.one_in(2)) range.set("max", std::min(5, level + dice.up_to(2)));
    required.set(skill, Value(std::move(range)));
  }
  return required;
}

}  // namespace interlock::testing
