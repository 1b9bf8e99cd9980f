// Both bindings, and what tests of them have in common.
#pragma once

#include <string>

#include "api/binding.hpp"
#include "support/json.hpp"

namespace interlock::testing {

inline const Tenant kTenant{.name = "test"};

inline const Binding& guide_api() { return binding(Api::guide); }
inline const Binding& published_api() { return binding(Api::published); }

/// A list that came with one page.
inline void record_list(const Binding& api, Snapshot& snapshot, Kind kind, const std::string& entities) {
  api.record(snapshot, {Part::list, kind, {}}, *json(entities).as<List>());
}

}  // namespace interlock::testing
