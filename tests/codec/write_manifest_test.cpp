// What is written reads back equal.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "base/text.hpp"
#include "codec/manifest.hpp"
#include "support/corpus.hpp"
#include "support/problems.hpp"

namespace interlock {
namespace {

void expect_round_trip(const Manifest& manifest) {
  const auto text = write_manifest(manifest);
  Problems problems;
  const auto again = read_manifest(std::vector<Source>{{"again.yaml", text}}, Api::guide, problems);
  EXPECT_EQ(testing::told(problems), "") << text;
  ASSERT_EQ(again.resources.size(), manifest.resources.size()) << text;
  for (std::size_t i = 0; i < again.resources.size(); ++i) {
    EXPECT_EQ(again.resources[i].address, manifest.resources[i].address) << text;
    EXPECT_EQ(again.resources[i].fields, manifest.resources[i].fields) << text;
  }
  EXPECT_EQ(digest(again), digest(manifest));
}

TEST(WriteManifest, RepeatsEveryGoodFile) {
  const auto files = testing::corpus_files("manifests/good");
  EXPECT_GT(files.size(), 5u);
  for (const auto& path : files) {
    Problems problems;
    const auto manifest = testing::read_corpus_manifest(path, problems);
    EXPECT_EQ(testing::told(problems), "");
    EXPECT_FALSE(manifest.resources.empty()) << path;
    expect_round_trip(manifest);
  }
}

/// Texts made of what YAML, JSON, templates and merges could take for something else.
class Texts {
 public:
  std::string next() {
    static const std::vector<std::string> kPieces{
        "a",       "yes",    "null",   "~",      "0x1F", "12",     "1e3", ": ", " #",        "- ",   "? ",
        "{{ x }}", "${{",    "<<",     "\"",     "'",    "\\",     "\n",  "\r", "\t",        "\x01", "\x7f",
        "%",       "\u00e9", "\u2028", "\u4f60", "&a",   "*a",     "!b",  "|",  ">",         "[",    "]",
        ",",       "@",      "`",      "---",    "...",  "absent", "=",   "+1", "\U0001f44b"};
    std::string text;
    for (auto count = random_() % 6; count > 0; --count) text += kPieces[random_() % kPieces.size()];
    return text;
  }
  std::string next_name() { return "N" + next() + std::to_string(random_() % 1'000'000) + "."; }

 private:
  std::mt19937 random_{20260101};
};

TEST(WriteManifest, RepeatsHostileTexts) {
  Texts texts;
  for (int round = 0; round < 300; ++round) {
    std::vector<Resource> resources{
        {{Kind::skill, texts.next_name()}, Map{{"description", texts.next()}, {"parent", texts.next_name()}}},
        {{Kind::user, texts.next_name()},
         Map{{"levels", Map{{texts.next_name(), 3}, {texts.next_name(), Null{}}}}, {"mode", "exact"}}},
        {{Kind::queue, texts.next_name()},
         Map{{"requires",
              Map{{texts.next_name(), Map{{"level", 2}, {"max", 4}}}, {texts.next_name(), Map{{"level", 1}}}}},
             {"staffing", Map{{"at_least", "80%"}}}}},
    };
    expect_round_trip({resources});
  }
}

}  // namespace
}  // namespace interlock
