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

std::string shown_name(Collection collection, const Value& object) {
  return std::string(kind_of(collection) == Kind::user ? id_of(object) : name_of(object));
}

std::string words(Collection collection, const Value* object, std::string_view id) {
  return std::string(kind_name(kind_of(collection))) + " " +
         quoted(object != nullptr ? shown_name(collection, *object) : std::string(id));
}

class Faults {
 public:
  explicit Faults(const Store& store) : store_(store) {}

  std::set<Fault> all() && {
    for (std::size_t i = 0; i < kCollectionCount; ++i) {
      for (const auto& object : store_.all(static_cast<Collection>(i))) look_at(static_cast<Collection>(i), object);
    }
    for (const auto& keyed : kKeyed) {
      for (const auto& [owner, list] : map_or_empty(&store_.document(), keyed.key)) look_at(keyed, owner.name, list);
    }
    return std::move(found_);
  }

  std::set<Fault> of(Kind kind, std::string_view id) && {
    for (std::size_t i = 0; i < kCollectionCount; ++i) {
      const auto collection = static_cast<Collection>(i);
      const auto* object = kind_of(collection) == kind ? store_.find(collection, id) : nullptr;
      if (object != nullptr) look_at(collection, *object);
    }
    for (const auto& keyed : kKeyed) {
      const auto* list = kind_of(keyed.owner) == kind ? store_.keyed(keyed.key, id) : nullptr;
      if (list != nullptr) look_at(keyed, std::string(id), *list);
    }
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

  void look_at(const Keyed& keyed, const std::string& owner, const Value& list) {
    const auto* object = store_.find(keyed.owner, owner);
    if (object == nullptr) return;
    const Fault subject{.kind = kind_of(keyed.owner), .id = owner, .name = shown_name(keyed.owner, *object)};
    for (const auto& element : *list.as<List>()) {
      const auto* id = element.as<std::string>();
      check(subject, keyed.element, id != nullptr ? *id : id_of(element), true);
    }
  }

  /// Documents that list no divisions may name any, and "*" is all of them.
  bool is_free(Collection target, std::string_view id) const {
    return target == Collection::divisions && (!store_.document().contains("divisions") || id == "*");
  }

  void check(const Fault& subject, Collection target, std::string_view id, bool must_serve) {
    const auto* object = store_.find(target, id);
    const bool is_missing = object == nullptr && !is_free(target, id);
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
std::set<Fault> standing_faults(const Store& store, Kind kind, std::string_view id) {
  return Faults(store).of(kind, id);
}

/// Whoever names a skill asks whether it is enabled; of everything else, whether it is there.
bool breaks_others(Collection collection) { return collection == Collection::skills; }

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
