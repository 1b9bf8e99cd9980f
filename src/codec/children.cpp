#include "codec/children.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/text.hpp"
#include "codec/complaints.hpp"
#include "codec/fields.hpp"

namespace interlock {
namespace {

constexpr std::string_view kAbsent = "absent";
constexpr std::size_t kLongestKey = 256;

/// The field of a child that its map gives.
const FieldInfo& content_field(const KindInfo& kind) {
  return *std::find_if(kind.fields.begin(), kind.fields.end(),
                       [](const FieldInfo& field) { return field.shape == Shape::scalars; });
}

bool is_key(const std::string& owner, const Key& key, Problems& problems) {
  const auto length = code_points(key.name);
  if (length <= kLongestKey) return is_name(owner + ": key", key.name, key.at, kLongestKey, problems);
  problems.push_back({.rule = "B80",
                      .where = key.at,
                      .message = owner + ": key " + quoted(key.name) + " has " + std::to_string(length) +
                                 " characters; " + std::to_string(kLongestKey) + " are allowed",
                      .hint = "shorten it"});
  return false;
}

/// The column `key` is the key itself: it cannot have another value.
void take_key_column(const std::string& owner, Value& columns, Problems& problems) {
  auto* map = columns.as<Map>();
  const auto* key = map != nullptr ? map->find_key("key") : nullptr;
  if (key == nullptr) return;
  problems.push_back({.rule = "B80",
                      .where = key->at,
                      .message = owner + ": column 'key' is the key of the row",
                      .hint = "leave it out: the key stands before the columns"});
  map->erase("key");
}

std::optional<Map> fields_of(const std::string& owner, const KindInfo& kind, Value value, Problems& problems) {
  const auto* text = value.as<std::string>();
  if (text != nullptr && *text == kAbsent) {
    Map fields;
    fields.set(kAbsent, Value(true, value.at), value.at);
    return fields;
  }
  if (!value.is<Map>() && !value.is<Null>()) {
    problems.push_back(wrong_type(owner, value, "a map of columns, or `absent`,"));
    return std::nullopt;
  }
  take_key_column(owner, value, problems);
  auto content = decode_scalar_map(owner, value, problems);
  if (!content) return std::nullopt;
  Map fields;
  fields.set(content_field(kind).name, *std::move(content), value.at);
  return fields;
}

/// Addresses of rows part at the first slash.
bool can_hold_children(const std::string& owner, const Resource& parent, const Value& value, Problems& problems) {
  if (parent.address.name.find('/') == std::string::npos) return true;
  problems.push_back({.rule = "B77",
                      .where = value.at,
                      .message = owner + ": with a slash in its name its rows cannot be managed with this version",
                      .hint = "leave them out: they stay as they are"});
  return false;
}

}  // namespace

const FieldInfo* children_field(const KindInfo& kind) {
  const auto found = std::find_if(kind.fields.begin(), kind.fields.end(),
                                  [](const FieldInfo& field) { return field.shape == Shape::children; });
  return found != kind.fields.end() ? &*found : nullptr;
}

std::vector<Resource> read_children(const FieldInfo& field, const Resource& parent, const Value& value,
                                    Problems& problems) {
  const auto& kind = info(*field.target);
  const auto owner = std::string(kind_name(parent.address.kind)) + " " + quoted(parent.address.name);
  const auto* map = map_of(owner + ": field '" + std::string(field.name) + "'", value, problems);
  if (map == nullptr || !can_hold_children(owner, parent, value, problems)) return {};
  std::vector<Resource> children;
  for (const auto& [key, content] : *map) {
    if (are_enough(problems)) break;
    if (!is_key(owner + ": " + std::string(kind.name), key, problems)) continue;
    const auto child_words = owner + ": " + std::string(kind.name) + " " + quoted(key.name);
    auto fields = fields_of(child_words, kind, content, problems);
    if (fields) children.push_back({{kind.kind, parent.address.name + "/" + key.name}, *std::move(fields), key.at});
  }
  return children;
}

}  // namespace interlock
