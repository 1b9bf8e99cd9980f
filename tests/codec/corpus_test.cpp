// Every good file of the corpus is read without an error, every bad one with at least one. The schemas are compared
// with the same files (schema_corpus_test.py).
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "codec/manifest.hpp"
#include "codec/settings.hpp"
#include "support/problems.hpp"

namespace interlock {
namespace {

Source load(const std::filesystem::path& path) {
  std::stringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return {path.filename(), text.str()};
}

Problems problems_of(const std::string& kind, const Source& source) {
  Problems problems;
  if (kind == "settings") {
    read_settings(source, problems);
  } else {
    read_manifest(std::span(&source, 1), Api::guide, problems);
  }
  return problems;
}

void expect_verdict(const std::string& kind, const std::string& folder, bool wrong) {
  int files = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator(INTERLOCK_SOURCE_DIR "/tests/corpus/" + kind + "/" + folder)) {
    const auto problems = problems_of(kind, load(entry.path()));
    EXPECT_EQ(has_errors(problems), wrong) << entry.path() << "\n" << testing::told(problems);
    ++files;
  }
  EXPECT_GT(files, 0);
}

TEST(Corpus, GoodManifestsAreAccepted) { expect_verdict("manifests", "good", false); }
TEST(Corpus, BadManifestsAreRefused) { expect_verdict("manifests", "bad", true); }
TEST(Corpus, GoodSettingsAreAccepted) { expect_verdict("settings", "good", false); }
TEST(Corpus, BadSettingsAreRefused) { expect_verdict("settings", "bad", true); }

}  // namespace
}  // namespace interlock
