#include "model/references.hpp"

#include "base/pointer.hpp"

namespace interlock {
namespace {

/// The kind that the keys of the field's map name, or nothing.
std::optional<Kind> key_target(const FieldInfo& field) {
  if (field.shape == Shape::keyed_list) return field.record.front().target;
  const bool keyed = field.shape == Shape::levels || field.shape == Shape::reference_set;
  return keyed ? field.target : std::nullopt;
}

void add_keys(const FieldInfo& field, Kind target, const Map& map, std::vector<Reference>& found) {
  for (const auto [key, value] : map) {
    if (value.is<Null>()) continue;
    found.push_back({pointer({field.name, key.name}), {target, key.name}, key.at});
  }
}

}  // namespace

std::vector<Reference> references(Kind kind, const Map& fields) {
  std::vector<Reference> found;
  for (const auto& field : info(kind).fields) {
    const auto* value = field.access == Access::directive ? nullptr : fields.find(field.name);
    if (value == nullptr) continue;
    const auto* name = value->as<std::string>();
    if (field.shape == Shape::reference && field.target && name != nullptr) {
      found.push_back({pointer({field.name}), {*field.target, *name}, value->at});
    }
    const auto* map = value->as<Map>();
    const auto target = key_target(field);
    if (map != nullptr && target) add_keys(field, *target, *map, found);
  }
  return found;
}

}  // namespace interlock
