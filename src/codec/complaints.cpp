#include "codec/complaints.hpp"

#include <algorithm>

#include "base/overloaded.hpp"
#include "base/text.hpp"
#include "model/kind.hpp"

namespace interlock {
namespace {

/// As it would be written, for values that are one word.
std::string written(const Value& value) {
  return std::visit(
      overloaded{[](Null) { return std::string("null"); },
                 [](bool flag) { return std::string(flag ? "true" : "false"); },
                 [](std::int64_t number) { return std::to_string(number); },
                 [](const Decimal& number) { return visible(number.text.substr(0, 80)); },
                 [](const std::string& text) { return quoted(text); },
                 [](const List&) { return std::string("a list"); }, [](const Map&) { return std::string("a map"); }},
      value.data);
}

bool is_number(const Value& value) { return value.is<std::int64_t>() || value.is<Decimal>(); }

template <class T>
const T* typed(const std::string& what, const Value& value, const std::string& wanted, std::string hint,
               Problems& problems) {
  const auto* found = value.as<T>();
  if (found == nullptr) {
    problems.push_back(value.is<Null>() ? missing_value(what, value.at)
                                        : wrong_type(what, value, wanted, std::move(hint)));
  }
  return found;
}

}  // namespace

bool are_enough(const Problems& problems) {
  static constexpr std::size_t kEnough = 10'000;
  return problems.size() >= kEnough;
}

std::string shown(const Value& value) {
  if (value.is<std::string>()) return "the text " + written(value);
  if (is_number(value)) return "the number " + written(value);
  return written(value);
}

Problem missing_value(const std::string& what, const Place& at) {
  return {.rule = "B6",
          .where = at,
          .message = what + " has no value",
          .hint =
              "leave the key out to leave the field alone; a removal is written out (`absent: true`, "
              "`SKILL: absent`, `mode: exact`)"};
}

Problem wrong_type(const std::string& what, const Value& value, const std::string& wanted, std::string hint) {
  return {.rule = "B5",
          .where = value.at,
          .message = what + " is " + shown(value) + "; " + wanted + " is wanted",
          .hint = std::move(hint)};
}

const std::string* text_of(const std::string& what, const Value& value, Problems& problems) {
  const bool is_word = is_number(value) || value.is<bool>();
  return typed<std::string>(what, value, "text", is_word ? "quote it: \"" + written(value) + "\"" : "", problems);
}

std::optional<bool> flag_of(const std::string& what, const Value& value, Problems& problems) {
  const auto* flag = typed<bool>(what, value, "true or false", "write `true` or `false`, without quotes", problems);
  return flag != nullptr ? std::optional(*flag) : std::nullopt;
}

const Map* map_of(const std::string& what, const Value& value, Problems& problems) {
  return typed<Map>(what, value, "a map", {}, problems);
}

const List* list_of(const std::string& what, const Value& value, Problems& problems) {
  return typed<List>(what, value, "a list", {}, problems);
}

const std::string* choice_of(const std::string& what, const Value& value, std::span<const std::string_view> choices,
                             Problems& problems) {
  const auto* text = text_of(what, value, problems);
  if (text == nullptr || std::find(choices.begin(), choices.end(), *text) != choices.end()) return text;
  problems.push_back(wrong_type(what, value, "one of " + join(choices, ", "), did_you_mean(*text, choices)));
  return nullptr;
}

Problem unknown_field(const std::string& what, const Key& key, std::span<const std::string_view> known) {
  auto hint = did_you_mean(key.name, known);
  if (known.size() <= 10) hint += (hint.empty() ? "" : " ") + ("it has " + join(known, ", "));
  return {
      .rule = "B7", .where = key.at, .message = what + ": unknown field " + quoted(key.name), .hint = std::move(hint)};
}

Problem missing_field(const std::string& what, std::string_view field, const Place& at) {
  return {.rule = "B7",
          .where = at,
          .message = what + ": field '" + std::string(field) + "' is missing",
          .hint = "add `" + std::string(field) + ":`"};
}

bool is_current_format(const Map& document, const Place& at, Problems& problems) {
  const auto current = "interlock: " + std::to_string(kManifestFormat);
  const auto refuse = [&](const Place& where, std::string message, std::string hint) {
    problems.push_back({.rule = "B38", .where = where, .message = std::move(message), .hint = std::move(hint)});
    return false;
  };
  const auto* format = document.find("interlock");
  if (format == nullptr) {
    return refuse(at, "the format number is missing; this version reads format 1",
                  "write `" + current + "` at the top of the document");
  }
  const auto* number = format->as<std::int64_t>();
  if (number == nullptr) {
    return refuse(format->at, "the format is " + shown(*format) + "; this version reads format 1",
                  "write `" + current + "`");
  }
  if (*number == kManifestFormat) return true;
  const bool newer = *number > kManifestFormat;
  return refuse(format->at,
                "format " + std::to_string(*number) + " is " + (newer ? "newer" : "older") +
                    " than this version, which reads format 1",
                newer ? "update interlock, or go back to `" + current + "`"
                      : "no older format was ever published: write `" + current + "`");
}

}  // namespace interlock
