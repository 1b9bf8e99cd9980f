#include "cli/manifests.hpp"

#include <filesystem>
#include <map>

#include "adapters/files.hpp"
#include "base/text.hpp"
#include "codec/manifest.hpp"

namespace interlock {
namespace {

/// Where the table is said to lie, in one spelling.
std::string spelled_out(const MatrixRequest& request) {
  const std::filesystem::path manifest(request.at.file_name());
  return (manifest.parent_path() / request.path).lexically_normal();
}

void read_matrices(Declarations& declared, Api api, Problems& problems) {
  std::map<std::string, Place> seen;
  for (const auto& request : declared.matrices) {
    const auto [first, is_new] = seen.emplace(spelled_out(request), request.at);
    if (!is_new) {
      problems.push_back({.rule = "B21",
                          .where = request.at,
                          .message = "matrix " + interlock::quoted(request.path) + " is named twice",
                          .hint = "keep one entry of the two",
                          .related = {{first->second, "first named here"}}});
      continue;
    }
    const auto table = read_matrix_file(request);
    if (!table) append(problems, table.problems());
    if (table) add_matrix(declared, request, *table, api, problems);
  }
}

}  // namespace

std::vector<std::string> manifest_paths(const Options& options) {
  return options.files.empty() ? std::vector<std::string>{"manifests/"} : options.files;
}

Manifest read_entries(const std::vector<std::string>& paths, Api api, Problems& problems) {
  const auto sources = read_manifest_files(paths);
  if (!sources) {
    append(problems, sources.problems());
    return {};
  }
  auto declared = declare(*sources, api, problems);
  read_matrices(declared, api, problems);
  return joined(std::move(declared), problems);
}

Manifest read_manifests(const std::vector<std::string>& paths, Api api, Problems& problems) {
  auto manifest = read_entries(paths, api, problems);
  check_together(manifest, problems);
  return manifest;
}

}  // namespace interlock
