#include "codec/fields.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "base/text.hpp"
#include "codec/complaints.hpp"

namespace interlock {
namespace {

using Decoded = std::optional<Value>;

/// A field of a map: what it is, what was written, and how messages call it.
struct Field {
  const FieldInfo& info;
  const Value& value;
  const FieldContext& context;

  std::string what() const { return context.owner + ": field '" + std::string(info.name) + "'"; }
  Problems& problems() const { return context.problems; }
};

std::size_t longest_target(const FieldInfo& field) {
  static constexpr std::size_t kWithoutTarget = 100;
  return field.target ? info(*field.target).longest_name : kWithoutTarget;
}

std::string range_words(Api api) {
  const auto [lowest, highest] = level_range(api);
  return "whole numbers " + std::to_string(lowest) + " to " + std::to_string(highest) + " are allowed, " +
         std::to_string(highest) + " is the best";
}

Decoded decode_level(const std::string& what, const Value& value, const FieldContext& context) {
  if (is_level(value, context.api)) return value;
  context.problems.push_back(wrong_level(what, value, context.api));
  return std::nullopt;
}

Decoded decode_text(const Field& field) {
  const auto* text = text_of(field.what(), field.value, field.problems());
  if (text == nullptr) return std::nullopt;
  // An empty `id` would pin nothing.
  if (field.info.access == Access::directive && text->empty()) {
    field.problems().push_back(missing_value(field.what(), field.value.at));
    return std::nullopt;
  }
  return field.value;
}

Decoded decode_flag(const Field& field) {
  return flag_of(field.what(), field.value, field.problems()) ? Decoded(field.value) : std::nullopt;
}

Decoded decode_choice(const Field& field) {
  const auto* text = choice_of(field.what(), field.value, field.info.choices, field.problems());
  return text != nullptr ? Decoded(field.value) : std::nullopt;
}

Decoded decode_reference(const Field& field) {
  const auto* name = decode_name(field.what(), field.value, longest_target(field.info), field.problems());
  return name != nullptr ? Decoded(field.value) : std::nullopt;
}

bool is_percentage(std::string_view text) {
  if (!text.ends_with('%') || text.size() < 2 || text.size() > 4 || text.front() == '0') return false;
  text.remove_suffix(1);
  return text.find_first_not_of("0123456789") == std::string_view::npos && (text.size() < 3 || text == "100");
}

Decoded decode_share(const Field& field) {
  const auto* number = field.value.as<std::int64_t>();
  const auto* text = field.value.as<std::string>();
  if ((number != nullptr && *number >= 1) || (text != nullptr && is_percentage(*text))) return field.value;
  field.problems().push_back(
      field.value.is<Null>()
          ? missing_value(field.what(), field.value.at)
          : wrong_type(field.what(), field.value, "a whole number from 1 or a share like 80% (1% to 100%)"));
  return std::nullopt;
}

Decoded decode_levels(const Field& field) {
  const auto* map = map_of(field.what(), field.value, field.problems());
  if (map == nullptr) return std::nullopt;
  const auto& context = field.context;
  std::vector<Key> keys;
  std::vector<Value> values;
  for (const auto& [key, value] : *map) {
    if (are_enough(context.problems)) break;
    if (!is_name(context.owner + ": skill name", key.name, key.at, longest_target(field.info), context.problems)) {
      continue;
    }
    const auto* text = value.as<std::string>();
    auto level = text != nullptr && *text == "absent"
                     ? Decoded(Value(Null{}, value.at))
                     : decode_level(context.owner + ": level of " + quoted(key.name), value, context);
    if (!level) continue;
    keys.push_back(key);
    values.push_back(*std::move(level));
  }
  return Value(Map::of(std::move(keys), std::move(values)), field.value.at);
}

/// The elements of a list by the name that each bears; a name that comes twice is a problem (B21).
class Named {
 public:
  explicit Named(const Field& field) : field_(field) {}

