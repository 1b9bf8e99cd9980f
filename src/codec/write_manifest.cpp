#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "base/text.hpp"
#include "codec/json.hpp"
#include "codec/manifest.hpp"
#include "codec/yaml_scalar.hpp"

namespace interlock {
namespace {

/// Plain where nobody can take it for anything but text, else in double quotes.
std::string scalar(std::string_view text) {
  static constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  static constexpr std::string_view kInside = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.@-";
  static constexpr std::array<std::string_view, 8> kBooleansElsewhere{"yes", "no", "on", "off", "y", "n", "Yes", "No"};
  const bool is_plain =
      !text.empty() && kLetters.find(text.front()) != std::string_view::npos &&
      text.find_first_not_of(kInside) == std::string_view::npos &&
      std::holds_alternative<std::string>(plain_scalar(std::string(text))) &&
      std::find(kBooleansElsewhere.begin(), kBooleansElsewhere.end(), text) == kBooleansElsewhere.end();
  if (is_plain) return std::string(text);
  auto quoted = quoted_scalar(text);
  // Readers take two braces for a template that was not rendered (B90).
  for (auto at = quoted.find("{{"); at != std::string::npos; at = quoted.find("{{", at)) quoted.replace(at, 1, "\\x7b");
  return quoted;
}

std::string scalar_of(const Value& value) {
  const auto* text = value.as<std::string>();
  return text != nullptr ? scalar(*text) : write_json(value);
}

std::string flow_record(std::span<const FieldInfo> fields, const Map& record, std::string_view key_value = {}) {
  std::string text;
  for (const auto& field : fields) {
    const bool is_key = !key_value.empty() && &field == fields.data();
    const auto* value = is_key ? nullptr : record.find(field.name);
    if (!is_key && value == nullptr) continue;
    text +=
        (text.empty() ? "" : ", ") + std::string(field.name) + ": " + (is_key ? scalar(key_value) : scalar_of(*value));
  }
  return "{" + text + "}";
}

/// Entries of a map on lines of their own, `line` giving the text of each; `empty` where there is none.
template <class Line>
std::string block(const Map& map, std::string_view empty, const Line& line) {
  if (map.empty()) return " " + std::string(empty) + "\n";
  std::string text = "\n";
  for (const auto& [key, value] : map) text += "      " + line(key.name, value) + "\n";
  return text;
}

std::string field_text(const FieldInfo& field, const Value& value) {
  const auto* map = value.as<Map>();
  if (map == nullptr) return " " + scalar_of(value) + "\n";
  switch (field.shape) {
    case Shape::levels:
      return block(*map, "{}", [](const std::string& name, const Value& level) {
        return scalar(name) + ": " + (level.is<Null>() ? "absent" : scalar_of(level));
      });
    case Shape::keyed_list:
      return block(*map, "[]", [&](const std::string& name, const Value& record) {
        return "- " + flow_record(field.record, std::get<Map>(record.data), name);
      });
    case Shape::reference_set:
      return block(*map, "[]", [](const std::string& name, const Value&) { return "- " + scalar(name); });
    default:
      return " " + flow_record(field.record, *map) + "\n";
  }
}

std::string entry_text(const Resource& resource) {
  const auto& kind = info(resource.address.kind);
  auto text = "  - " + std::string(kind.key) + ": " + scalar(resource.address.name) + "\n";
  for (const auto& field : kind.fields) {
    const auto* value = resource.fields.find(field.name);
    if (value != nullptr) text += "    " + std::string(field.name) + ":" + field_text(field, *value);
  }
  return text;
}

}  // namespace

std::string write_manifest(const Manifest& manifest) {
  auto text = "interlock: " + std::to_string(kManifestFormat) + "\n";
  for (const auto& section : sections()) {
    std::string entries;
    for (const auto& resource : manifest.resources) {
      if (info(resource.address.kind).section == section.name) entries += entry_text(resource);
    }
    if (!entries.empty()) text += "\n" + std::string(section.name) + ":\n" + entries;
  }
  return text;
}

}  // namespace interlock
