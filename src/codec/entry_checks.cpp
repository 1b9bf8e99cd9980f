// What the entries of one kind cannot say, each alone or two of them together.
#include <algorithm>
#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "codec/complaints.hpp"
#include "codec/manifest_checks.hpp"
#include "model/local_time.hpp"
#include "model/rrule.hpp"

namespace interlock {
namespace {

std::string shown(const Address& address) { return std::string(kind_name(address.kind)) + " " + quoted(address.name); }

/// The agents of a queue come from what it requires or from a list, not from both.
void check_queue(const Resource& queue, Problems& problems) {
  const auto* requires_key = queue.fields.find_key("requires");
  const auto* members_key = queue.fields.find_key("members");
  if (requires_key == nullptr || members_key == nullptr) return;
  problems.push_back({.rule = "B77",
                      .where = members_key->at,
                      .message = shown(queue.address) + ": field 'members' beside 'requires': with the published API "
                                                        "who meets the requirement is added to the members",
                      .hint = "name who serves the queue, or what they must hold; remove the other key",
                      .related = {{requires_key->at, "`requires` is here"}}});
}

/// "2026-01-05 (MO), 2026-01-06 (TU)": the first days that the rule names.
std::string first_days(std::string_view start, const std::vector<std::size_t>& weekdays) {
  std::vector<std::string> days;
  for (std::size_t later = 1; days.size() < 2; ++later) {
    const auto weekday = (weekday_of(start) + later) % std::size(kWeekdays);
    if (std::find(weekdays.begin(), weekdays.end(), weekday) == weekdays.end()) continue;
    days.push_back(date_after(start, later) + " (" + std::string(kWeekdays[weekday]) + ")");
  }
  return join(days, ", ");
}

void check_weekday(const Resource& schedule, const Value& start, Problems& problems) {
  const auto weekdays = rrule_weekdays(text_or(schedule.fields, "rrule"));
  const auto& time = std::get<std::string>(start.data);
  const auto weekday = weekday_of(time);
  if (weekdays.empty() || std::find(weekdays.begin(), weekdays.end(), weekday) != weekdays.end()) return;
  problems.push_back({.rule = "B30",
                      .where = start.at,
                      .message = shown(schedule.address) + ": 'start' " + quoted(time) + " is a day (" +
                                 std::string(kWeekdays[weekday]) + ") that BYDAY of its 'rrule' does not name",
                      .hint = "the first days after it that BYDAY names are " + first_days(time, weekdays),
                      .related = {{schedule.fields.find("rrule")->at, "the rule is here"}}});
}

void check_schedule(const Resource& schedule, Problems& problems) {
  const auto* start = schedule.fields.find("start");
  const auto* end = schedule.fields.find("end");
  if (start == nullptr) return;
  check_weekday(schedule, *start, problems);
  const auto first = std::get<std::string>(start->data);
  if (end == nullptr || std::get<std::string>(end->data) > first) return;
  problems.push_back({.rule = "B30",
                      .where = end->at,
                      .message = shown(schedule.address) + ": 'end' " + quoted(std::get<std::string>(end->data)) +
                                 " is not after 'start' " + quoted(first),
                      .hint = "both are of the first occurrence: over midnight it ends on the next day",
                      .related = {{start->at, "`start` is here"}}});
}

/// The numbers that IVRs claim, each for one of them.
using Numbers = std::map<std::string_view, const Key*>;

void check_ivr(const Resource& ivr, Numbers& numbers, Problems& problems) {
  for (const auto& [number, value] : map_or_empty(&ivr.fields, "dnis")) {
    const auto [first, is_new] = numbers.try_emplace(number.name, &number);
    if (is_new) continue;
    problems.push_back({.rule = "B82",
                        .where = number.at,
                        .message = shown(ivr.address) + ": number " + quoted(number.name) + " is another IVR's too",
                        .hint = "a number reaches one IVR: remove it from the other",
                        .related = {{first->second->at, "the other place"}}});
  }
}

/// A user without settings of its own has the organisation's; below those there is nothing.
void check_utilization(const Resource& utilization, Problems& problems) {
  if (!utilization.is_absent() || utilization.address.name != "organization") return;
  problems.push_back({.rule = "B77",
                      .where = utilization.fields.find("absent")->at,
                      .message = shown(utilization.address) + " cannot be absent: an organization always has one",
                      .hint = "name the capacities that it shall have"});
}

/// What the entries say of a skill of a user.
struct Level {
  const Value* value;
  const Resource* entry;
};
using Levels = std::map<std::pair<std::string_view, std::string_view>, Level>;  // by user and skill

Problem two_levels(std::string_view user, std::string_view skill, Level one, Level other) {
  if (other.value->at < one.value->at) std::swap(one, other);
  const auto words = [](const Value& level) { return level.is<Null>() ? std::string("absent") : shown(level); };
  return {.rule = "B21",
          .where = other.value->at,
          .message = "user " + quoted(user) + ": level of " + quoted(skill) + " is " + words(*other.value) + " by " +
                     shown(other.entry->address) + ", " + words(*one.value) + " by " + shown(one.entry->address),
          .hint = "say it in one of the two, or give both the same level",
          .related = {{one.value->at, "the other place"}}};
}

void add_levels(std::string_view user, const Resource& entry, Levels& levels, Problems& problems) {
  for (const auto& [skill, level] : map_or_empty(&entry.fields, "levels")) {
    if (are_enough(problems)) return;
    const auto [first, is_new] = levels.try_emplace({user, skill.name}, Level{&level, &entry});
    if (!is_new && *first->second.value != level) {
      problems.push_back(two_levels(user, skill.name, first->second, {&level, &entry}));
    }
  }
}

/// The entries that say levels of each user who is in a shared profile.
void check_profiles(const Manifest& manifest, Problems& problems) {
  std::map<std::string_view, std::vector<const Resource*>> entries;
  for (const auto& profile : manifest.resources) {
    if (profile.address.kind != Kind::profile) continue;
    for (const auto& [user, value] : map_or_empty(&profile.fields, "users")) entries[user.name].push_back(&profile);
  }
  for (auto& [user, of_user] : entries) {
    if (const auto* own = manifest.find({Kind::user, std::string(user)})) of_user.push_back(own);
    Levels levels;
    if (of_user.size() < 2) continue;
    for (const auto* entry : of_user) add_levels(user, *entry, levels, problems);
  }
}

}  // namespace

void check_entries(const Manifest& manifest, Problems& problems) {
  Numbers numbers;
  for (const auto& entry : manifest.resources) {
    if (are_enough(problems)) return;
    if (entry.address.kind == Kind::queue) check_queue(entry, problems);
    if (entry.address.kind == Kind::schedule) check_schedule(entry, problems);
    if (entry.address.kind == Kind::ivr) check_ivr(entry, numbers, problems);
    if (entry.address.kind == Kind::utilization) check_utilization(entry, problems);
  }
  check_profiles(manifest, problems);
}

}  // namespace interlock
