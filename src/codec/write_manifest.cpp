#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "codec/children.hpp"
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

std::string indentation(std::size_t depth) { return std::string(depth, ' '); }

/// Whether a value is one word, so that a record of such fits a line.
bool is_word(const Value& value) { return !value.is<Map>() && !value.is<List>(); }

/// The fields of a record that are there, in the order of the table.
using Present = std::vector<std::pair<const FieldInfo*, const Value*>>;
Present present(std::span<const FieldInfo> fields, const Map& record) {
  Present found;
  for (const auto& field : fields) {
    if (const auto* value = record.find(field.name)) found.emplace_back(&field, value);
  }
  return found;
}

/// "{skill: Billing, level: 2}" where that is short and flat, else nothing.
std::optional<std::string> flow(const Present& record) {
  static constexpr std::size_t kLongest = 100;
  std::string text;
  for (const auto& [field, value] : record) {
    if (!is_word(*value)) return std::nullopt;
    text += (text.empty() ? "" : ", ") + std::string(field->name) + ": " + scalar_of(*value);
    if (text.size() > kLongest) return std::nullopt;
  }
  return "{" + text + "}";
}

std::string field_text(const FieldInfo& field, const Value& value, std::size_t depth);

/// The fields on lines of their own; the first one stands behind what the caller wrote.
std::string block(const Present& record, std::size_t depth) {
  std::string text;
  for (const auto& [field, value] : record) {
    text +=
        (text.empty() ? "" : indentation(depth)) + std::string(field->name) + ":" + field_text(*field, *value, depth);
  }
  return text;
}

std::string record_text(const FieldInfo& field, const Map& record, std::size_t depth) {
  const auto fields = present(field.record, record);
  if (const auto line = flow(fields)) return " " + *line + "\n";
  return "\n" + indentation(depth + 2) + block(fields, depth + 2);
}

std::string element_text(const FieldInfo& field, const Map& record, std::size_t depth) {
  const auto fields = present(field.record, record);
  const auto line = flow(fields);
  return indentation(depth + 2) + "- " + (line ? *line + "\n" : block(fields, depth + 4));
}

/// A key with its colon. YAML takes none of over 1024 characters for a key that stands alone on its line.
std::string key_text(std::string_view name, std::size_t depth) {
  static constexpr std::size_t kLongest = 1000;
  const auto key = scalar(name);
  return key.size() <= kLongest ? key + ":" : "? " + key + "\n" + indentation(depth) + ":";
}

/// One line an entry, or the empty collection on the line of the field.
template <class Line>
std::string lines(const Map& map, std::string_view empty, std::size_t depth, const Line& line) {
  if (map.empty()) return " " + std::string(empty) + "\n";
  std::string text = "\n";
  for (const auto& [key, value] : map) text += indentation(depth + 2) + line(key.name, value) + "\n";
  return text;
}

std::string pairs_text(const Map& map, std::size_t depth) {
  return lines(map, "{}", depth, [&](const std::string& name, const Value& value) {
    return key_text(name, depth + 2) + " " + (value.is<Null>() ? "absent" : scalar_of(value));
  });
}

std::string set_text(const Map& map, std::size_t depth) {
  return lines(map, "[]", depth, [](const std::string& name, const Value&) { return "- " + scalar(name); });
}

std::string keyed_text(const FieldInfo& field, const Map& map, std::size_t depth) {
  if (map.empty()) return " []\n";
  std::string text = "\n";
  for (const auto& [key, value] : map) {
    auto record = std::get<Map>(value.data);
    record.set(field.record.front().name, Value(key.name));
    text += element_text(field, record, depth);
  }
  return text;
}

std::string records_text(const FieldInfo& field, const List& records, std::size_t depth) {
  if (records.empty()) return " []\n";
  std::string text = "\n";
  for (const auto& record : records) text += element_text(field, std::get<Map>(record.data), depth);
  return text;
}

/// What stands behind the name of the field, which is indented by `depth`, with the line's end.
std::string field_text(const FieldInfo& field, const Value& value, std::size_t depth) {
  if (const auto* list = value.as<List>()) return records_text(field, *list, depth);
  const auto* map = value.as<Map>();
  if (map == nullptr) return " " + scalar_of(value) + "\n";
  switch (field.shape) {
    case Shape::levels:
    case Shape::reference_map:
    case Shape::scalars:
      return pairs_text(*map, depth);
    case Shape::reference_set:
    case Shape::text_set:
    case Shape::address_set:
      return set_text(*map, depth);
    case Shape::keyed_list:
      return keyed_text(field, *map, depth);
    default:
      return record_text(field, *map, depth);
  }
}

constexpr std::size_t kEntryDepth = 4;  // of the fields of an entry

/// The entries that stand in another one, by its name.
using Children = std::map<std::string_view, std::vector<const Resource*>>;

/// "SIN:" and its columns, or "SIN: absent".
std::string child_text(const Resource& child, std::size_t depth) {
  const std::string_view name = child.address.name;
  const auto text = indentation(depth) + key_text(name.substr(name.find('/') + 1), depth);
  if (child.is_absent()) return text + " absent\n";
  for (const auto& field : info(child.address.kind).fields) {
    const auto* value = field.shape == Shape::scalars ? child.fields.find(field.name) : nullptr;
    if (value != nullptr) return text + field_text(field, *value, depth);
  }
  return text + " {}\n";
}

