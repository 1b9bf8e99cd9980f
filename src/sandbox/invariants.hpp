// What must hold in every state of a tenant (planning.md, Invariants), as far as one state alone can tell.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <tuple>

#include "model/kind.hpp"
#include "sandbox/store.hpp"

namespace interlock::sandbox {

enum class Invariant : std::uint8_t { coverage, references, reachability, preservation, precision, limits };
std::string_view invariant_name(Invariant invariant);  // "coverage"
char invariant_letter(Invariant invariant);            // 'a' to 'f', as planning.md has them

/// What manifests call the objects of a collection. A personal profile is its user.
Kind kind_of(Collection collection);

/// An object that breaks an invariant. `what` ends a sentence that the object begins, and names no person but by id.
struct Fault {
  Invariant invariant{};
  Kind kind{};
  std::string id{};
  std::string what{};  // "names the skill 'Fax', which is disabled"
  std::string name{};  // of the object; of a person its id

  auto key() const { return std::tie(invariant, kind, id, what); }  // a renamed object has no new fault
  friend bool operator<(const Fault& a, const Fault& b) { return a.key() < b.key(); }
};

/// References to what is missing or disabled, and profiles with more skills than the platform allows.
std::set<Fault> standing_faults(const Store& store);
/// Those of one object.
std::set<Fault> standing_faults(const Store& store, Kind kind, std::string_view id);
/// Whether other objects can break an invariant because one of that collection is replaced.
bool breaks_others(Collection collection);

/// Something that callers reach lines by: an open or closed schedule that a schedule group has, an attachment of an
/// emergency group.
struct Hold {
  Kind kind{};
  std::string id{};
  std::string what{};  // "any open schedule", "the flow 'f1'"
  std::string name{};  // of the group

  auto key() const { return std::tie(kind, id, what); }
  friend bool operator<(const Hold& a, const Hold& b) { return a.key() < b.key(); }
  friend bool operator==(const Hold& a, const Hold& b) { return a.key() == b.key(); }
};
std::set<Hold> holds(const Store& store);

}  // namespace interlock::sandbox
