#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/value.hpp"
#include "model/address.hpp"

namespace interlock {

/// One entry of a manifest: what it names and nothing else. `fields` are in the normal form of Shape, by manifest name,
/// directives included (`absent`, `mode`, `replaces`, `id`, `staffing`), the key field not; each value knows its place.
struct Resource {
  Address address;
  Map fields;
  Place at{};               // of the entry's name
  bool must_exist = false;  // an overlay's alone: it may touch only what is there (B94)

  bool is_absent() const;
  bool is_exact() const;  // mode: exact
};

/// The desired state: every entry of every file, sorted by address, each address once.
struct Manifest {
  std::vector<Resource> resources;

  const Resource* find(const Address& address) const;
};

/// The skills that others take over from (`replaces`), old name -> new name.
std::map<std::string, std::string> replaced_skills(const Manifest& manifest);

}  // namespace interlock
