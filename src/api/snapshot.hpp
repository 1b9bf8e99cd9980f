#pragma once

#include <compare>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/value.hpp"
#include "model/address.hpp"

namespace interlock {

/// What a read brings: all objects of a kind, one of them in the form that carries its guard, or a list that belongs to
/// one: a queue's members and wrap-up codes, a user's levels and languages, the rows of a data table. `inactive` are
/// the objects that a list leaves out unless it is asked for them.
enum class Part : std::uint8_t { list, inactive, item, members, wrapup_codes, levels, languages, rows };

/// One thing to read. `id` is empty for a list. `counted` are the rows that the object itself says its list has, where
/// the list does not say it.
struct Read {
  Part part{};
  Kind kind{};
  ResourceId id{};
  std::optional<std::int64_t> counted{};
  friend auto operator<=>(const Read&, const Read&) = default;
};

/// An object as the platform sent it.
struct Raw {
  Value listed{};               // as it stands in its list; Null where it was not listed
  std::optional<Value> item{};  // as its own read gives it
  std::string etag{};           // of that read; empty where the kind has none
  std::map<Part, List> parts{};
};

/// Everything read of a tenant so far, undecoded.
struct Snapshot {
  std::set<Kind> listed;
  std::set<Kind> inactive;  // kinds whose inactive objects were read too
  std::map<Kind, std::map<ResourceId, Raw>> objects;
};

}  // namespace interlock
