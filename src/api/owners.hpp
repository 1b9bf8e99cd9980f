// Who bears a name: settled before anything is decoded, since every field may refer to it. The same for every binding.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "api/names.hpp"
#include "api/snapshot.hpp"
#include "base/problem.hpp"
#include "model/manifest.hpp"

namespace interlock {

using Owners = std::map<Address, std::vector<ResourceId>>;

/// The name of an object as a binding reads it, or nothing where the body has none; then `missing` tells it (B57).
using Naming = std::string (*)(const Snapshot& snapshot, Kind kind, const ResourceId& id, const Raw& raw);

/// Deleted objects may still be listed or answered for a while (F61).
bool is_deleted(const Raw& raw);
/// What was read of the kind; empty where nothing was.
const std::map<ResourceId, Raw>& objects_of(const Snapshot& snapshot, Kind kind);
const Raw* find_raw(const Snapshot& snapshot, Kind kind, const ResourceId& id);

/// The ids that a part of the object lists.
List ids_in(const Raw& raw, Part part);

/// Every object that is there by its name; the objects that entries of `desired` pin bear their entries' names. One
/// that has no name, or one that a pinned object bears, is called by its id.
Owners owners_of(const Snapshot& snapshot, const Manifest& desired, Naming naming,
                 Problem (*missing)(Kind, const ResourceId&), Problems& problems);
/// The names that one object alone bears.
Names names_of(const Owners& owners);

/// Whether the entry takes a skill away or puts it in the place of another, so that all that refers to it is needed.
bool moves_references(const Resource& entry);

}  // namespace interlock
