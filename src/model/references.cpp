#include "model/references.hpp"

#include "base/pointer.hpp"

namespace interlock {
namespace {

using Found = std::vector<Reference>;

void add(const FieldInfo& field, const Value& value, const std::string& above, Found& found);

void add_keys(const FieldInfo& field, Kind target, const Map& map, const std::string& above, Found& found) {
  found.reserve(found.size() + map.size());
  for (const auto [key, value] : map) {
    if (!value.is<Null>()) found.push_back({field, target, key.name, key.at, above});
  }
}

/// The keys of an address_set name their kind too.
void add_addresses(const FieldInfo& field, const Map& map, const std::string& above, Found& found) {
  for (const auto [key, value] : map) {
    const std::string_view text = key.name;
    const auto slash = text.find('/');
    const auto kind = slash != text.npos ? parse_kind(text.substr(0, slash)) : std::nullopt;
    if (kind) found.push_back({field, *kind, text.substr(slash + 1), key.at, above});
  }
}

void add_values(const FieldInfo& field, const Map& map, const std::string& above, Found& found) {
  for (const auto [key, value] : map) {
    if (const auto* name = value.as<std::string>()) {
      found.push_back({field, *field.target, *name, value.at, above + pointer({field.name, key.name})});
    }
  }
}

void add_record(std::span<const FieldInfo> fields, const Value& record, const std::string& above, Found& found) {
  for (const auto& field : fields) {
    if (const auto* value = record.find(field.name)) add(field, *value, above, found);
  }
}

void add_records(const FieldInfo& field, const List& list, const std::string& above, Found& found) {
  for (std::size_t i = 0; i < list.size(); ++i) {
    add_record(field.record, list[i], above + pointer({field.name, std::to_string(i)}), found);
  }
}

void add(const FieldInfo& field, const Value& value, const std::string& above, Found& found) {
  const auto* map = value.as<Map>();
  const auto* list = value.as<List>();
  const auto target = named_kind(field);
  if (target && map != nullptr) return add_keys(field, *target, *map, above, found);
  if (target && value.is<std::string>()) {
    found.push_back({field, *target, *value.as<std::string>(), value.at, above});
  } else if (field.shape == Shape::address_set && map != nullptr) {
    add_addresses(field, *map, above, found);
  } else if (field.shape == Shape::reference_map && map != nullptr) {
    add_values(field, *map, above, found);
  } else if (field.shape == Shape::record && map != nullptr) {
    add_record(field.record, value, above + pointer({field.name}), found);
  } else if (field.shape == Shape::records && list != nullptr) {
    add_records(field, *list, above, found);
  }
}

}  // namespace

std::string Reference::path() const {
  if (field.shape == Shape::reference_map) return above;
  if (field.shape == Shape::address_set) return above + pointer({field.name, to_string(target())});
  return above + (is_keyed(field.shape) ? pointer({field.name, name}) : pointer({field.name}));
}

std::vector<Reference> references(Kind kind, const Map& fields) {
  Found found;
  for (const auto& field : info(kind).fields) {
    const auto* value = field.access != Access::directive ? fields.find(field.name) : nullptr;
    if (value != nullptr) add(field, *value, {}, found);
  }
  return found;
}

std::vector<Reference> references(const FieldInfo& field, const Value& value) {
  Found found;
  add(field, value, {}, found);
  return found;
}

void for_each_name(const Resource& resource, const std::function<void(const NamedObject&)>& visit) {
  visit({resource.address.kind, resource.address.name, resource.at, !resource.is_absent()});
  for (const auto& field : info(resource.address.kind).fields) {
    const auto* value = resource.fields.find(field.name);
    if (value == nullptr) continue;
    const bool stays = field.access != Access::directive;
    const auto kind = named_kind(field);
    const auto* map = kind ? value->as<Map>() : nullptr;
    if (map == nullptr) {
      for (const auto& named : references(field, *value)) visit({named.kind, named.name, named.at, stays});
      continue;
    }
    for (const auto& [key, element] : *map) visit({*kind, key.name, key.at, stays && !element.is<Null>()});
  }
}

}  // namespace interlock
