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

void for_each_name(const Resource& resource, const std::function<void(const NamedObject&)>& visit) {
  visit({resource.address.kind, resource.address.name, resource.at, !resource.is_absent()});
  for (const auto& field : info(resource.address.kind).fields) {
    const auto kind = named_kind(field);
    const auto* value = kind ? resource.fields.find(field.name) : nullptr;
    if (value == nullptr) continue;
    const bool stays = field.access != Access::directive;
    if (const auto* name = value->as<std::string>()) visit({*kind, *name, value->at, stays});
    const auto* map = value->as<Map>();
    if (map == nullptr) continue;
    for (const auto& [key, element] : *map) visit({*kind, key.name, key.at, stays && !element.is<Null>()});
  }
}

}  // namespace interlock
