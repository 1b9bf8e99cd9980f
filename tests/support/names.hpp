// Row names for table tests: every row has a `name` that reads as a sentence.
#pragma once

#include <gtest/gtest.h>

#include <string>

namespace interlock::testing {

inline constexpr auto row_name = [](const auto& row) { return std::string(row.param.name); };

}  // namespace interlock::testing
