#include "plan/checks.hpp"

#include <algorithm>
#include <set>
#include <unordered_set>

#include "base/text.hpp"
#include "model/references.hpp"
#include "model/walk.hpp"
#include "plan/lowering.hpp"
#include "plan/plan.hpp"

namespace interlock {
namespace {

std::string words(const Address& address) { return std::string(kind_name(address.kind)) + " " + quoted(address.name); }

bool is_named(const Address& address, const Targets& targets) {
  const auto target = targets.find(address);
  return target != targets.end() && !target->second.is_consequence;
}

ResourceId id_of(const Address& address, const LiveState& live) {
  const auto* object = live.find(address);
  return object != nullptr ? object->id : ResourceId{};
}

/// The object as reports may show it: a user that no entry names by its id (SEC19).
std::string shown(const Address& address, const LiveState& live, const Targets& targets) {
  return discreet(address, id_of(address, live), !is_named(address, targets));
}

/// The same in a sentence: "queue 'Billing'".
std::string shown_words(const Address& address, const ResourceId& id, bool is_consequence) {
  const bool is_private = address.kind == Kind::user && is_consequence;
  return is_private ? "user " + quoted(id.value) : words(address);
}

std::string shown_words(const Update& update) { return shown_words(update.address, update.id, update.is_consequence); }

/// Whether the name is that of a skill's parent, which may be disabled.
bool is_parent(const Reference& reference) { return reference.field.name == "parent"; }

Problem unknown_reference(const Resource& entry, const Reference& reference, const Manifest& desired,
                          const LiveState& live) {
  std::vector<std::string> known;
  const auto add = [&](const Address& address) {
    if (address.kind == reference.kind) known.push_back(address.name);
  };
  for (const auto& [address, object] : live.objects) add(address);
  for (const auto& other : desired.resources) add(other.address);
  auto hint = did_you_mean(reference.name, known);
  const auto near = nearest(reference.name, known);
  const auto* declared = near.empty() ? nullptr : desired.find({reference.kind, near.front()});
  if (declared != nullptr) hint = "did you mean " + quoted(near.front()) + " (" + to_string(declared->at) + ")?";
  return {.rule = is_parent(reference) ? "B28" : "B26",
          .exit = Exit::invalid,
          .where = reference.at,
          .message = words(reference.target()) + ", named by " + words(entry.address) + ", is not defined",
          .hint = hint};
}

Problem unusable_reference(const Resource& entry, const Reference& reference, std::string_view state, const Place& at) {
  Problem problem{
      .rule = "B26",
      .exit = Exit::refused,
      .where = reference.at,
      .message = words(entry.address) + " refers to " + words(reference.target()) + ", which is " + std::string(state),
      .hint = "name another one, or keep " + quoted(reference.name)};
  if (at) problem.related.push_back({at, "here"});
  return problem;
}

/// What is wrong with one reference of the manifest, if anything.
std::optional<Problem> judge(const Resource& entry, const Reference& reference, const Manifest& desired,
                             const LiveState& live, const Targets& targets) {
  const auto name = reference.target();
  if (!live.complete.contains(name.kind) || live.ambiguous.contains(name)) return std::nullopt;
  const auto target = targets.find(name);
  if (target != targets.end() && !target->second.fields) {
    const bool goes = live.find(name) != nullptr;
    return unusable_reference(entry, reference, goes ? "to be deleted" : "not to exist", target->second.at);
  }
  const auto* end = end_fields(name, live, targets);
  if (end == nullptr) {
    if (desired.find(name) != nullptr) return std::nullopt;  // refused elsewhere already (G6)
    return unknown_reference(entry, reference, desired, live);
  }
  if (name.kind == Kind::skill && !is_parent(reference) && !is_usable(end)) {
    return unusable_reference(entry, reference, "disabled", target != targets.end() ? target->second.at : Place());
  }
  return std::nullopt;
}

void check_names(const Manifest& desired, const LiveState& live, const Targets& targets, Problems& problems) {
  // Many levels name few skills: a name that is good in one place is good in all.
  std::map<Kind, std::unordered_set<std::string_view>> good;
  std::set<std::pair<Place, Address>> told;  // one heading of a matrix is named by all of its rows
  for (const auto& entry : desired.resources) {
    for (const auto& reference : references(entry.address.kind, entry.fields)) {
      auto& names = good[reference.kind];
      if (names.contains(reference.name) || told.contains({reference.at, reference.target()})) continue;
      if (auto problem = judge(entry, reference, desired, live, targets)) {
        if (reference.at) told.insert({reference.at, reference.target()});
        problems.push_back(*std::move(problem));
      } else if (!is_parent(reference)) {
        names.insert(reference.name);
      }
    }
  }
}

/// The skills that are deleted or disabled by this plan, with the targets that ask for it.
using Going = std::map<std::string, const Target*, std::less<>>;

Going going(const LiveState& live, const Targets& targets) {
  Going skills;
  for (const auto& [address, target] : of_kind(targets, Kind::skill)) {
    const auto* object = live.find(address);
    if (object == nullptr) continue;
    const bool is_disabled = is_usable(&object->fields) && !is_usable(target.fields.get());
    if (!target.fields || is_disabled) skills.emplace(address.name, &target);
  }
  return skills;
}

using Referrers = std::map<std::string, std::vector<Address>>;

/// Whether the manifest itself names the reference: such ones are judged one by one, at their own places (G6).
bool is_judged(const Reference& reference, const Target* target) {
  if (target == nullptr || target->entry == nullptr) return false;
  const auto named = references(target->entry->address.kind, target->entry->fields);
  return std::any_of(named.begin(), named.end(),
                     [&](const Reference& other) { return other.path() == reference.path(); });
}

void add_referrers(Referrers& referrers, const Address& from, const Map& fields, const Target* target,
                   const Going& skills) {
  for (const auto& reference : references(from.kind, fields)) {
    const auto skill = reference.kind == Kind::skill ? skills.find(reference.name) : skills.end();
    if (skill == skills.end() || is_judged(reference, target)) continue;
    const bool matters = !skill->second->fields || !is_parent(reference);
    if (matters) referrers[skill->first].push_back(from);
  }
}

Referrers referrers_at_the_end(const LiveState& live, const Targets& targets, const Going& skills) {
  Referrers referrers;
  Walk targets_by_object(targets);
  for (const auto& [address, object] : live.objects) {
    const auto* target = targets_by_object.find(address);
    const bool is_managed = target != nullptr && target->entry != nullptr;
    if (!is_managed && states_requirements(address, live)) continue;  // it follows its queue
    const auto* end = target != nullptr ? target->fields.get() : &object.fields;
    if (end != nullptr) add_referrers(referrers, address, *end, target, skills);
  }
  Walk objects(live.objects);
  for (const auto& [address, target] : targets) {
    const bool is_new = objects.find(address) == nullptr && target.fields;
    if (is_new) add_referrers(referrers, address, *target.fields, &target, skills);
  }
  return referrers;
}

Problem still_referred_to(const std::string& skill, const Target& target, const std::vector<Address>& from,
                          const LiveState& live, const Targets& targets) {
  std::vector<std::string> shown_names;
  shown_names.reserve(from.size());
  for (const auto& address : from) shown_names.push_back(shown(address, live, targets));
  Problem problem{.rule = "B26",
                  .exit = Exit::refused,
                  .where = target.at,
                  .message = "skill " + quoted(skill) + " cannot be " + (target.fields ? "disabled" : "deleted") +
                             ": " + plural(from.size(), "object") + (from.size() == 1 ? " refers" : " refer") +
                             " to it: " + join(shown_names, ", "),
                  .hint = "declare what they shall hold instead, or use `replaces: " + skill + "` on the new skill"};
  for (const auto& address : from) {
    const auto other = targets.find(address);
    if (other != targets.end() && other->second.at) problem.related.push_back({other->second.at, to_string(address)});
  }
  return problem;
}

/// The parents above the skill in the end, up to the first that comes twice.
std::vector<std::string> chain_of_parents(const std::string& skill, const LiveState& live, const Targets& targets) {
  std::vector<std::string> chain{skill};
  for (;;) {
    const auto* fields = end_fields({Kind::skill, chain.back()}, live, targets);
    auto parent = fields != nullptr ? text_or(*fields, "parent") : std::string();
    if (parent.empty()) return chain;
    const bool is_known = std::find(chain.begin(), chain.end(), parent) != chain.end();
    chain.push_back(std::move(parent));
    if (is_known) return chain;
  }
}

/// A cycle that closes only through the tenant's own skills; those inside the manifests are found while reading.
void check_parents(const Manifest& desired, const LiveState& live, const Targets& targets, Problems& problems) {
  for (const auto& entry : desired.resources) {
    const auto* parent = entry.address.kind == Kind::skill ? entry.fields.find("parent") : nullptr;
    if (parent == nullptr) continue;
    const auto chain = chain_of_parents(entry.address.name, live, targets);
    if (chain.size() < 2 || chain.back() != chain.front()) continue;
    std::vector<std::string> shown_chain;
    shown_chain.reserve(chain.size());
    for (const auto& skill : chain) shown_chain.push_back(quoted(skill));
    problems.push_back({.rule = "B28",
                        .exit = Exit::invalid,
                        .where = parent->at,
                        .message = "the parents form a cycle: " + join(shown_chain, " -> "),
                        .hint = "give one of them another parent"});
  }
}

void check_edit(const Update& update, const FieldEdit& edit, const LiveState& live, Problems& problems) {
  const auto& kind = info(update.address.kind);
  const auto name = std::string_view(edit.path).substr(1);
  const auto* field = find_field(kind.fields, name);
  if (field == nullptr) return;
  const bool is_rename = field->name == kind.key && !includes(kind.creatable, live.api);
  if (field->access != Access::immutable && !is_rename) return;
  const auto text = [](const std::optional<Value>& value) {
    const auto* held = value ? value->as<std::string>() : nullptr;
    return held != nullptr ? quoted(*held) : std::string("nothing");
  };
  problems.push_back(
      {.rule = "B29",
       .exit = Exit::refused,
       .where = edit.after && edit.after->at ? edit.after->at : update.source,
       .message = "`" + std::string(field->name) + "` of " + shown_words(update) + " cannot be changed: it is " +
                  text(edit.before) + ", wanted is " + text(edit.after),
       .hint = is_rename ? "write the name that the object has; the platform's own tools rename it"
                         : "declare a new one under another name with `replaces: " + update.address.name + "`"});
}

/// A pinned object that is to bear a name which another one has: the platform would refuse it in the middle.
void check_rename(const Update& update, const LiveState& live, Problems& problems) {
  const auto& kind = info(update.address.kind);
  const bool is_renamed = std::any_of(update.edits.begin(), update.edits.end(),
                                      [&](const auto& edit) { return edit.path.substr(1) == kind.key; });
  if (!is_renamed) return;
  for (const auto& [address, object] : live.objects) {
    const bool is_other = address.kind == kind.kind && object.id != update.id;
    if (!is_other || text_or(object.fields, kind.key) != update.address.name) continue;
    problems.push_back({.rule = "B54",
                        .exit = Exit::refused,
                        .where = update.source,
                        .message = words(update.address) + ", pinned to the id " + quoted(update.id.value) +
                                   ", cannot take its name: the object of id " + quoted(object.id.value) + " bears it",
                        .hint = "rename or delete that one first, in a change of its own"});
  }
}

void check_disabled_names(const Update& update, const LiveState& live, const Targets& targets, Problems& problems) {
  const auto* end = end_fields(update.address, live, targets);
  const bool carries_skills = update.address.kind != Kind::skill && update.address.kind != Kind::schedule;
  if (end == nullptr || !carries_skills) return;
  for (const auto& reference : references(update.address.kind, *end)) {
    const auto name = reference.target();
    const auto* skill = live.find(name);
    const bool stays_disabled = name.kind == Kind::skill && skill != nullptr && !is_usable(&skill->fields) &&
                                !is_usable(end_fields(name, live, targets));
    if (!stays_disabled || reference.at) continue;  // what the manifest names itself is judged with its references
    problems.push_back(
        {.rule = "B26",
         .exit = Exit::refused,
         .where = update.source,
         .message = shown_words(update) + " cannot be changed while it names the disabled " + words(name),
         .hint = "enable the skill, or take it away: `" + name.name + ": absent`"});
  }
}

/// Of a kind that was not read nothing can be said.
bool hides_something(const Ignore& row, const Intent& intent, const LiveState& live) {
  const auto kind = parse_kind(row.object.substr(0, row.object.find('/')));
  if (kind && !live.complete.contains(*kind)) return true;
  const auto is_meant = [&](const Address& address) { return matches(row.object, address); };
  return std::any_of(intent.ignored.begin(), intent.ignored.end(),
                     [&](const auto& i) { return is_meant(i.address); }) ||
         std::any_of(live.objects.begin(), live.objects.end(), [&](const auto& o) { return is_meant(o.first); });
}

}  // namespace

void check_references(const Manifest& desired, const LiveState& live, const Targets& targets, Problems& problems) {
  check_names(desired, live, targets, problems);
  check_parents(desired, live, targets, problems);
  const auto skills = going(live, targets);
  if (skills.empty()) return;
  for (const auto& [skill, from] : referrers_at_the_end(live, targets, skills)) {
    problems.push_back(still_referred_to(skill, *skills.at(skill), from, live, targets));
  }
}

void check_changes(const std::vector<Change>& changes, const LiveState& live, const Targets& targets,
                   Problems& problems) {
  for (const auto& change : changes) {
    const auto* update = std::get_if<Update>(&change);
    if (update == nullptr) continue;
    for (const auto& edit : update->edits) check_edit(*update, edit, live, problems);
    check_rename(*update, live, problems);
    check_disabled_names(*update, live, targets, problems);
  }
}

void check_ignored(const Intent& intent, const LiveState& live, Problems& problems) {
  for (const auto& row : intent.scope.ignore) {
    if (hides_something(row, intent, live)) continue;
    std::vector<std::string> known;
    for (const auto& [address, object] : live.objects) {
      if (address.kind != Kind::user) known.push_back(to_string(address));
    }
    problems.push_back({.rule = "B92",
                        .severity = Severity::warning,
                        .where = row.at,
                        .message = "ignore " + quoted(row.object) + " matches nothing in the manifests or the tenant",
                        .hint = did_you_mean(row.object, known)});
  }
}

void check_skills_held(const std::map<Address, LevelVersions>& versions, const LiveState& live, const Targets& targets,
                       Tier tier, Problems& problems) {
  const auto limit = static_cast<std::size_t>(skills_per_profile(tier));
  for (const auto& [address, version] : versions) {
    if (version.after.size() <= limit) continue;
    problems.push_back({.rule = "B27",
                        .exit = Exit::refused,
                        .where = targets.at(address).at,
                        .message = shown_words(address, id_of(address, live), !is_named(address, targets)) +
                                   " would hold " + std::to_string(version.after.size()) +
                                   " skills at the end; the limit is " + std::to_string(limit),
                        .hint = "take skills away, or set `tier: enterprise` if the tenant has it"});
  }
}

}  // namespace interlock
