// Where the tenant document keeps what analytics count.
#pragma once

#include <string_view>

#include "base/value.hpp"

namespace interlock::sandbox {

inline constexpr std::string_view kStatistics = "queue_statistics";  // by queue id

/// What is wrong with the counts of a queue; empty where nothing is.
std::string_view statistics_fault(const Value& counts);

}  // namespace interlock::sandbox
