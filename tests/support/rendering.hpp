// What tests of the formats start from.
#pragma once

#include "render/render.hpp"

namespace interlock::testing {

inline const Format& markdown() { return *find_format("markdown"); }

/// In the fifth column.
inline Place place(const char* file, std::uint32_t line) {
  auto where = whole_file(file);
  where.line = line;
  where.column = 5;
  return where;
}

}  // namespace interlock::testing
