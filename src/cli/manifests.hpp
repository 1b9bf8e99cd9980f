#pragma once

#include <string>
#include <vector>

#include "base/problem.hpp"
#include "model/manifest.hpp"

namespace interlock {

/// The desired state in the manifests that the paths lead to; usable where `problems` has no error.
Manifest read_manifests(const std::vector<std::string>& paths, Api api, Problems& problems);

}  // namespace interlock
