// What is wrong with an answer of the platform, and the numbers in it: the same for every binding.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/problem.hpp"
#include "base/value.hpp"

namespace interlock {

/// A whole number, also one that is written with a fraction of zeros.
std::optional<std::int64_t> whole(const Value& value);

/// A whole number from 0 to 10^12, so that sums of counts stay numbers; nothing for null and everything else.
std::optional<std::int64_t> count_of(const Value* value);

/// A problem of the platform's data at a JSON pointer of an answer.
Problem fault(std::string rule, Exit exit, const std::string& endpoint, const std::string& at, std::string what);

/// B57: what was found where something else belongs; `found` is null where it is missing.
Problem wrong(const std::string& endpoint, const std::string& at, const Value* found, std::string_view wanted);

/// B57, B53, B54: entities of a page that are no objects, that nothing tells apart, or that come twice. `keys` tells
/// each entity from the others; empty where it has none.
Problems entity_faults(const List& entities, std::span<const std::string> keys, const std::string& endpoint);

}  // namespace interlock
