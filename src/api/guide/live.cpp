// What was read becomes a LiveState: names are settled first, since every field may refer to them.
#include "api/guide/guide.hpp"
#include "api/guide/routes.hpp"
#include "api/guide/wire.hpp"
#include "base/pointer.hpp"
#include "base/text.hpp"

namespace interlock::guide {
namespace {

using Owners = std::map<Address, std::vector<ResourceId>>;  // who bears a name

/// Deleted objects may still be listed or answered for a while (F61).
bool is_deleted(const Raw& raw) {
  return text_or(raw.listed, "state") == "deleted" || (raw.item && text_or(*raw.item, "state") == "deleted");
}

const Raw* find_raw(const Snapshot& snapshot, Kind kind, const ResourceId& id) {
  const auto objects = snapshot.objects.find(kind);
  if (objects == snapshot.objects.end()) return nullptr;
  const auto raw = objects->second.find(id);
  return raw != objects->second.end() ? &raw->second : nullptr;
}

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

/// The name that an object without a pin bears. One that bears a pinned name is still there, but nobody means it by
/// that.
Address own_address(Kind kind, const ResourceId& id, const Raw& raw, const std::set<Address>& pinned,
                    Problems& problems) {
  Address address{kind, text_or(raw.listed, route(kind).key)};
  if (address.name.empty()) {
    problems.push_back(fault("B57", Exit::unavailable, "GET " + list_path(kind), pointer({route(kind).key}),
                             "no text where the object of id " + quoted(id.value) + " has its name"));
  }
  if (address.name.empty() || pinned.contains(address)) address.name = std::string(kIdPrefix) + id.value;
  return address;
}

Owners owners_of(const Snapshot& snapshot, const Manifest& desired, Problems& problems) {
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
      owners[own_address(kind, id, raw, pinned, problems)].push_back(id);
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

Map member_names(const List& members, const Names& names) {
  Map set;
  for (const auto& member : members) set.set(name_of(names, Kind::user, ResourceId{text_or(member, "id")}), true);
  return set;
}

/// What the item says wins over the list: it was read later, and by id a write shows at once (guide-api.md,
/// Visibility).
Map merged(Map fields, const Map& later) {
  for (const auto& [key, value] : later) fields.set(key.name, value);
  return fields;
}

/// B62: a level or requirement of a skill that the tenant does not have is named once, and kept by every write.
void report_dangling(const LiveObject& object, const std::string& endpoint, Problems& problems) {
  // Whether a manifest names the user is not known here, so its id has to do (SEC19).
  const auto shown = object.address.kind == Kind::user ? "user " + object.id.value : to_string(object.address);
  for (const auto& [field, value] : object.fields) {
    const auto* elements = value.as<Map>();
    if (elements == nullptr || field.name == "members") continue;
    for (const auto& [name, element] : *elements) {
      if (!name.name.starts_with(kIdPrefix)) continue;
      problems.push_back({.rule = "B62",
                          .exit = Exit::success,
                          .severity = Severity::warning,
                          .where = whole_file(endpoint),
                          .message = shown + " refers to a skill that the tenant does not list: " + quoted(name.name) +
                                     "; it is kept"});
    }
  }
}

LiveObject live_object(const Address& address, const ResourceId& id, const Raw& raw, const Names& names,
                       const Tenant& tenant, Problems& problems) {
  const auto kind = address.kind;
  const Lookup lookup{names, tenant};
  LiveObject object{.address = address, .id = id, .fields = decode(kind, raw.listed, lookup)};
  append(problems, faults(kind, raw.listed, "GET " + list_path(kind)));
  if (raw.item) {
    append(problems, faults(kind, *raw.item, "GET " + item_path(kind, id)));
    object.fields = merged(std::move(object.fields), decode(kind, *raw.item, lookup));
  }
  if (raw.members) object.fields.set("members", member_names(*raw.members, names));
  if (raw.item || route(kind).is_guarded_by_list) {
    object.guard = guard_of(kind, raw.item ? *raw.item : raw.listed, raw.etag);
  }
  return object;
}

}  // namespace

LiveState live_state(const Snapshot& snapshot, const Manifest& desired, const Tenant& tenant, Problems& problems) {
  LiveState live{.objects = {}, .ambiguous = {}, .complete = snapshot.listed};
  const auto owners = owners_of(snapshot, desired, problems);
  const auto names = names_of(owners);
  for (const auto& [address, ids] : owners) {
    if (ids.size() > 1) {
      live.ambiguous[address] = ids;
      continue;
    }
    const auto* raw = find_raw(snapshot, address.kind, ids.front());
    auto object = live_object(address, ids.front(), *raw, names, tenant, problems);
    if (snapshot.listed.contains(Kind::skill)) report_dangling(object, "GET " + list_path(address.kind), problems);
    live.objects.emplace(address, std::move(object));
  }
  return live;
}

}  // namespace interlock::guide
