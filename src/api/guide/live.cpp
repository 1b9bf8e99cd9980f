// What was read becomes a LiveState: names are settled first, since every field may refer to them.
#include "api/guide/guide.hpp"
#include "api/guide/routes.hpp"
#include "api/guide/wire.hpp"
#include "api/owners.hpp"
#include "base/pointer.hpp"
#include "base/text.hpp"

namespace interlock::guide {
namespace {

std::string name_in(const Snapshot&, Kind kind, const ResourceId&, const Raw& raw) {
  return text_or(raw.listed, route(kind).key);
}

Problem nameless(Kind kind, const ResourceId& id) {
  return fault("B57", Exit::unavailable, "GET " + list_path(kind), pointer({route(kind).key}),
               "no text where the object of id " + quoted(id.value) + " has its name");
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
  if (const auto members = raw.parts.find(Part::members); members != raw.parts.end()) {
    object.fields.set("members", member_names(members->second, names));
  }
  if (raw.item || route(kind).is_guarded_by_list) {
    object.guard = guard_of(kind, raw.item ? *raw.item : raw.listed, raw.etag);
  }
  return object;
}

}  // namespace

LiveState live_state(const Snapshot& snapshot, const Manifest& desired, const Tenant& tenant, Problems& problems) {
  LiveState live{.api = Api::guide, .objects = {}, .ambiguous = {}, .complete = snapshot.listed};
  const auto owners = owners_of(snapshot, desired, name_in, nameless, problems);
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
