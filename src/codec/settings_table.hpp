// The keys of interlock.yaml: the one table that drives reading and the JSON Schema.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace interlock {

enum class SettingShape : std::uint8_t {
  text,
  choice,
  count,     // a whole number from 0
  percent,   // a whole number from 0 to 100
  rate,      // "300/min"
  duration,  // "2s"
  region,
  url,       // of a tenant: host and port only
  callback,  // https, with a path
  hosts,     // list of host names
  date,      // "2027-01-31"
  record,    // map of `members`
  records,   // list of such maps
  by_name,   // map of any name to such maps
};

struct SettingInfo {
  std::string_view name;
  SettingShape shape;
  std::string_view doc;
  std::span<const SettingInfo> members{};
  std::span<const std::string_view> choices{};
  bool required = false;
};

inline constexpr std::int64_t kHighestCount = 1'000'000;

/// All keys of the top level but `interlock`.
std::span<const SettingInfo> settings_table();

// What the patterns of the schema say too.
bool is_date(std::string_view text);

}  // namespace interlock
