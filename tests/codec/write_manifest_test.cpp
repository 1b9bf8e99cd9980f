// What is written reads back equal.
#include <gtest/gtest.h>

#include <string>

#include "codec/manifest.hpp"
#include "support/corpus.hpp"
#include "support/problems.hpp"
#include "support/random_manifest.hpp"

namespace interlock {
namespace {

void expect_reads_as(const std::string& text, const Manifest& manifest, Api api) {
  Problems problems;
  const auto again = read_manifest(std::vector<Source>{{"again.yaml", text}}, api, problems);
  EXPECT_EQ(testing::told(problems), "") << text;
  ASSERT_EQ(again.resources.size(), manifest.resources.size()) << text;
  for (std::size_t i = 0; i < again.resources.size(); ++i) {
    EXPECT_EQ(again.resources[i].address, manifest.resources[i].address) << text;
    EXPECT_EQ(again.resources[i].fields, manifest.resources[i].fields) << text;
  }
  EXPECT_EQ(digest(again), digest(manifest));
}

void expect_round_trip(const Manifest& manifest, Api api) {
  expect_reads_as(write_manifest(manifest), manifest, api);
  auto rowless = manifest;
  std::erase_if(rowless.resources, [](const Resource& entry) { return entry.address.kind == Kind::row; });
  if (rowless.resources.empty()) return;
  const auto line = write_line(rowless);
  EXPECT_EQ(line.find('\n'), std::string::npos);
  expect_reads_as(line + "\n", rowless, api);
}

TEST(WriteManifest, RepeatsEveryGoodFile) {
  for (const auto& corpus : testing::kManifestCorpora) {
    const auto files = testing::corpus_files(std::string(corpus.folder) + "/good");
    EXPECT_FALSE(files.empty());
    for (const auto& path : files) {
      Problems problems;
      const auto manifest = testing::read_corpus_manifest(path, corpus.api, problems);
      EXPECT_EQ(testing::told(problems), "");
      EXPECT_FALSE(manifest.resources.empty()) << path;
      expect_round_trip(manifest, corpus.api);
    }
  }
}

TEST(WriteManifest, RepeatsWhateverTheTablesOffer) {
  for (const auto api : {Api::guide, Api::published}) {
    testing::RandomTexts texts(20260101);
    for (int round = 0; round < 300 && !::testing::Test::HasFailure(); ++round) {
      expect_round_trip(testing::random_manifest(api, texts), api);
    }
  }
}

TEST(WriteManifest, RepeatsTheLongestKeys) {
  const std::string key(256, '\x01');
  expect_round_trip({{{{Kind::data_table, "T"}, {}}, {{Kind::row, "T/" + key}, Map{{"columns", Map{{key, 1}}}}}}},
                    Api::published);
}

TEST(WriteManifest, IsForPeopleToRead) {
  const Manifest manifest{{
      {{Kind::queue, "Chat"},
       Map{{"requires", Map{{"Billing", Map{{"level", 2}, {"max", 4}}}}},
           {"media_settings",
            Map{{"call", Map{{"alerting_timeout_seconds", 8},
                             {"service_level", Map{{"percentage", Decimal{"0.8"}}, {"duration_ms", 20'000}}}}}}},
           {"bullseye",
            Map{{"rings", List{Map{{"expansion_criteria", List{Map{{"type", "TIMEOUT_SECONDS"}, {"threshold", 30}}}},
                                   {"actions", Map{{"skills_to_remove", Map{{"Billing", true}}}}}},
                               Map{}}}}},
           {"member_groups", Map{{"group/Night shift", true}, {"team/North", true}}},
           {"default_scripts", Map{{"CALL", "Greeting"}}},
           {"wrapup_codes", Map{}}}},
      {{Kind::data_table, "Emergency"}, Map{{"columns", Map{{"closed", Map{{"type", "boolean"}}}}}}},
      {{Kind::row, "Emergency/KUL"}, Map{{"absent", true}}},
      {{Kind::row, "Emergency/SIN"}, Map{{"columns", Map{{"closed", false}, {"note", "back at 9"}}}}},
      {{Kind::row, "Opening hours/SIN"}, Map{{"columns", Map{}}}},
  }};
  EXPECT_EQ(write_manifest(manifest), R"(interlock: 1

queues:
  - name: Chat
    requires:
      - {skill: Billing, level: 2, max: 4}
    wrapup_codes: []
    member_groups:
      - "group/Night shift"
      - "team/North"
    media_settings:
      call:
        alerting_timeout_seconds: 8
        service_level: {percentage: 0.8, duration_ms: 20000}
    bullseye:
      rings:
        - expansion_criteria:
            - {type: TIMEOUT_SECONDS, threshold: 30}
          actions:
            skills_to_remove:
              - Billing
        - {}
    default_scripts:
      CALL: Greeting

data_tables:
  - name: Emergency
    columns:
      - {name: closed, type: boolean}
    rows:
      KUL: absent
      SIN:
        closed: false
        note: "back at 9"
  - name: "Opening hours"
    rows:
      SIN: {}
)");
}

}  // namespace
}  // namespace interlock
