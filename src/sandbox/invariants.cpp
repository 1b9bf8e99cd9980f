#include "sandbox/invariants.hpp"

#include <array>
#include <utility>

#include "base/text.hpp"
#include "sandbox/shape.hpp"

namespace interlock::sandbox {
namespace {

constexpr std::array<std::string_view, 6> kInvariants{"coverage",     "references", "reachability",
                                                      "preservation", "precision",  "limits"};

constexpr std::array<Kind, kCollectionCount> kKinds{
    Kind::skill,           Kind::profile,  Kind::user,        Kind::user,        Kind::queue,
    Kind::schedule,        Kind::language, Kind::wrapup_code, Kind::skill_group, Kind::schedule_group,
    Kind::emergency_group, Kind::ivr,      Kind::data_table,  Kind::division,    Kind::flow,
    Kind::prompt,          Kind::script,   Kind::group,       Kind::team,        Kind::trunk_base};

/// The members of the document that name objects of one collection by ids of another.
struct Keyed {
  std::string_view key;
  Collection owner, element;
};
constexpr std::array kKeyed{
    Keyed{"members", Collection::queues, Collection::users},
    Keyed{"queue_wrapup_codes", Collection::queues, Collection::wrapup_codes},
    Keyed{"user_languages", Collection::users, Collection::languages},
};

/// What there is, by id: references are many, and looking one up in a list takes as long as the list is.
class Directory {
 public:
  explicit Directory(const Store& store) {
    for (std::size_t i = 0; i < kCollectionCount; ++i) {
      for (const auto& object : store.all(static_cast<Collection>(i))) objects_[i].emplace(id_of(object), &object);
    }
    names_any_division_ = !store.document().contains("divisions");
  }

  const Value* find(Collection collection, std::string_view id) const {
    const auto& objects = objects_[static_cast<std::size_t>(collection)];
    const auto found = objects.find(id);
    return found != objects.end() ? found->second : nullptr;
  }
  /// Documents that list no divisions may name any, and "*" is all of them.
  bool is_free(Collection target, std::string_view id) const {
    return target == Collection::divisions && (names_any_division_ || id == "*");
  }

 private:
  std::array<std::map<std::string_view, const Value*>, kCollectionCount> objects_;
  bool names_any_division_ = false;
};

std::string shown_name(Collection collection, const Value& object) {
  return std::string(kind_of(collection) == Kind::user ? id_of(object) : name_of(object));
}

std::string words(Collection collection, const Value* object, std::string_view id) {
  return std::string(kind_name(kind_of(collection))) + " " +
         quoted(object != nullptr ? shown_name(collection, *object) : std::string(id));
}

class Faults {
 public:
  explicit Faults(const Store& store) : store_(store), directory_(store) {}

  std::set<Fault> all() && {
    for (std::size_t i = 0; i < kCollectionCount; ++i) {
      for (const auto& object : store_.all(static_cast<Collection>(i))) look_at(static_cast<Collection>(i), object);
    }
    for (const auto& keyed : kKeyed) look_at_keyed(keyed);
    return std::move(found_);
  }

 private:
  void look_at(Collection collection, const Value& object) {
    const Fault subject{
        .kind = kind_of(collection), .id = std::string(id_of(object)), .name = shown_name(collection, object)};
    for (const auto& reference : document_references(collection, object)) {
      // A parent sorts skills and routes nobody.
      const bool must_serve = collection != Collection::skills;
      check(subject, reference.target, reference.id, must_serve);
    }
    if (collection == Collection::personal_profiles) count(subject, object, "levels");
    if (collection == Collection::shared_profiles) count(subject, object, "skills");
  }

  void look_at_keyed(const Keyed& keyed) {
    for (const auto& [owner, list] : map_or_empty(&store_.document(), keyed.key)) {
      const auto* object = directory_.find(keyed.owner, owner.name);
      if (object == nullptr) continue;
      const Fault subject{.kind = kind_of(keyed.owner), .id = owner.name, .name = shown_name(keyed.owner, *object)};
      for (const auto& element : *list.as<List>()) {
        const auto* id = element.as<std::string>();
        check(subject, keyed.element, id != nullptr ? *id : id_of(element), true);
      }
    }
  }

  void check(const Fault& subject, Collection target, std::string_view id, bool must_serve) {
    const auto* object = directory_.find(target, id);
    const bool is_missing = object == nullptr && !directory_.is_free(target, id);
    const bool is_off =
        must_serve && object != nullptr && target == Collection::skills && !flag_or(*object, "enabled", true);
    if (!is_missing && !is_off) return;
    add(Invariant::references, subject,
        "names the " + words(target, object, id) + ", which is " + (is_missing ? "missing" : "disabled"));
  }

  void count(const Fault& subject, const Value& profile, std::string_view list) {
    const auto size = static_cast<int>(profile.find(list)->as<List>()->size());
    if (size <= store_.skill_limit()) return;
    add(Invariant::limits, subject,
        "has " + std::to_string(size) + " skills, where " + std::to_string(store_.skill_limit()) + " are allowed");
  }

  void add(Invariant invariant, Fault fault, std::string what) {
    fault.invariant = invariant;
    fault.what = std::move(what);
    found_.insert(std::move(fault));
  }

  const Store& store_;
  Directory directory_;
  std::set<Fault> found_;
};

bool is_filled(const Value& object, std::string_view list) {
  const auto* found = object.find(list);
  const auto* elements = found != nullptr ? found->as<List>() : nullptr;
  return elements != nullptr && !elements->empty();
}

Hold with(Hold hold, std::string what) {
  hold.what = std::move(what);
  return hold;
}

}  // namespace

std::string_view invariant_name(Invariant invariant) { return kInvariants[static_cast<std::size_t>(invariant)]; }
char invariant_letter(Invariant invariant) { return static_cast<char>('a' + static_cast<int>(invariant)); }

Kind kind_of(Collection collection) { return kKinds[static_cast<std::size_t>(collection)]; }

std::set<Fault> standing_faults(const Store& store) { return Faults(store).all(); }

std::set<Hold> holds(const Store& store) {
  std::set<Hold> found;
  for (const auto& group : store.all(Collection::schedule_groups)) {
    const Hold hold{.kind = Kind::schedule_group, .id = std::string(id_of(group)), .name = std::string(name_of(group))};
    if (is_filled(group, "openSchedules")) found.insert(with(hold, "any open schedule"));
    if (is_filled(group, "closedSchedules")) found.insert(with(hold, "any closed schedule"));
  }
  for (const auto& group : store.all(Collection::emergency_groups)) {
    const Hold hold{
        .kind = Kind::emergency_group, .id = std::string(id_of(group)), .name = std::string(name_of(group))};
    for (const auto& [pointer, target, id] : document_references(Collection::emergency_groups, group)) {
      if (target != Collection::divisions) found.insert(with(hold, "the " + words(target, store.find(target, id), id)));
    }
  }
  return found;
}

}  // namespace interlock::sandbox
