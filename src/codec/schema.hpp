#pragma once

#include "base/value.hpp"
#include "model/kind.hpp"

namespace interlock {

/// JSON Schemas (2020-12) generated from the descriptor tables of `model`.
/// A manifest is valid where one of the APIs takes it; the reader alone knows the API that a run is for (B77).
Value manifest_schema(Apis apis = Apis::both);
Value settings_schema();

}  // namespace interlock
