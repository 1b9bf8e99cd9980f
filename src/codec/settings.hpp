#pragma once

#include "base/problem.hpp"
#include "codec/source.hpp"
#include "model/settings.hpp"

namespace interlock {

/// interlock.yaml, with defaults filled in (B42, B45, B78). Usable only where `problems` has no error.
Settings read_settings(const Source& source, Problems& problems);

}  // namespace interlock
