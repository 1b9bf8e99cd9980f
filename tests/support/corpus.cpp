#include "support/corpus.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>

#include "codec/manifest.hpp"

namespace interlock::testing {

Source load(const std::filesystem::path& path) {
  std::stringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return {path.filename(), text.str()};
}

std::vector<std::filesystem::path> corpus_files(const std::string& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(INTERLOCK_SOURCE_DIR "/tests/corpus/" + folder)) {
    if (entry.path().extension() == ".yaml") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

Manifest read_corpus_manifest(const std::filesystem::path& path, Api api, Problems& problems) {
  const auto source = load(path);
  auto declared = declare(std::span(&source, 1), api, problems);
  for (const auto& request : declared.matrices) {
    add_matrix(declared, request, load(path.parent_path() / request.path), api, problems);
  }
  return assemble(std::move(declared), problems);
}

}  // namespace interlock::testing
