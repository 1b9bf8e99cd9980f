#include "render/settings_report.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "codec/json.hpp"
#include "render/formats.hpp"
#include "render/paint.hpp"

namespace interlock {
namespace {

constexpr std::array<std::string_view, 4> kSources{"flag", "environment", "file", "default"};

std::string origin_words(const EffectiveSetting& setting) {
  if (setting.at) return visible(to_string(setting.at));
  return setting.from.empty() ? std::string(source_name(setting.source)) : setting.from;
}

std::string value_words(const Value& value) {
  if (value.is<Null>()) return "not set";
  const auto* text = value.as<std::string>();
  return text != nullptr ? visible(*text) : visible(write_json(value));
}

std::string padded(std::string text, std::size_t width) {
  const auto length = code_points(text);
  if (length < width) text.append(width - length, ' ');
  return text;
}

}  // namespace

std::string_view source_name(SettingSource source) { return kSources[static_cast<std::size_t>(source)]; }

namespace render {

std::string settings_text(const SettingsReport& report, const Style& style) {
  std::size_t names = 0, values = 0;
  for (const auto& setting : report.settings) {
    names = std::max(names, code_points(setting.name));
    values = std::max(values, std::min<std::size_t>(40, code_points(value_words(setting.value))));
  }
  auto text = paint(style, Color::bold, "Settings") +
              (report.tenant.empty() ? ", no tenant chosen" : " for tenant " + quoted(report.tenant)) + "\n";
  for (const auto& setting : report.settings) {
    text += "  " + padded(setting.name, names) + "  " + padded(value_words(setting.value), values) + "  " +
            origin_words(setting) + "\n";
  }
  return text;
}

}  // namespace render
}  // namespace interlock
