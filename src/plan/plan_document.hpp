// The parts of the plan file that other documents have too, so that each has one writer.
#pragma once

#include <vector>

#include "plan/plan.hpp"

namespace interlock {

Value place_value(const Place& place);  // {file, line, column}, or null
Value side_value(const std::optional<Value>& side);
Value edit_value(const FieldEdit& edit);
Value held_value(const Held& held);
Value ignored_value(const Ignored& ignored);
Value skill_capacity_value(const SkillCapacity& skill);

/// What `value_of` makes of each element.
template <class T>
List list_of(const std::vector<T>& elements, Value (*value_of)(const T&)) {
  List list;
  for (const auto& element : elements) list.push_back(value_of(element));
  return list;
}

}  // namespace interlock
