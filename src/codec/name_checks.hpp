// What is wrong with the names of a manifest, taken as text: what nobody can see in them, and whom they are taken for.
#pragma once

#include <cstdint>
#include <span>

#include "base/problem.hpp"
#include "codec/source.hpp"
#include "model/manifest.hpp"

namespace interlock {

/// How a format writes what nobody sees, where it is meant.
enum class Escapes : std::uint8_t { none, yaml };

/// Hidden characters in names that are no escapes (B17), each at its own place. In all other text of the sources,
/// comments included, characters that change its order are a warning. The resources are those of the sources.
void check_hidden(std::span<const Resource> resources, std::span<const Source> sources, Escapes escapes,
                  Problems& problems);

/// Two names of a kind that differ in Unicode form, case or outer blanks alone (B18), or that look alike (B19, a
/// warning): of entries and of references, but not of what goes. A name that something is said about already is left
/// out.
void check_alike(const Manifest& manifest, Problems& problems);

}  // namespace interlock
