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

/// Of a field of the object or of a record in it; elements of keyed fields have no default.
std::optional<Value> fallback_of(Kind kind, const std::string& path) {
  auto fields = info(kind).fields;
  const FieldInfo* field = nullptr;
  for (const auto& segment : pointer_segments(path)) {
    field = find_field(fields, segment);
    if (field == nullptr) return std::nullopt;
    fields = field->shape == Shape::record ? field->record : std::span<const FieldInfo>();
  }
  return field != nullptr ? default_value(*field) : std::nullopt;
}

bool is_same(const std::optional<Value>& a, const std::optional<Value>& b, const std::optional<Value>& fallback) {
  return (a ? a : fallback) == (b ? b : fallback);
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
  // Every place of the fields that an edit could name; the platform fills in defaults that nobody wrote.
  for (const auto& seen : field_edits(kind, &fresh, nullptr)) {
    const bool is_written =
        find_field(info(kind).fields, pointer_segments(seen.path).front())->access == Access::writable;
    const bool is_default = is_same(std::nullopt, seen.before, fallback_of(kind, seen.path));
    if (is_written && !is_default && !is_named(edits, seen.path))
      theirs.push_back({seen.path, std::nullopt, seen.before});
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
