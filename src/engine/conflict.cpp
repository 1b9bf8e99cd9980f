#include "engine/conflict.hpp"

#include <algorithm>

#include "base/pointer.hpp"
#include "base/text.hpp"
#include "codec/json.hpp"
#include "diff/diff.hpp"

namespace interlock {
namespace {

std::optional<Value> found_at(const Map& fields, std::string_view path) {
  const Value root(fields);
  const auto* value = value_at(root, path);
  if (value == nullptr || value->is<Null>()) return std::nullopt;
  return *value;
}

std::optional<Value> fallback_of(Kind kind, const std::string& path) {
  const auto segments = pointer_segments(path);
  const auto* field = segments.size() == 1 ? find_field(info(kind).fields, segments.front()) : nullptr;
  return field != nullptr ? default_value(*field) : std::nullopt;
}

bool is_same(const std::optional<Value>& a, const std::optional<Value>& b, const std::optional<Value>& fallback) {
  return (a ? a : fallback) == (b ? b : fallback);
}

/// Every place of the fields that an edit could name.
std::vector<FieldEdit> unseen(const FieldInfo& field, const Value& value) {
  const auto* elements = value.as<Map>();
  if (!is_keyed(field.shape) || elements == nullptr) return {{pointer({field.name}), std::nullopt, value}};
  std::vector<FieldEdit> edits;
  for (const auto& [key, element] : *elements) {
    edits.push_back({pointer({field.name, key.name}), std::nullopt, element});
  }
  return edits;
}

bool is_named(std::span<const FieldEdit> edits, const std::string& path) {
  return std::any_of(edits.begin(), edits.end(), [&](const FieldEdit& edit) { return edit.path == path; });
}

std::string shown(const std::optional<Value>& value) { return value ? quoted(write_json(*value)) : "absent"; }

}  // namespace

Judgement judge_edits(Kind kind, std::span<const FieldEdit> edits, const Map& fresh) {
  std::vector<FieldEdit> remaining;
  std::vector<FieldEdit> theirs;
  for (const auto& edit : edits) {
    const auto found = found_at(fresh, edit.path);
    const auto fallback = fallback_of(kind, edit.path);
    if (is_same(found, edit.after, fallback)) continue;
    if (is_same(found, edit.before, fallback)) {
      remaining.push_back(edit);
    } else {
      theirs.push_back({edit.path, edit.before, found});
    }
  }
  if (!theirs.empty()) return Conflict{std::move(theirs)};
  if (!remaining.empty()) return Remaining{std::move(remaining)};
  return AsWanted{};
}

Judgement judge_removal(Kind kind, std::span<const FieldEdit> edits, const Map& fresh) {
  auto judgement = judge_edits(kind, edits, fresh);
  std::vector<FieldEdit> theirs;
  if (const auto* conflict = std::get_if<Conflict>(&judgement)) theirs = conflict->theirs;
  for (const auto& field : info(kind).fields) {
    const auto* value = fresh.find(field.name);
    if (value == nullptr || field.access != Access::writable || field.name == info(kind).key) continue;
    for (auto& edit : unseen(field, *value)) {
      if (!is_named(edits, edit.path)) theirs.push_back(std::move(edit));
    }
  }
  if (!theirs.empty()) return Conflict{std::move(theirs)};
  return Remaining{{edits.begin(), edits.end()}};
}

std::vector<FieldEdit> unmet(Kind kind, std::span<const FieldEdit> edits, const Map& fresh) {
  std::vector<FieldEdit> unmet;
  for (const auto& edit : edits) {
    auto found = found_at(fresh, edit.path);
    if (is_same(found, edit.after, fallback_of(kind, edit.path))) continue;
    unmet.push_back({edit.path, edit.after, std::move(found)});
  }
  return unmet;
}

std::vector<Address> references(Kind kind, std::span<const FieldEdit> edits) {
  std::vector<Address> addresses;
  for (const auto& edit : edits) {
    const auto named = named_by(kind, edit.path, edit.after ? edit.after : edit.before);
    addresses.insert(addresses.end(), named.begin(), named.end());
  }
  return addresses;
}

std::string described(const FieldEdit& theirs, std::string_view expected) {
  return quoted(theirs.path) + " is " + shown(theirs.after) + " where " + shown(theirs.before) + " was " +
         std::string(expected);
}

}  // namespace interlock