  void add(const std::string& name, const Place& at, Value value) {
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
  Value value() && { return Value(Map::of(std::move(keys_), std::move(values_)), field_.value.at); }

 private:
  const Field& field_;
  std::map<std::string, Place> places_;
  std::vector<Key> keys_;
  std::vector<Value> values_;
};

Decoded decode_reference_set(const Field& field) {
  const auto* list = list_of(field.what(), field.value, field.problems());
  if (list == nullptr) return std::nullopt;
  Named names(field);
  for (const auto& element : *list) {
    if (are_enough(field.problems())) break;
    const auto* name = decode_name(field.what(), element, longest_target(field.info), field.problems());
    if (name != nullptr) names.add(*name, element.at, Value(true, element.at));
  }
  return std::move(names).value();
}

/// The levels of a record are the bounds of a range, in the table's order (B23).
void check_range(const Map& record, std::span<const FieldInfo> fields, const FieldContext& context) {
  const FieldInfo* lower = nullptr;
  for (const auto& upper : fields) {
    if (!upper.is_level || !record.contains(upper.name)) continue;
    const auto* from = lower != nullptr ? record.find(lower->name) : nullptr;
    const auto* to = record.find(upper.name);
    if (from != nullptr && std::get<std::int64_t>(from->data) > std::get<std::int64_t>(to->data)) {
      const auto upper_words = "'" + std::string(upper.name) + "' " + std::to_string(std::get<std::int64_t>(to->data));
      context.problems.push_back({.rule = "B23",
                                  .where = from->at,
                                  .message = context.owner + ": '" + std::string(lower->name) + "' " +
                                             std::to_string(std::get<std::int64_t>(from->data)) + " is over " +
                                             upper_words,
                                  .hint = "nobody could serve it: raise '" + std::string(upper.name) + "'",
                                  .related = {{to->at, upper_words + " is here"}}});
    }
    lower = &upper;
  }
}

/// "queue 'Chat': staffing", "queue 'Chat': requires 'Billing'".
std::string record_owner(const Field& field, const Map& record) {
  const auto owner = field.context.owner + ": " + std::string(field.info.name);
  const auto* key = field.info.shape == Shape::keyed_list ? record.find(field.info.record.front().name) : nullptr;
  const auto* name = key != nullptr ? key->as<std::string>() : nullptr;
  return name != nullptr ? owner + " " + quoted(*name) : owner;
}

Decoded decode_record(const Field& field) {
  const auto* record = map_of(field.what(), field.value, field.problems());
  if (record == nullptr) return std::nullopt;
  const auto owner = record_owner(field, *record);
  const FieldContext context{field.context.api, owner, field.problems()};
  const auto before = field.problems().size();
  auto fields = decode_fields(*record, field.info.record, context);
  check_range(fields, field.info.record, context);
  for (const auto& info : field.info.record) {
    // Beside a field that is wrong the missing one is likely to be the same mistake (G6).
    if (info.required && !record->contains(info.name) && field.problems().size() == before) {
      field.problems().push_back(missing_field(owner, info.name, field.value.at));
    }
  }
  return Value(std::move(fields), field.value.at);
}

Decoded decode_keyed_list(const Field& field) {
  const auto* list = list_of(field.what(), field.value, field.problems());
  if (list == nullptr) return std::nullopt;
  const auto key_name = field.info.record.front().name;
  Named elements(field);
  for (const auto& element : *list) {
    if (are_enough(field.problems())) break;
    auto decoded = decode_record({field.info, element, field.context});
    const auto* key = decoded ? decoded->find(key_name) : nullptr;
    if (key == nullptr) continue;
    const auto name = std::get<std::string>(key->data);
    const auto at = key->at;
    std::get<Map>(decoded->data).erase(key_name);
    elements.add(name, at, *std::move(decoded));
  }
  return std::move(elements).value();
}

/// By Shape.
constexpr std::array<Decoded (*)(const Field&), 9> kDecoders{
    decode_text,   decode_flag,       decode_choice,        decode_reference, decode_share,
    decode_levels, decode_keyed_list, decode_reference_set, decode_record,
};
static_assert(static_cast<std::size_t>(Shape::record) + 1 == kDecoders.size(), "a Shape without a row");

/// B77: the field exists, but not for a manifest of this API.
Problem not_offered(const FieldInfo& field, const Key& key, std::span<const FieldInfo> fields,
                    const FieldContext& context) {
  Problem problem{.rule = "B77", .where = key.at, .message = context.owner + ": field " + quoted(key.name)};
  if (field.access == Access::observed) {
    problem.message += " is read for checks only and cannot be managed with this version";
    problem.hint = "leave the key out: the field stays as it is";
    return problem;
  }
  const auto api = std::string(api_name(context.api));
  problem.message += " cannot be managed with the " + api + " API";
  problem.hint = "the " + api + " API offers " + join(accepted_names(fields, context.api), ", ");
  return problem;
}

}  // namespace

bool is_accepted(const FieldInfo& field, Api api) {
  return field.access != Access::observed && includes(field.apis, api);
}

std::vector<std::string_view> accepted_names(std::span<const FieldInfo> fields, Api api) {
  std::vector<std::string_view> names;
  for (const auto& field : fields) {
    if (is_accepted(field, api)) names.push_back(field.name);
  }
  return names;
}

bool is_level(const Value& value, Api api) {
  const auto [lowest, highest] = level_range(api);
  const auto* level = value.as<std::int64_t>();
  return level != nullptr && *level >= lowest && *level <= highest;
}

Problem wrong_level(const std::string& what, const Value& value, Api api) {
  if (value.is<Null>()) return missing_value(what, value.at);
  return {.rule = "B22",
          .where = value.at,
          .message = what + " is " + shown(value) + "; " + range_words(api),
          .hint = value.is<std::string>() ? "write a number, without quotes" : ""};
}

Map decode_fields(const Map& map, std::span<const FieldInfo> fields, const FieldContext& context) {
  std::vector<Key> keys;
  std::vector<Value> values;
  for (const auto& [key, value] : map) {
    if (are_enough(context.problems)) break;
    const auto* field = find_field(fields, key.name);
    if (field == nullptr) {
      context.problems.push_back(unknown_field(context.owner, key, accepted_names(fields, context.api)));
      continue;
    }
    if (!is_accepted(*field, context.api)) {
      context.problems.push_back(not_offered(*field, key, fields, context));
      continue;
    }
    const Field found{*field, value, context};
    auto decoded = field->is_level ? decode_level(found.what(), value, context)
                                   : kDecoders[static_cast<std::size_t>(field->shape)](found);
    if (!decoded) continue;
    keys.push_back(key);
    values.push_back(*std::move(decoded));
  }
  return Map::of(std::move(keys), std::move(values));
}

}  // namespace interlock
