// Fields that hold many words: levels, sets, maps.
#include <algorithm>
#include <array>
#include <utility>

#include "base/text.hpp"
#include "codec/complaints.hpp"
#include "codec/decoding.hpp"
#include "model/address.hpp"
#include "model/number.hpp"

namespace interlock {
namespace {

using namespace decoding;

/// Entries of a map in normal form, gathered one by one.
struct Entries {
  std::vector<Key> keys{};
  std::vector<Value> values{};

  void add(const Key& key, Value value) {
    keys.push_back(key);
    values.push_back(std::move(value));
  }
  Value value(const Place& at) && { return Value(Map::of(std::move(keys), std::move(values)), at); }
};

Decoded decode_level(const std::string& what, const Value& value, const LevelRange& range, Problems& problems) {
  const auto* text = value.as<std::string>();
  if (text != nullptr && *text == "absent") return Value(Null{}, value.at);
  auto level = level_of(value, range);
  if (!level) problems.push_back(wrong_level(what, value, range));
  return level;
}

/// The kinds whose members an address_set can name.
constexpr std::array kGroups{Kind::skill_group, Kind::group, Kind::team};

const std::string* group_address(const Field& field, const Value& element) {
  const auto* text = text_of(field.what(), element, field.problems());
  if (text == nullptr) return nullptr;
  const auto address = parse_address(*text);
  if (!address || std::find(kGroups.begin(), kGroups.end(), address->kind) == kGroups.end()) {
    field.problems().push_back(
        wrong_type(field.what(), element, "an address", "write skill_group/NAME, group/NAME or team/NAME"));
    return nullptr;
  }
  const auto longest = info(address->kind).longest_name;
  return is_name(field.what(), address->name, element.at, longest, field.problems()) ? text : nullptr;
}

/// A set from a list: `name_of` gives the name of an element in normal form, or nothing where it is wrong.
template <class NameOf>
Decoded decode_set(const Field& field, const NameOf& name_of) {
  const auto* list = list_of(field.what(), field.value, field.problems());
  if (list == nullptr) return std::nullopt;
  Named names(field);
  for (const auto& element : *list) {
    if (are_enough(field.problems())) break;
    if (const auto name = name_of(element)) names.add(*name, element.at, Value(true, element.at));
  }
  return std::move(names).value();
}

}  // namespace

namespace decoding {

void Named::add(const std::string& name, const Place& at, Value value) {
  const auto [first, is_new] = places_.emplace(name, at);
  if (!is_new) {
    field_.problems().push_back({.rule = "B21",
                                 .where = at,
                                 .message = field_.what() + " names " + quoted(name) + " twice",
                                 .hint = "remove one of the two",
                                 .related = {{first->second, "first named here"}}});
    return;
  }
  keys_.push_back({name, at});
  values_.push_back(std::move(value));
}

Decoded decode_levels(const Field& field) {
  const auto* map = map_of(field.what(), field.value, field.problems());
  if (map == nullptr) return std::nullopt;
  const auto& context = field.context;
  const auto target = std::string(kind_name(*field.info.target));
  const auto range = level_range(field.info, context.api);
  Entries levels;
  for (const auto& [key, value] : *map) {
    if (are_enough(context.problems)) break;
    if (!is_name(context.owner + ": " + target + " name", key.name, key.at, field.longest_target(), context.problems)) {
      continue;
    }
    auto level = decode_level(context.owner + ": level of " + quoted(key.name), value, range, context.problems);
    if (level) levels.add(key, *std::move(level));
  }
  return std::move(levels).value(field.value.at);
}

Decoded decode_reference_set(const Field& field) {
  return decode_set(field, [&](const Value& element) {
    return decode_name(field.what(), element, field.longest_target(), field.problems());
  });
}

Decoded decode_text_set(const Field& field) {
  return decode_set(field, [&](const Value& element) {
    auto text = decode_form(field.what(), element, field);
    if (text && text->empty()) {
      field.problems().push_back(missing_value(field.what(), element.at));
      text.reset();
    }
    return text;
  });
}

Decoded decode_address_set(const Field& field) {
  return decode_set(field, [&](const Value& element) { return group_address(field, element); });
}

Decoded decode_reference_map(const Field& field) {
  const auto* map = map_of(field.what(), field.value, field.problems());
  if (map == nullptr) return std::nullopt;
  const auto owner = field.context.owner + ": " + std::string(field.info.name);
  const auto& choices = field.info.choices;
  Entries names;
  for (const auto& [key, value] : *map) {
    if (are_enough(field.problems())) break;
    if (std::find(choices.begin(), choices.end(), key.name) == choices.end()) {
      field.problems().push_back(unknown_field(owner, key, choices));
    } else if (decode_name(owner + ": " + key.name, value, field.longest_target(), field.problems()) != nullptr) {
      names.add(key, value);
    }
  }
  return std::move(names).value(field.value.at);
}

Decoded decode_scalars(const Field& field) { return decode_scalar_map(field.what(), field.value, field.problems()); }

}  // namespace decoding

std::optional<Value> decode_scalar_map(const std::string& what, const Value& value, Problems& problems) {
  static constexpr std::size_t kLongest = 256;
  const auto* map = map_of(what, value, problems);
  if (map == nullptr) return std::nullopt;
  Entries scalars;
  for (const auto& [key, element] : *map) {
    if (are_enough(problems)) break;
    if (!is_name(what + ": name", key.name, key.at, kLongest, problems)) continue;
    const auto element_words = what + ": " + quoted(key.name);
    if (auto scalar = canonical_scalar(element)) {
      scalars.add(key, *std::move(scalar));
    } else if (element.is<Null>()) {
      problems.push_back(missing_value(element_words, element.at));
    } else {
      problems.push_back(wrong_type(element_words, element, "a text, a number, or true or false"));
    }
  }
  return std::move(scalars).value(value.at);
}

}  // namespace interlock
