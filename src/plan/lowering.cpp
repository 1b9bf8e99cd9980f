#include "plan/lowering.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "base/pointer.hpp"
#include "base/text.hpp"
#include "diff/diff.hpp"
#include "model/walk.hpp"

namespace interlock {
namespace {

constexpr std::string_view kRequires = "/requires/";
constexpr std::string_view kState = "/state";

std::vector<FieldEdit>& edits_of(Change& change) {
  return std::visit([](auto& c) -> std::vector<FieldEdit>& { return c.edits; }, change);
}

Place source_of(const Change& change) {
  return std::visit([](const auto& c) { return c.source; }, change);
}

std::vector<FieldEdit> take_edits(std::vector<FieldEdit>& edits, std::string_view prefix) {
  const auto split = std::stable_partition(edits.begin(), edits.end(),
                                           [&](const FieldEdit& edit) { return !edit.path.starts_with(prefix); });
  std::vector<FieldEdit> taken(std::make_move_iterator(split), std::make_move_iterator(edits.end()));
  edits.erase(split, edits.end());
  return taken;
}

void add_edit(std::vector<FieldEdit>& edits, FieldEdit edit) {
  std::erase_if(edits, [&](const FieldEdit& other) { return other.path == edit.path; });
  const auto place = std::lower_bound(edits.begin(), edits.end(), edit.path,
                                      [](const FieldEdit& a, const std::string& path) { return a.path < path; });
  edits.insert(place, std::move(edit));
}

/// Where a schedule group is demanded open and closed.
struct Demand {
  Place open{}, closed{};
};

class Lowering {
 public:
  Lowering(std::vector<Change> changes, const LiveState& live, const Targets& targets, Problems& problems)
      : live_(live), targets_(targets), problems_(problems) {
    for (auto& change : changes) {
      const auto address = address_of(change);
      changes_.emplace(address, std::move(change));
    }
  }

  std::vector<Change> run() {
    std::vector<Address> asked;
    asked.reserve(changes_.size());
    for (const auto& [address, change] : changes_) asked.push_back(address);
    for (const auto& address : asked) {
      if (address.kind == Kind::queue) lower_requirements(address);
      if (address.kind == Kind::schedule) lower_state(address);
    }
    settle_groups();
    std::vector<Change> result;
    for (auto& [address, change] : changes_) {
      const bool is_empty = std::holds_alternative<Update>(change) && edits_of(change).empty();
      if (!is_empty) result.push_back(std::move(change));
    }
    return result;
  }

 private:
  const Map& requirements(const Map* fields) const { return map_or_empty(fields, "requires"); }

  void lower_requirements(const Address& queue);
  void lower_state(const Address& schedule);
  std::vector<Address> groups_of(const std::string& schedule) const;
  Place closed_by_entry(const Address& group) const;
  void settle_groups();
  void close(const Address& group, bool closed, const Place& source);
  Update& update_of(const Address& address, const LiveObject& object, const Place& source);
  void need_closed_schedule(const Place& source);