std::string children_text(const FieldInfo& field, std::span<const Resource* const> children) {
  auto text = indentation(kEntryDepth) + std::string(field.name) + ":\n";
  for (const auto* child : children) text += child_text(*child, kEntryDepth + 2);
  return text;
}

std::string entry_text(const Resource& resource, std::span<const Resource* const> children) {
  const auto& kind = info(resource.address.kind);
  auto text = "  - " + std::string(kind.key) + ": " + scalar(resource.address.name) + "\n";
  for (const auto& field : kind.fields) {
    if (field.shape == Shape::children && !children.empty()) text += children_text(field, children);
    const auto* value = resource.fields.find(field.name);
    if (value == nullptr) continue;
    text += indentation(kEntryDepth) + std::string(field.name) + ":" + field_text(field, *value, kEntryDepth);
  }
  return text;
}

/// The entries of the section in their order. Rows of a table that has no entry get one that says nothing else.
std::string section_text(const Manifest& manifest, std::string_view section, Children children) {
  std::string text;
  for (const auto& resource : manifest.resources) {
    const auto& kind = info(resource.address.kind);
    if (kind.section != section) continue;
    const bool has_children = children_field(kind) != nullptr;
    auto own = has_children ? children.extract(resource.address.name) : Children::node_type();
    text += entry_text(resource, own.empty() ? std::vector<const Resource*>{} : own.mapped());
  }
  for (const auto& [name, orphans] : children) text += entry_text({*table_of(orphans.front()->address), {}}, orphans);
  return text;
}

/// "{name: Q, requires: [{skill: A, level: 2}]}": the same as above, in one line.
std::string line_of(std::span<const FieldInfo> fields, const Map& record);

std::string keyed_line(const FieldInfo& field, const Map& map) {
  std::vector<std::string> parts;
  for (const auto& [key, value] : map) {
    auto record = std::get<Map>(value.data);
    record.set(field.record.front().name, Value(key.name));
    parts.push_back(line_of(field.record, record));
  }
  return "[" + join(parts, ", ") + "]";
}

std::string map_line(const FieldInfo& field, const Map& map) {
  std::vector<std::string> names, pairs;
  for (const auto& [key, value] : map) {
    names.push_back(scalar(key.name));
    pairs.push_back(names.back() + ": " + (value.is<Null>() ? "absent" : scalar_of(value)));
  }
  switch (field.shape) {
    case Shape::levels:
    case Shape::reference_map:
    case Shape::scalars:
      return "{" + join(pairs, ", ") + "}";
    case Shape::reference_set:
    case Shape::text_set:
    case Shape::address_set:
      return "[" + join(names, ", ") + "]";
    case Shape::keyed_list:
      return keyed_line(field, map);
    default:
      return line_of(field.record, map);
  }
}

std::string value_line(const FieldInfo& field, const Value& value) {
  if (const auto* map = value.as<Map>()) return map_line(field, *map);
  const auto* list = value.as<List>();
  if (list == nullptr) return scalar_of(value);
  std::vector<std::string> parts;
  for (const auto& record : *list) parts.push_back(line_of(field.record, std::get<Map>(record.data)));
  return "[" + join(parts, ", ") + "]";
}

std::string line_of(std::span<const FieldInfo> fields, const Map& record) {
  std::vector<std::string> parts;
  for (const auto& [field, value] : present(fields, record)) {
    parts.push_back(std::string(field->name) + ": " + value_line(*field, *value));
  }
  return "{" + join(parts, ", ") + "}";
}

std::string entry_line(const Resource& resource) {
  const auto& kind = info(resource.address.kind);
  const auto name = std::string(kind.key) + ": " + scalar(resource.address.name);
  const auto fields = line_of(kind.fields, resource.fields);
  return "{" + name + (fields == "{}" ? "}" : ", " + fields.substr(1));
}

}  // namespace

std::string write_line(const Manifest& manifest) {
  auto text = "{interlock: " + std::to_string(kManifestFormat);
  for (const auto& section : sections()) {
    std::vector<std::string> entries;
    for (const auto& resource : manifest.resources) {
      const auto& kind = info(resource.address.kind);
      if (kind.kind != Kind::row && kind.section == section.name) entries.push_back(entry_line(resource));
    }
    if (!entries.empty()) text += ", " + std::string(section.name) + ": [" + join(entries, ", ") + "]";
  }
  return text + "}";
}

std::string write_manifest(const Manifest& manifest) {
  Children rows;
  for (const auto& resource : manifest.resources) {
    const std::string_view name = resource.address.name;
    if (resource.address.kind == Kind::row) rows[name.substr(0, name.find('/'))].push_back(&resource);
  }
  auto text = "interlock: " + std::to_string(kManifestFormat) + "\n";
  for (const auto& section : sections()) {
    const bool has_rows = section.name == info(Kind::data_table).section;
    const auto entries = section_text(manifest, section.name, has_rows ? rows : Children{});
    if (!entries.empty()) text += "\n" + std::string(section.name) + ":\n" + entries;
  }
  return text;
}

}  // namespace interlock
