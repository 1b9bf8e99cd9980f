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

/// What a read brings: all objects of a kind, one of them in the form that carries its guard, or a queue's members.
enum class Part : std::uint8_t { list, item, members };

/// One thing to read. `id` is empty for a list.
struct Read {
  Part part{};
  Kind kind{};
  ResourceId id{};
  friend auto operator<=>(const Read&, const Read&) = default;
};

/// An object as the platform sent it.
struct Raw {
  Value listed{};               // as it stands in its list; Null where it was not listed
  std::optional<Value> item{};  // as its own read gives it
  std::string etag{};           // of that read; empty where the kind has none
  std::optional<List> members{};
};

/// Everything read of a tenant so far, undecoded.
struct Snapshot {
  std::set<Kind> listed;
  std::map<Kind, std::map<ResourceId, Raw>> objects;
};

}  // namespace interlock
