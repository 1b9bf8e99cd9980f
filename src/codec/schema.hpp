#pragma once

#include "base/value.hpp"

namespace interlock {

/// JSON Schemas (2020-12) generated from the descriptor tables of `model`.
Value manifest_schema();
Value settings_schema();

}  // namespace interlock
