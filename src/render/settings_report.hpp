#pragma once

#include <string>
#include <vector>

#include "base/value.hpp"

namespace interlock {

/// The sources of a setting, the strongest first (manifest.md, Settings).
enum class SettingSource { flag, environment, file, fallback };
std::string_view source_name(SettingSource source);  // "flag", "environment", "file", "default"

struct EffectiveSetting {
  std::string name;  // "limits.deletes.at_most"
  Value value{};     // null: not set; of a secret "set" and nothing else
  SettingSource source = SettingSource::fallback;
  std::string from{};  // "--url", "GENESYSCLOUD_REGION"; empty for the file and for defaults
  Place at{};          // in the settings file
};

struct SettingsReport {
  std::string tenant;  // empty: none is chosen
  std::vector<EffectiveSetting> settings;
};

}  // namespace interlock
