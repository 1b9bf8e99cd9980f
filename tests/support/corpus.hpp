// Files of tests/corpus, read as the tool reads them.
#pragma once

#include <filesystem>
#include <vector>

#include "base/problem.hpp"
#include "codec/source.hpp"
#include "model/manifest.hpp"

namespace interlock::testing {

Source load(const std::filesystem::path& path);
/// The *.yaml files of a folder below tests/corpus.
std::vector<std::filesystem::path> corpus_files(const std::string& folder);
/// What the manifest says for the guide API, with the matrices beside it.
Manifest read_corpus_manifest(const std::filesystem::path& path, Problems& problems);

}  // namespace interlock::testing
