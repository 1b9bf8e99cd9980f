#include "render/words.hpp"

#include <algorithm>
#include <array>

#include "base/pointer.hpp"
#include "base/text.hpp"
#include "codec/json.hpp"
#include "render/markdown.hpp"

namespace interlock::render {
namespace {

/// What people call a kind otherwise than by its name.
struct KindWords {
  Kind kind;
  std::string_view words;
};
constexpr std::array kKindWords{KindWords{Kind::user, "agent"}, KindWords{Kind::profile, "shared profile"},
                                KindWords{Kind::row, "row of a table"}, KindWords{Kind::ivr, "IVR"}};

std::string level_words(const Value& value) {
  const auto* level = value.as<std::int64_t>();
  return level != nullptr ? "level " + std::to_string(*level) : cell(write_json(value));
}

std::string plain_words(const Value& value) {
  const auto* text = value.as<std::string>();
  return cell(text != nullptr ? *text : write_json(value), kValueLimit);
}

/// Fields whose elements have words of their own; what is not here is shown by its name and value.
struct FieldWords {
  std::string_view field;
  std::string_view subject;
  std::string (*value)(const Value&);
};
constexpr std::array kFields{FieldWords{"levels", "level of ", level_words},
                             FieldWords{"requires", "asks for ", range_words}};

const FieldWords* words_of(const std::vector<std::string>& segments) {
  const auto found = std::find_if(kFields.begin(), kFields.end(), [&](const FieldWords& row) {
    return segments.size() == 2 && row.field == segments.front();
  });
  return found != kFields.end() ? &*found : nullptr;
}

}  // namespace

std::string kind_words(Kind kind) {
  const auto found =
      std::find_if(kKindWords.begin(), kKindWords.end(), [&](const KindWords& row) { return row.kind == kind; });
  if (found != kKindWords.end()) return std::string(found->words);
  std::string words(kind_name(kind));
  std::replace(words.begin(), words.end(), '_', ' ');
  return words;
}

std::string object_cell(std::string_view shown) {
  const auto address = parse_address(shown);
  return address ? kind_words(address->kind) + " " + cell(address->name) : cell(shown);
}

std::string field_cell(std::string_view path) {
  const auto segments = pointer_segments(path);
  if (const auto* words = words_of(segments)) return std::string(words->subject) + cell(segments.back());
  return cell(path.starts_with('/') ? path.substr(1) : path);
}

std::string side_cell(std::string_view path, const std::optional<Value>& side) {
  if (!side) return "none";
  const auto* words = words_of(pointer_segments(path));
  return words != nullptr ? words->value(*side) : plain_words(*side);
}

std::string range_words(const Value& requirement) {
  const auto level = std::to_string(integer_or(requirement, "level", 1));
  const auto* max = requirement.find("max");
  const auto* highest = max != nullptr ? max->as<std::int64_t>() : nullptr;
  if (highest == nullptr && level == "5") return "level 5";
  return "level " + level + (highest != nullptr ? " to " + std::to_string(*highest) : " or higher");
}

}  // namespace interlock::render
