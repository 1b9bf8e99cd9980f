// JSON pointers (RFC 6901). In resource fields an element of a keyed list is named by its key, not by an index.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/value.hpp"

namespace interlock {

std::string pointer(const std::vector<std::string_view>& segments);   // {"levels", "a/b"} -> "/levels/a~1b"
std::vector<std::string> pointer_segments(std::string_view pointer);  // the inverse; "" has none

/// The value at the pointer through maps (by key) and lists (by index), or null where there is none.
const Value* value_at(const Value& root, std::string_view pointer);

}  // namespace interlock
