#include "model/references.hpp"

#include "base/pointer.hpp"

namespace interlock {
namespace {

void add_keys(const FieldInfo& field, Kind target, const Map& map, std::vector<Reference>& found) {
  found.reserve(found.size() + map.size());
  for (const auto [key, value] : map) {
    if (!value.is<Null>()) found.push_back({field, target, key.name, key.at});
  }
}

}  // namespace

std::string Reference::path() const {
  return is_keyed(field.shape) ? pointer({field.name, name}) : pointer({field.name});
}

std::vector<Reference> references(Kind kind, const Map& fields) {
  std::vector<Reference> found;
  for (const auto& field : info(kind).fields) {
    const auto target = field.access == Access::directive ? std::nullopt : named_kind(field);
    const auto* value = target ? fields.find(field.name) : nullptr;
    if (value == nullptr) continue;
    if (const auto* map = value->as<Map>()) add_keys(field, *target, *map, found);
    if (const auto* name = value->as<std::string>()) found.push_back({field, *target, *name, value->at});
  }
  return found;
}

}  // namespace interlock
