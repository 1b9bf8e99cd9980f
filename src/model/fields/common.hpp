// Fields that several kinds have, and the words of their choices.
#pragma once

#include <array>
#include <string_view>

#include "model/kind.hpp"

namespace interlock::fields {

using enum Shape;
using enum Access;

inline constexpr FieldInfo kId{
    .name = "id", .doc = "Pins the live object of this id, whatever its name.", .access = directive};
inline constexpr FieldInfo kAbsent{
    .name = "absent", .shape = flag, .doc = "The object shall not exist.", .access = directive};
inline constexpr FieldInfo kDivision{.name = "division",
                                     .shape = reference,
                                     .doc = "The division that owns the object.",
                                     .apis = Apis::published,
                                     .target = Kind::division};
inline constexpr FieldInfo kDescription{
    .name = "description", .doc = "What the object is for.", .apis = Apis::published, .fallback = ""};

constexpr FieldInfo key_field(std::string_view name, std::string_view doc) {
  return {.name = name, .doc = doc, .required = true};
}
/// A reference of the published API to an object of that kind.
constexpr FieldInfo reference_to(Kind target, std::string_view name, std::string_view doc) {
  return {.name = name, .shape = reference, .doc = doc, .apis = Apis::published, .target = target};
}
constexpr FieldInfo published_flag(std::string_view name, std::string_view doc, std::string_view fallback = "false") {
  return {.name = name, .shape = flag, .doc = doc, .apis = Apis::published, .fallback = fallback};
}
constexpr FieldInfo published_text(std::string_view name, std::string_view doc) {
  return {.name = name, .doc = doc, .apis = Apis::published, .fallback = ""};
}
constexpr FieldInfo published_number(std::string_view name, std::string_view doc, NumberRange range = {}) {
  return {.name = name, .shape = number, .doc = doc, .apis = Apis::published, .range = range};
}
constexpr FieldInfo published_choice(std::string_view name, std::string_view doc,
                                     std::span<const std::string_view> choices,
                                     std::optional<std::string_view> fallback = std::nullopt) {
  return {.name = name, .shape = choice, .doc = doc, .apis = Apis::published, .choices = choices, .fallback = fallback};
}
constexpr FieldInfo published_record(std::string_view name, std::string_view doc, std::span<const FieldInfo> record) {
  return {.name = name, .shape = Shape::record, .doc = doc, .apis = Apis::published, .record = record};
}
constexpr FieldInfo published_records(std::string_view name, std::string_view doc, std::span<const FieldInfo> record) {
  return {.name = name, .shape = records, .doc = doc, .apis = Apis::published, .record = record};
}
constexpr FieldInfo references_to(Kind target, std::string_view name, std::string_view doc) {
  return {.name = name, .shape = reference_set, .doc = doc, .apis = Apis::published, .target = target};
}

}  // namespace interlock::fields
