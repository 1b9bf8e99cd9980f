#include "codec/fields.hpp"

#include <array>
#include <utility>

#include "base/text.hpp"
#include "codec/complaints.hpp"
#include "codec/decoding.hpp"

namespace interlock {
namespace {

using namespace decoding;

/// By Shape.
constexpr std::array<Decoded (*)(const Field&), 16> kDecoders{
    decode_text,          decode_flag,          decode_choice,  decode_reference, decode_share,    decode_levels,
    decode_keyed_list,    decode_reference_set, decode_record,  decode_number,    decode_text_set, decode_address_set,
    decode_reference_map, decode_scalars,       decode_records, decode_children,
};
static_assert(static_cast<std::size_t>(Shape::children) + 1 == kDecoders.size(), "a Shape without a row");

/// B77: the field exists, but not for a manifest of this API.
Problem not_offered(const FieldInfo& field, const Key& key, std::span<const FieldInfo> fields,
                    const FieldContext& context) {
  Problem problem{.rule = "B77", .where = key.at, .message = context.owner + ": field " + quoted(key.name)};
  if (field.access == Access::observed || includes(field.apis, context.api)) {
    problem.message += " is read for checks only and cannot be managed with this version";
    problem.hint = "leave the key out: the field stays as it is";
    return problem;
  }
  const auto api = std::string(api_name(context.api));
  problem.message += " cannot be managed with the " + api + " API";
  problem.hint = field.instead.empty() ? "the " + api + " API offers " + join(accepted_names(fields, context.api), ", ")
                                       : std::string(field.instead);
  return problem;
}

}  // namespace

bool is_accepted(const FieldInfo& field, Api api) {
  return field.access != Access::observed && includes(field.apis, api) && includes(field.managed, api);
}

std::vector<std::string_view> accepted_names(std::span<const FieldInfo> fields, Api api) {
  std::vector<std::string_view> names;
  for (const auto& field : fields) {
    if (is_accepted(field, api)) names.push_back(field.name);
  }
  return names;
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
    auto decoded =
        field->is_level ? decode_whole_level(found) : kDecoders[static_cast<std::size_t>(field->shape)](found);
    if (!decoded) continue;
    keys.push_back(key);
    values.push_back(*std::move(decoded));
  }
  return Map::of(std::move(keys), std::move(values));
}

}  // namespace interlock
