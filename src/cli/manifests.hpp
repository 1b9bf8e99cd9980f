// From the paths of the command line to what the manifests there say, matrices included.
#pragma once

#include <string>
#include <vector>

#include "base/problem.hpp"
#include "model/manifest.hpp"

namespace interlock {

/// Warnings and errors go to `problems`; the manifest may be used only where they have no error.
Manifest read_manifests(const std::vector<std::string>& paths, Api api, Problems& problems);

}  // namespace interlock
