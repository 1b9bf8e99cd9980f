// Files of tests/corpus, read as the tool reads them.
#pragma once

#include <array>
#include <filesystem>
#include <vector>

#include "base/problem.hpp"
#include "codec/source.hpp"
#include "model/manifest.hpp"

namespace interlock::testing {

Source load(const std::filesystem::path& path);
/// The *.yaml files of a folder below tests/corpus.
std::vector<std::filesystem::path> corpus_files(const std::string& folder);

/// The folders of manifests, and the API that each is for.
struct ManifestCorpus {
  const char* folder;
  Api api;
};
inline constexpr std::array kManifestCorpora{ManifestCorpus{"manifests", Api::guide},
                                             ManifestCorpus{"published", Api::published}};

/// What the manifest says, with the matrices beside it.
Manifest read_corpus_manifest(const std::filesystem::path& path, Api api, Problems& problems);

}  // namespace interlock::testing
