// A tenant as manifests say it: `interlock export`. A plan for what comes out, made from the same reading, is empty.
#pragma once

#include <set>

#include "base/problem.hpp"
#include "model/live_state.hpp"
#include "model/manifest.hpp"
#include "model/scope.hpp"

namespace interlock {

/// The kinds that manifests for the API can list and --only may choose.
std::set<Kind> exported_kinds(Api api, const Scope& scope);

/// Of every name that several objects bear (B54) an entry that pins the first of them by id, where its kind has entries
/// and the scope covers it: `live` decoded with these has that object by its name.
Manifest pins_of(const LiveState& live, Api api, const Scope& scope);

/// What the scope covers of the tenant. Left out are values that are the platform's defaults, users without levels, and
/// what other objects realise: a queue says its requirements, and the skill group that states them is not listed. What
/// manifests cannot say is left out with a warning: references to what has no name of its own (B54, B62), names and
/// values that the reader of manifests refuses (its own rule). `live` was decoded with `pins`.
Manifest manifest_of(const LiveState& live, const Manifest& pins, Api api, const Scope& scope, Problems& problems);

/// The manifest without what the reader of manifests refuses or takes for something else; a warning each.
Manifest readable(Manifest manifest, Api api, Problems& problems);

}  // namespace interlock
