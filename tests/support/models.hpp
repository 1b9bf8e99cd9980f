// Desired and live states from short JSON: {"user/ana": {"levels": {"A": 1}}, ...}. Fields are in normal form.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "diff/change.hpp"
#include "model/live_state.hpp"
#include "model/manifest.hpp"

namespace interlock::testing {

/// The entry at index i of the sorted addresses stands at m.yaml:i+1:1.
Manifest manifest_of(std::string_view json);

/// Every kind counts as read; ids are "id-" and the name, guards the entity tag "1".
LiveState live_of(std::string_view json);

Map map_of(std::string_view json);

/// "/levels/A: 1 -> 2", "-" for a missing side; one string an edit.
std::vector<std::string> lines(const std::vector<FieldEdit>& edits);

}  // namespace interlock::testing
