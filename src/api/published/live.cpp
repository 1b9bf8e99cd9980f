// What was read becomes a LiveState. Then what other objects realise is put where manifests say it: the requirements of
// a queue from its skill group, the state of a schedule from its groups (published-api.md).
#include "api/faults.hpp"
#include "api/owners.hpp"
#include "api/published/published.hpp"
#include "api/published/routes.hpp"
#include "api/published/wire.hpp"
#include "base/text.hpp"
#include "model/walk.hpp"
#include "plan/lowering.hpp"

namespace interlock::published {
namespace {

/// Users need not have an e-mail address: then nobody means them by one.
std::string email_of(const Raw* user, const ResourceId& id) {
  auto email = user != nullptr ? text_or(user->listed, "email") : std::string();
  return email.empty() ? std::string(kIdPrefix) + id.value : email;
}

/// A row is named by its table and key, utilization by whose it is.
std::string name_in(const Snapshot& snapshot, Kind kind, const ResourceId& id, const Raw& raw) {
  if (kind == Kind::user) return email_of(&raw, id);
  if (kind == Kind::utilization) {
    return id.value == kOrganization ? std::string(kOrganization) : email_of(find_raw(snapshot, Kind::user, id), id);
  }
  if (kind != Kind::row) return text_or(raw.listed, route(kind).key);
  const auto [table, key] = row_parts(id);
  const auto* owner = find_raw(snapshot, Kind::data_table, table);
  return owner != nullptr ? text_or(owner->listed, "name") + "/" + key : std::string(kIdPrefix) + id.value;
}

Problem nameless(Kind kind, const ResourceId& id) {
  return fault("B57", Exit::unavailable, "GET " + list_path({Part::list, kind, {}}), "",
               "no text where the object of id " + quoted(id.value) + " has its name");
}

/// The item wins over the list: it was read later. The lists that belong to the object stand in its body like those
/// that an expanded answer brings.
Value body_of(const Raw& raw) {
  Map body = *(raw.item && raw.item->is<Map>() ? *raw.item : raw.listed).as<Map>();
  for (const auto& [part, list] : raw.parts) {
    const auto with_list = body_of_part(part, list);
    for (const auto& [key, value] : *with_list.as<Map>()) body.set(key.name, value);
  }
  return body;
}

LiveObject live_object(const Address& address, const ResourceId& id, const Raw& raw, const Names& names,
                       Problems& problems) {
  const auto kind = address.kind;
  const auto* row = find_route(kind);
  const auto endpoint = "GET " + item_path(kind, id);
  append(problems, faults(kind, raw.listed, endpoint));
  if (raw.item) append(problems, faults(kind, *raw.item, endpoint));
  if (!raw.listed.is<Map>() || (raw.item && !raw.item->is<Map>())) return {.address = address, .id = id, .fields = {}};
  const auto body = body_of(raw);
  LiveObject object{.address = address, .id = id, .fields = decode(kind, body, names)};
  const bool is_whole = raw.item || row == nullptr || !row->is_poor_listed;
  if (is_whole) object.guard = guard_of(kind, body);
  object.last_change = last_change(body);
  const auto strange = strange_words(kind, body, endpoint);
  append(problems, strange);
  object.is_read_only = !strange.empty();
  return object;
}

/// What holds for a user without settings of its own is what an entry that names some is laid over; else the user has
/// none.
bool is_unset(const Address& address, const Raw& raw, const Manifest& desired) {
  if (address.name == kOrganization || !is_fallback(address.kind, raw.listed)) return false;
  const auto* entry = desired.find(address);
  return entry == nullptr || entry->is_absent();
}

bool names_element(const Manifest& desired, const Address& object, std::string_view field, const std::string& element) {
  const auto* entry = desired.find(object);
  return entry != nullptr && map_or_empty(&entry->fields, field).contains(element);
}

/// The group of the queue's name that is attached to it states its requirements. A manifest that has an entry for the
/// group, or lists it among the queue's groups, manages it itself.
void state_requirements(LiveState& live, const Manifest& desired) {
  for (auto& [address, object] : live.objects) {
    if (address.kind != Kind::queue) continue;
    const auto group = requirement_group(address);
    const auto element = membership(group);
    const auto* stating = live.find(group);
    auto* groups = object.fields.find("member_groups");
    const bool is_attached = groups != nullptr && groups->find(element) != nullptr;
    const bool is_managed = desired.find(group) != nullptr || names_element(desired, address, "member_groups", element);
    const auto* requirements = stating != nullptr ? stating->fields.find("requires") : nullptr;
    if (!is_attached || requirements == nullptr || is_managed) continue;
    object.fields.set("requires", *requirements);
    object.fields.find("member_groups")->as<Map>()->erase(element);
  }
}

/// Open or closed where all groups agree that have the schedule among their open ones.
std::optional<Value> state_of(const std::string& schedule, const LiveState& live) {
  std::optional<Value> state;
  for (const auto& [address, group] : of_kind(live.objects, Kind::schedule_group)) {
    if (!map_or_empty(&group.fields, "open").contains(schedule)) continue;
    const bool closed = map_or_empty(&group.fields, "closed").contains(kClosedSchedule);
    Value found(closed ? "closed" : "open");
    if (state && *state != found) return std::nullopt;
    state = std::move(found);
  }
  return state;
}

void state_schedules(LiveState& live) {
  for (auto& [address, object] : live.objects) {
    if (address.kind != Kind::schedule) continue;
    if (auto state = state_of(address.name, live)) object.fields.set("state", *std::move(state));
  }
}

}  // namespace

LiveState live_state(const Snapshot& snapshot, const Manifest& desired, const Tenant&, Problems& problems) {
  LiveState live{.api = Api::published, .objects = {}, .ambiguous = {}, .complete = snapshot.listed};
  const auto owners = owners_of(snapshot, desired, name_in, nameless, problems);
  const auto names = names_of(owners);
  for (const auto& [address, ids] : owners) {
    if (ids.size() > 1) {
      live.ambiguous[address] = ids;
      continue;
    }
    const auto* raw = find_raw(snapshot, address.kind, ids.front());
    if (is_unset(address, *raw, desired)) continue;
    live.objects.emplace(address, live_object(address, ids.front(), *raw, names, problems));
  }
  if (snapshot.listed.contains(Kind::queue)) state_requirements(live, desired);
  if (snapshot.listed.contains(Kind::schedule_group)) state_schedules(live);
  return live;
}

}  // namespace interlock::published
