// Times as values. Nothing here reads a clock: the engine's Clock does (faults.md, the five seams).
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace interlock {

using Millis = std::chrono::milliseconds;
using Instant = std::chrono::time_point<std::chrono::steady_clock, Millis>;  // monotonic: for every wait
using Wall = std::chrono::sys_time<Millis>;                                  // for dates in documents and logs only

/// "500ms", "2s", "5m", "24h", "7d"; whole numbers with a unit, nothing else (B42). At most ten years.
std::optional<Millis> parse_duration(std::string_view text);
std::string format_duration(Millis duration);  // the largest unit that divides it: "90s", "5m", "0s"

/// RFC 3339 in UTC: "2026-12-01T02:10:00Z", a fraction of the second where one is given.
std::optional<Wall> parse_wall(std::string_view text);
std::string format_wall(Wall time);  // to the second
/// The same with any offset in the place of the Z: "2026-12-01T10:10:00+08:00".
std::optional<Wall> parse_moment(std::string_view text);

}  // namespace interlock
