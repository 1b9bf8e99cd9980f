// From the paths of the command line to what the manifests there say, matrices included.
#pragma once

#include <string>
#include <vector>

#include "base/problem.hpp"
#include "cli/options.hpp"
#include "model/manifest.hpp"

namespace interlock {

/// What -f names; manifests/ where it names nothing.
std::vector<std::string> manifest_paths(const Options& options);

/// The entries as they are read: whether they can stand together is asked when overlays are laid over them.
Manifest read_entries(const std::vector<std::string>& paths, Api api, Problems& problems);

/// Warnings and errors go to `problems`; the manifest may be used only where they have no error.
Manifest read_manifests(const std::vector<std::string>& paths, Api api, Problems& problems);

}  // namespace interlock
