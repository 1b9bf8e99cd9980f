// The names of time zones. What their clocks show is the platform's affair: schedules are in local time.
#pragma once

#include <string_view>

namespace interlock {

/// Whether the tz database has a zone, or another name of one, that is written just so.
bool is_time_zone(std::string_view name);

}  // namespace interlock
