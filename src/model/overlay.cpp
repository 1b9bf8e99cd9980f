#include "model/overlay.hpp"

#include <algorithm>

namespace interlock {
namespace {

Value merged(const Value& below, const Value& above) {
  const auto* lower = below.as<Map>();
  const auto* upper = above.as<Map>();
  if (lower == nullptr || upper == nullptr) return above;
  auto result = *lower;
  for (const auto [key, value] : *upper) {
    const auto* present = lower->find(key.name);
    result.set(key.name, present != nullptr ? merged(*present, value) : value, key.at);
  }
  return Value(std::move(result), above.at);
}

/// A set of names is one value: as maps its two sides would be united.
bool is_set(Shape shape) {
  return shape == Shape::reference_set || shape == Shape::text_set || shape == Shape::address_set;
}

Resource merged(const Resource& below, const Resource& above) {
  if (below.is_absent() || above.is_absent()) return above;
  Resource result{above.address, below.fields, above.at};
  for (const auto [key, value] : above.fields) {
    const auto* field = find_field(info(above.address.kind).fields, key.name);
    const auto* present = below.fields.find(key.name);
    const bool is_whole = present == nullptr || field == nullptr || is_set(field->shape);
    result.fields.set(key.name, is_whole ? value : merged(*present, value), key.at);
  }
  return result;
}

}  // namespace

Manifest overlaid(const Manifest& manifest, const Manifest& overlay) {
  Manifest result = manifest;
  for (const auto& entry : overlay.resources) {
    const auto place = std::lower_bound(result.resources.begin(), result.resources.end(), entry.address,
                                        [](const Resource& r, const Address& wanted) { return r.address < wanted; });
    if (place != result.resources.end() && place->address == entry.address) {
      *place = merged(*place, entry);
    } else {
      result.resources.insert(place, entry)->must_exist = true;
    }
  }
  return result;
}

}  // namespace interlock
