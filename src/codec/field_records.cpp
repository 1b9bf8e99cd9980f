// Fields that are made of fields.
#include <utility>

#include "base/text.hpp"
#include "codec/complaints.hpp"
#include "codec/decoding.hpp"

namespace interlock {
namespace {

using namespace decoding;

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

bool is_too_deep(const Field& field) {
  if (field.context.depth < kDeepestRecord) return false;
  field.problems().push_back({.rule = "B10",
                              .where = field.value.at,
                              .message = field.what() + " stands in " + std::to_string(kDeepestRecord) +
                                         " records already, as deep as is allowed",
                              .hint = "write the conditions with fewer blocks in one another"});
  return true;
}

/// The key of a record, where it is in order.
const Value* key_of(const Value& record, const Field& field) {
  static constexpr std::size_t kLongest = 256;
  const auto& key = field.info.record.front();
  const auto* found = record.find(key.name);
  const bool is_reference = key.shape == Shape::reference;  // such a name was looked at already
  if (found == nullptr || is_reference) return found;
  const auto what = field.context.owner + ": " + std::string(field.info.name) + ": " + std::string(key.name);
  return is_name(what, std::get<std::string>(found->data), found->at, kLongest, field.problems()) ? found : nullptr;
}

}  // namespace

namespace decoding {

Decoded decode_record(const Field& field) {
  const auto* record = map_of(field.what(), field.value, field.problems());
  if (record == nullptr || is_too_deep(field)) return std::nullopt;
  const auto owner = record_owner(field, *record);
  const FieldContext context{field.context.api, owner, field.problems(), field.context.depth + 1};
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
  Named elements(field);
  for (const auto& element : *list) {
    if (are_enough(field.problems())) break;
    auto decoded = decode_record({field.info, element, field.context});
    const auto* key = decoded ? key_of(*decoded, field) : nullptr;
    if (key == nullptr) continue;
    const auto name = std::get<std::string>(key->data);
    const auto at = key->at;
    std::get<Map>(decoded->data).erase(field.info.record.front().name);
    elements.add(name, at, *std::move(decoded));
  }
  return std::move(elements).value();
}

Decoded decode_records(const Field& field) {
  const auto* list = list_of(field.what(), field.value, field.problems());
  if (list == nullptr) return std::nullopt;
  List records;
  for (const auto& element : *list) {
    if (are_enough(field.problems())) break;
    if (auto record = decode_record({field.info, element, field.context})) records.push_back(*std::move(record));
  }
  return Value(std::move(records), field.value.at);
}

Decoded decode_children(const Field&) { return std::nullopt; }

}  // namespace decoding
}  // namespace interlock
