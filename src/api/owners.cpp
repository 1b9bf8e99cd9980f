#include "api/owners.hpp"

#include <set>

namespace interlock {
namespace {

/// The objects that the entries of `desired` pin by their id; each bears its entry's name.
std::map<std::pair<Kind, ResourceId>, Address> pins_of(const Manifest& desired, const Snapshot& snapshot) {
  std::map<std::pair<Kind, ResourceId>, Address> pins;
  for (const auto& resource : desired.resources) {
    const auto* pinned = resource.fields.find("id");
    if (pinned == nullptr || !pinned->is<std::string>()) continue;
    const ResourceId id{*pinned->as<std::string>()};
    const auto* raw = find_raw(snapshot, resource.address.kind, id);
    if (raw != nullptr && !is_deleted(*raw)) pins[{resource.address.kind, id}] = resource.address;
  }
  return pins;
}

}  // namespace

bool is_deleted(const Raw& raw) {
  return text_or(raw.listed, "state") == "deleted" || (raw.item && text_or(*raw.item, "state") == "deleted");
}

const std::map<ResourceId, Raw>& objects_of(const Snapshot& snapshot, Kind kind) {
  static const std::map<ResourceId, Raw> kNone;
  const auto found = snapshot.objects.find(kind);
  return found != snapshot.objects.end() ? found->second : kNone;
}

const Raw* find_raw(const Snapshot& snapshot, Kind kind, const ResourceId& id) {
  const auto& objects = objects_of(snapshot, kind);
  const auto raw = objects.find(id);
  return raw != objects.end() ? &raw->second : nullptr;
}

List ids_in(const Raw& raw, Part part) {
  List ids;
  const auto found = raw.parts.find(part);
  if (found == raw.parts.end()) return ids;
  for (const auto& entry : found->second) ids.emplace_back(text_or(entry, "id"));
  return ids;
}

Owners owners_of(const Snapshot& snapshot, const Manifest& desired, Naming naming,
                 Problem (*missing)(Kind, const ResourceId&), Problems& problems) {
  const auto pins = pins_of(desired, snapshot);
  Owners owners;
  std::set<Address> pinned;
  for (const auto& [object, address] : pins) {
    owners[address] = {object.second};
    pinned.insert(address);
  }
  for (const auto& [kind, objects] : snapshot.objects) {
    for (const auto& [id, raw] : objects) {
      if (raw.listed.is<Null>() || is_deleted(raw) || pins.contains({kind, id})) continue;
      Address address{kind, naming(snapshot, kind, id, raw)};
      if (address.name.empty()) problems.push_back(missing(kind, id));
      if (address.name.empty() || pinned.contains(address)) address.name = std::string(kIdPrefix) + id.value;
      owners[address].push_back(id);
    }
  }
  return owners;
}

Names names_of(const Owners& owners) {
  Names names;
  for (const auto& [address, ids] : owners) {
    if (ids.size() == 1) names.add(address, ids.front());
  }
  return names;
}

bool moves_references(const Resource& entry) {
  return entry.address.kind == Kind::skill && (entry.is_absent() || entry.fields.contains("replaces"));
}

}  // namespace interlock
