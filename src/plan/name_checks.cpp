#include "plan/name_checks.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/alike.hpp"
#include "base/text.hpp"
#include "model/references.hpp"

namespace interlock {
namespace {

/// A name that is in the tenant, or that is to be in it.
struct Candidate {
  const Address* address = nullptr;
  const LiveObject* live = nullptr;  // null where the name is new, or several objects bear it
  const Target* target = nullptr;    // of the object that is to be created
};
using Group = std::vector<Candidate>;

std::map<Kind, Group> candidates(const LiveState& live, const Targets& targets) {
  std::map<Kind, Group> by_kind;
  for (const auto& [address, object] : live.objects) by_kind[address.kind].push_back({&address, &object, nullptr});
  for (const auto& [address, ids] : live.ambiguous) by_kind[address.kind].push_back({&address, nullptr, nullptr});
  auto object = live.objects.begin();  // both sides are sorted by address
  for (const auto& [address, target] : targets) {
    while (object != live.objects.end() && object->first < address) ++object;
    const bool is_live = object != live.objects.end() && object->first == address;
    if (!is_live && target.fields) by_kind[address.kind].push_back({&address, nullptr, &target});
  }
  return by_kind;
}

std::vector<Group> groups(const Group& candidates, Form form) {
  std::vector<std::string_view> names;
  names.reserve(candidates.size());
  for (const auto& candidate : candidates) names.push_back(candidate.address->name);
  std::vector<Group> found;
  for (const auto& indices : alike(names, form)) {
    auto& group = found.emplace_back();
    for (const auto index : indices) group.push_back(candidates[index]);
  }
  return found;
}

Problem twin(const Candidate& made, const Candidate& other) {
  const auto& [kind, name] = *made.address;
  const auto& theirs = other.address->name;
  return {.rule = "B18",
          .exit = Exit::refused,
          .where = made.target->at,
          .message = std::string(kind_name(kind)) + " " + quoted(name) + " is new, but the tenant has " +
                     quoted(theirs) + (other.live != nullptr ? " (id " + quoted(other.live->id.value) + ")" : "") +
                     ", which differs by " + fold_difference(theirs, name) + " alone",
          .hint = "write " + quoted(theirs) + " if that one is meant; to rename it, pin it with `id:`"};
}

/// No two names of a manifest have one form, so a group has one new name at most. What goes is no twin.
void check_twins(const Group& names, const Targets& targets, Problems& problems) {
  const auto is_made = [](const Candidate& one) { return one.target != nullptr; };
  const auto stays = [&](const Candidate& one) {
    const auto target = targets.find(*one.address);
    return !is_made(one) && (target == targets.end() || target->second.fields);
  };
  if (std::none_of(names.begin(), names.end(), is_made)) return;
  for (const auto& group : groups(names, folded)) {
    const auto made = std::find_if(group.begin(), group.end(), is_made);
    const auto other = std::find_if(group.begin(), group.end(), stays);
    if (made != group.end() && other != group.end()) problems.push_back(twin(*made, *other));
  }
}

/// Users whom no manifest names are shown by their id (SEC19).
std::string shown(const Candidate& candidate) {
  if (candidate.address->kind != Kind::user) return quoted(candidate.address->name);
  return candidate.live != nullptr ? "the user of id " + quoted(candidate.live->id.value) : "another user";
}

Problem lookalike(const Address& named, const Place& at, const Candidate& other) {
  return {.rule = "B19",
          .severity = Severity::warning,
          .where = at,
          .message = std::string(kind_name(named.kind)) + " " + quoted(named.name) + " looks like " + shown(other) +
                     " of the tenant: " + difference(named.name, other.address->name),
          .hint = "check that this one is meant, and who made the other"};
}

/// Names by kind, with the first place where the manifests have them.
using Places = std::map<std::pair<Kind, std::string_view>, const Place*>;

/// Fills in the places of those names that the manifests have.
void find_places(const Manifest& desired, Places& places) {
  if (places.empty()) return;  // hardly a name looks like another: mostly nothing is to be sought
  for (const auto& entry : desired.resources) {
    for_each_name(entry, [&](const NamedObject& object) {
      const auto found = places.find({object.kind, object.name});
      if (found == places.end()) return;
      if (found->second == nullptr || object.at < *found->second) found->second = &object.at;
    });
  }
}

void check_lookalikes(const Group& group, const Places& places, Problems& problems) {
  const auto place_of = [&](const Candidate& candidate) {
    return places.at({candidate.address->kind, candidate.address->name});
  };
  const auto other =
      std::find_if(group.begin(), group.end(), [&](const Candidate& one) { return place_of(one) == nullptr; });
  if (other == group.end()) return;
  for (const auto& candidate : group) {
    const auto* at = place_of(candidate);
    if (at == nullptr || folded(candidate.address->name) == folded(other->address->name)) continue;
    problems.push_back(lookalike(*candidate.address, *at, *other));
  }
}

}  // namespace

void check_tenant_names(const Manifest& desired, const LiveState& live, const Targets& targets, Problems& problems) {
  std::vector<Group> similar;
  Places places;
  for (const auto& [kind, names] : candidates(live, targets)) {
    check_twins(names, targets, problems);
    for (auto& group : groups(names, skeleton)) {
      for (const auto& candidate : group) places[{kind, candidate.address->name}] = nullptr;
      similar.push_back(std::move(group));
    }
  }
  find_places(desired, places);
  for (const auto& group : similar) check_lookalikes(group, places, problems);
}

}  // namespace interlock
