#include "cli/manifests.hpp"

#include "adapters/files.hpp"
#include "codec/manifest.hpp"

namespace interlock {

Manifest read_manifests(const std::vector<std::string>& paths, Api api, Problems& problems) {
  const auto sources = read_manifest_files(paths);
  if (sources) return read_manifest(*sources, api, problems);
  append(problems, sources.problems());
  return {};
}

}  // namespace interlock
