// Every good file of the corpus is read without an error, every bad one with at least one. The schemas are compared
// with the same files (schema_corpus_test.py).
#include <gtest/gtest.h>

#include "codec/settings.hpp"
#include "support/corpus.hpp"
#include "support/problems.hpp"

namespace interlock {
namespace {

Problems problems_of(const std::string& kind, const std::filesystem::path& path) {
  Problems problems;
  if (kind == "settings") {
    read_settings(testing::load(path), problems);
  } else {
    testing::read_corpus_manifest(path, problems);
  }
  return problems;
}

void expect_verdict(const std::string& kind, const std::string& folder, bool wrong) {
  const auto files = testing::corpus_files(kind + "/" + folder);
  EXPECT_FALSE(files.empty());
  for (const auto& path : files) {
    const auto problems = problems_of(kind, path);
    EXPECT_EQ(has_errors(problems), wrong) << path << "\n" << testing::told(problems);
  }
}

TEST(Corpus, GoodManifestsAreAccepted) { expect_verdict("manifests", "good", false); }
TEST(Corpus, BadManifestsAreRefused) { expect_verdict("manifests", "bad", true); }
TEST(Corpus, GoodSettingsAreAccepted) { expect_verdict("settings", "good", false); }
TEST(Corpus, BadSettingsAreRefused) { expect_verdict("settings", "bad", true); }

}  // namespace
}  // namespace interlock
