// What no text of a manifest may hold, wherever it stands.
#pragma once

#include <span>

#include "base/problem.hpp"
#include "model/manifest.hpp"

namespace interlock {

/// Variables, which manifests have not (B34), secrets (B35), and data of persons or patients in rows of data tables
/// (B79). Neither secrets nor such data are ever shown.
void check_texts(std::span<const Resource> resources, Problems& problems);

}  // namespace interlock