  const LiveState& live_;
  const Targets& targets_;
  Problems& problems_;
  std::map<Address, Change> changes_;
};

Update& Lowering::update_of(const Address& address, const LiveObject& object, const Place& source) {
  const auto found =
      changes_.try_emplace(address, Update{address, object.id, {}, source, true, object.last_change}).first;
  return std::get<Update>(found->second);
}

Problem foreign_group(const Address& queue, const LiveObject& group, const LiveObject* live_queue, const Place& at) {
  return {.rule = "B54",
          .exit = Exit::refused,
          .where = at,
          .message = "the requirements of queue " + quoted(queue.name) +
                     (live_queue != nullptr ? " (id " + quoted(live_queue->id.value) + ")" : std::string()) +
                     " are stated by a skill group of its name, but the one that is there (id " +
                     quoted(group.id.value) + ") has other conditions",
          .hint = "rename that skill group, or manage it under `skill_groups` and attach it with `member_groups`"};
}

/// The queue's requirements become those of its skill group, which is made, changed or removed with them.
void Lowering::lower_requirements(const Address& queue) {
  auto& change = changes_.at(queue);
  auto edits = take_edits(edits_of(change), kRequires);
  const auto* live_queue = live_.find(queue);
  const auto& before = requirements(live_queue != nullptr ? &live_queue->fields : nullptr);
  const auto& after = requirements(end_fields(queue, live_, targets_));
  const auto group = requirement_group(queue);
  const auto* live_group = live_.find(group);
  const auto source = source_of(change);
  const bool was_stated = !before.empty() && live_group != nullptr;
  if (after.empty() && !was_stated) return;
  if (after.empty()) {
    // Of a queue that goes as well: its group goes after it, and the platform shows the group until then.
    add_edit(edits_of(change), {pointer({"member_groups", membership(group)}), Value(true), std::nullopt});
    changes_.insert_or_assign(
        group, Delete{group, live_group->id, field_edits(Kind::skill_group, &live_group->fields, nullptr), source, true,
                      live_group->last_change});
    return;
  }
  if (was_stated) {
    if (!edits.empty()) update_of(group, *live_group, source).edits = std::move(edits);
    return;
  }
  add_edit(edits_of(change), {pointer({"member_groups", membership(group)}), std::nullopt, Value(true)});
  if (live_group == nullptr) {
    const Map wanted{{"requires", after}};
    changes_.insert_or_assign(group, Create{group, field_edits(Kind::skill_group, nullptr, &wanted), source});
  } else if (requirements(&live_group->fields) != after) {
    problems_.push_back(foreign_group(queue, *live_group, live_queue, source));
  }
}

void Lowering::lower_state(const Address& schedule) {
  auto& change = changes_.at(schedule);
  const auto edits = take_edits(edits_of(change), kState);
  if (edits.empty() || std::holds_alternative<Delete>(change) || !groups_of(schedule.name).empty()) return;
  const auto& after = edits.front().after;
  problems_.push_back({.rule = "B77",
                       .exit = Exit::refused,
                       .where = after && after->at ? after->at : source_of(change),
                       .message = "schedule " + quoted(schedule.name) +
                                  " has no state on the published API, and no schedule group has it in `open`",
                       .hint = "put it into the `open` of a schedule group"});
}

/// The schedule groups of the end that have the schedule among their open ones.
std::vector<Address> Lowering::groups_of(const std::string& schedule) const {
  std::set<Address> groups;
  const auto add = [&](const Address& group) {
    if (map_or_empty(end_fields(group, live_, targets_), "open").contains(schedule)) groups.insert(group);
  };
  for (const auto& [address, object] : of_kind(live_.objects, Kind::schedule_group)) add(address);
  for (const auto& [address, target] : of_kind(targets_, Kind::schedule_group)) add(address);
  return {groups.begin(), groups.end()};
}

/// Where the group's own entry lists the schedule that closes it, or nothing.
Place Lowering::closed_by_entry(const Address& group) const {
  const auto target = targets_.find(group);
  const auto* entry = target != targets_.end() ? target->second.entry : nullptr;
  const auto* key = entry != nullptr ? map_or_empty(&entry->fields, "closed").find_key(kClosedSchedule) : nullptr;
  return key != nullptr ? key->at : Place();
}

/// Schedules whose state is as wanted already say nothing by a change, but hold their groups to it all the same.
void Lowering::settle_groups() {
  std::map<Address, Demand> demands;
  for (const auto& [address, target] : of_kind(targets_, Kind::schedule)) {
    const auto* state = target.entry != nullptr ? target.entry->fields.find("state") : nullptr;
    if (state == nullptr || !target.fields) continue;
    for (const auto& group : groups_of(address.name)) {
      auto& demand = demands[group];
      (*state == Value("closed") ? demand.closed : demand.open) = state->at ? state->at : target.at;
    }
  }
  for (auto& [group, demand] : demands) {
    if (const auto listed = closed_by_entry(group)) demand.closed = listed;
    if (demand.open && demand.closed) {
      problems_.push_back({.rule = "E4",
                           .exit = Exit::refused,
                           .where = demand.closed,
                           .message = "schedule group " + quoted(group.name) + " is demanded open and closed at once",
                           .hint = "schedules of one group have one state",
                           .related = {{demand.open, "demanded open here"}}});
      continue;
    }
    close(group, static_cast<bool>(demand.closed), demand.closed ? demand.closed : demand.open);
  }
}

void Lowering::close(const Address& group, bool closed, const Place& source) {
  const auto* object = live_.find(group);
  const bool is_closed = object != nullptr && map_or_empty(&object->fields, "closed").contains(kClosedSchedule);
  if (closed == is_closed) return;
  const auto path = pointer({"closed", kClosedSchedule});
  const auto side = [](bool there) { return there ? std::optional(Value(true)) : std::nullopt; };
  // A group that is new has its change already.
  auto& edits = object != nullptr ? update_of(group, *object, source).edits : edits_of(changes_.at(group));
  add_edit(edits, {path, side(is_closed), side(closed)});
  if (closed) need_closed_schedule(source);
}

void Lowering::need_closed_schedule(const Place& source) {
  const Address address{Kind::schedule, std::string(kClosedSchedule)};
  if (live_.find(address) != nullptr) return;
  // A day without an end every day: always on, in every zone.
  const Map fields{{"start", "2000-01-01T00:00:00"}, {"end", "2000-01-02T00:00:00"}, {"rrule", "FREQ=DAILY"}};
  changes_.try_emplace(address, Create{address, field_edits(Kind::schedule, nullptr, &fields), source});
}

/// Whether a manifest says the state of one of the schedules.
bool has_stated(const Map& schedules, const Manifest& desired) {
  for (const auto& [name, value] : schedules) {
    const auto* entry = desired.find({Kind::schedule, name.name});
    if (entry != nullptr && entry->fields.contains("state")) return true;
  }
  return false;
}

}  // namespace

Address requirement_group(const Address& queue) { return {Kind::skill_group, queue.name}; }

bool states_requirements(const Address& group, const LiveState& live) {
  if (group.kind != Kind::skill_group) return false;
  const auto* queue = live.find({Kind::queue, group.name});
  return queue != nullptr && requirement_group(queue->address) == group && queue->fields.contains("requires");
}

std::string membership(const Address& group) { return to_string(group); }

void keep_closed(const Manifest& desired, const LiveState& live, Targets& targets) {
  for (auto& [address, target] : targets) {
    const bool names_closed = target.entry != nullptr && target.entry->fields.contains("closed");
    if (address.kind != Kind::schedule_group || !names_closed || !target.fields) continue;
    const auto* object = live.find(address);
    const bool is_closed = object != nullptr && map_or_empty(&object->fields, "closed").contains(kClosedSchedule);
    if (!is_closed || !has_stated(map_or_empty(target.fields.get(), "open"), desired)) continue;
    target.fields.own().find("closed")->as<Map>()->set(std::string(kClosedSchedule), true);
  }
}

std::vector<Change> lowered(std::vector<Change> changes, const LiveState& live, const Targets& targets,
                            Problems& problems) {
  return Lowering(std::move(changes), live, targets, problems).run();
}

}  // namespace interlock
