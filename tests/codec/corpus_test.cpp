// Every good file of the corpus is read without an error, every bad one with at least one. The schemas are compared
// with the same files (schema_corpus_test.py).
#include <gtest/gtest.h>

#include "codec/settings.hpp"
#include "support/corpus.hpp"
#include "support/problems.hpp"

namespace interlock {
namespace {

using Reader = Problems (*)(const std::filesystem::path&);

Problems settings_problems(const std::filesystem::path& path) {
  Problems problems;
  read_settings(testing::load(path), problems);
  return problems;
}

template <Api api>
Problems manifest_problems(const std::filesystem::path& path) {
  Problems problems;
  testing::read_corpus_manifest(path, api, problems);
  return problems;
}

void expect_verdict(const std::string& folder, bool wrong, Reader read) {
  const auto files = testing::corpus_files(folder);
  EXPECT_FALSE(files.empty());
  for (const auto& path : files) {
    const auto problems = read(path);
    EXPECT_EQ(has_errors(problems), wrong) << path << "\n" << testing::told(problems);
  }
}

TEST(Corpus, GoodManifestsAreAccepted) { expect_verdict("manifests/good", false, manifest_problems<Api::guide>); }
TEST(Corpus, BadManifestsAreRefused) { expect_verdict("manifests/bad", true, manifest_problems<Api::guide>); }
TEST(Corpus, GoodPublishedOnesAreAccepted) {
  expect_verdict("published/good", false, manifest_problems<Api::published>);
}
TEST(Corpus, BadPublishedOnesAreRefused) { expect_verdict("published/bad", true, manifest_problems<Api::published>); }
TEST(Corpus, GoodSettingsAreAccepted) { expect_verdict("settings/good", false, settings_problems); }
TEST(Corpus, BadSettingsAreRefused) { expect_verdict("settings/bad", true, settings_problems); }

}  // namespace
}  // namespace interlock
