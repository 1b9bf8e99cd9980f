// The form of the tenant's objects, as tables: of the guide API here, of the published API in published/shapes.cpp.
// They serve the document's reader, the bodies of writes and foreign edits. Fields that no table names are free.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/value.hpp"
#include "sandbox/store.hpp"

namespace interlock::sandbox {

enum class Type : std::uint8_t {
  text,
  name,         // text that is not empty
  choice,       // one of `choices`
  flag,         // true or false
  level,        // 1 to 5
  proficiency,  // a level; in documents any number from 0 to 5, as the published API has them
  count,        // from 1
  integer,      // within `range`
  number,       // any number within `range`
  local_time,   // "2026-01-05T08:00:00.000": no zone
  map,          // of `fields`, or free without any
  list,         // of maps of `fields`, or free
  texts,        // a list of text
};

enum class Writing : std::uint8_t { any_time, at_creation, never };

struct Range {
  std::int64_t lowest = 0;
  std::int64_t highest = std::int64_t{1} << 31;
};

struct Field {
  std::string_view name;
  Type type = Type::text;
  bool required = false;
  std::optional<Collection> target{};  // of an id: what it refers to
  std::span<const std::string_view> choices{};
  std::span<const Field> fields{};
  bool distinct = false;                  // of a list: its elements are told apart by their first field
  std::span<const Collection> targets{};  // of an id beside a `type`: what it refers to, in the order of its choices
  Writing writing = Writing::any_time;    // on the published API
  std::optional<std::string_view> fallback{};  // what the published API shows where nothing is stored
  Range range{};
};

struct Violation {
  std::string pointer;  // into the object
  std::string code;     // of guide-api.md
  std::string message;
};

enum class Strictness : std::uint8_t {
  write,     // a body
  document,  // the tenant's own form: fractions for levels
  partial,   // as document, and nothing is required
};
std::vector<Violation> violations(std::span<const Field> fields, const Value& object, Strictness strictness);

struct Reference {
  std::string pointer;
  Collection target;
  std::string id;
};
/// Every reference of an object; of one that has no violations.
std::vector<Reference> references(std::span<const Field> fields, const Value& object);

/// Takes out whatever refers to that object: fields, and elements of lists. Whether there was any.
bool strip_references(Value& object, std::span<const Field> fields, Collection target, std::string_view id);

/// The fields that the guide API knows; none of a kind that only the published API has.
std::span<const Field> guide_fields(Collection collection);

/// As a body of the guide API.
std::vector<Violation> violations(Collection collection, const Value& object);
std::vector<Reference> references(Collection collection, const Value& object);
/// As an object of the document, which holds what both APIs know.
std::vector<Violation> document_violations(Collection collection, const Value& object);
std::vector<Reference> document_references(Collection collection, const Value& object);

}  // namespace interlock::sandbox
