#include "cli/run.hpp"

#include <gtest/gtest.h>

#include "codec/json.hpp"
#include "support/names.hpp"
#include "support/temporary_directory.hpp"

namespace interlock {
namespace {

using Words = std::vector<std::string>;

struct Told {
  Exit exit{};
  std::string data, people;
};

Told told_by_run(const Words& words, const Environment& environment = {}) {
  Told result;
  Output output(
      [&](std::string_view text) {
        result.data += text;
        return std::string();
      },
      [&](std::string_view text) {
        result.people += text;
        return std::string();
      });
  result.exit = run(words, environment, output, [] { return std::optional<std::string>(); });
  return result;
}

TEST(Run, WithoutACommandExplainsItselfAndIsRefused) {
  const auto result = told_by_run({});
  EXPECT_EQ(result.exit, Exit::invalid);
  EXPECT_EQ(result.data, "");
  EXPECT_NE(result.people.find("usage: interlock COMMAND"), std::string::npos);
}

TEST(Run, HelpIsDataAndASuccess) {
  EXPECT_EQ(told_by_run({"help"}).exit, Exit::success);
  EXPECT_EQ(told_by_run({"help", "plan"}).data, told_by_run({"plan", "--help"}).data);
  EXPECT_EQ(
      told_by_run({"help", "plam"}).people,
      "error: unknown command 'plam': known are validate, plan, show, explain, rehearse, apply, resume, undo, runs, "
      "unlock, drift, export, "
      "compare, "
      "verify, sandbox, "
      "fmt, schema, settings, completion, version, help\n  hint: did you mean 'plan'?\n");
}

TEST(Run, ARefusalIsADocumentForWhoAsksForOne) {
  for (const auto& words : {Words{"plan", "--format", "json", "--frob"}, Words{"plan", "--frob", "--format=json"}}) {
    const auto result = told_by_run(words);
    EXPECT_EQ(result.exit, Exit::invalid);
    const auto document = parse_json(result.data, "stdout");
    ASSERT_TRUE(document) << result.data;
    EXPECT_EQ(text_or(*document, "kind"), "problems");
    EXPECT_NE(result.people.find("unknown flag '--frob'"), std::string::npos);
  }
}

TEST(Run, ReportsAreWrittenAlsoWhenTheCommandFails) {
  const testing::TemporaryDirectory directory;
  const auto report = directory.path("report.json");
  const auto result = told_by_run({"validate", "-f", directory.path("none"), "--report", "json=" + report});
  EXPECT_EQ(result.exit, Exit::refused);
  EXPECT_NE(testing::content_of(report).find("\"B2\""), std::string::npos);
}

TEST(Run, ApplyAsksNobodyWithoutATerminal) {
  const testing::TemporaryDirectory directory;
  directory.write("a.yaml", "interlock: 1\nskills:\n  - name: A\n");
  const auto result = told_by_run({"apply", "-f", directory.path(), "--url", "http://127.0.0.1:9"},
                                  {.client_id = "id", .client_secret = Secret("secret")});
  EXPECT_EQ(result.exit, Exit::invalid);
  EXPECT_NE(result.people.find("--yes"), std::string::npos);
}

struct ShowCase {
  const char* name;
  std::string text;
  Exit exit;
};

class Show : public ::testing::TestWithParam<ShowCase> {};

TEST_P(Show, EndsWith) {
  const testing::TemporaryDirectory directory;
  EXPECT_EQ(told_by_run({"show", directory.write("f", GetParam().text)}).exit, GetParam().exit);
}

// B65.
INSTANTIATE_TEST_SUITE_P(Files, Show,
                         ::testing::Values(ShowCase{"no_json", "hello", Exit::invalid},
                                           ShowCase{"another_document", R"({"kind": "drift"})", Exit::invalid},
                                           ShowCase{"a_run_without_its_lists", R"({"kind": "run"})", Exit::invalid},
                                           ShowCase{"an_empty_run",
                                                    R"({"kind": "run", "run": "r", "plan_digest": "d", "done": [],
                                                    "held": [], "failed": [], "not_attempted": [], "unknown": []})",
                                                    Exit::success}),
                         testing::row_name);

TEST(Run, SchemasComeOutOfTheBinary) {
  for (const auto* name : {"manifest", "settings", "plan"}) {
    const auto result = told_by_run({"schema", name});
    EXPECT_EQ(result.exit, Exit::success);
    EXPECT_TRUE(parse_json(result.data, name)) << name;
  }
  EXPECT_EQ(told_by_run({"schema", "plan"}).data,
            testing::content_of(INTERLOCK_SOURCE_DIR "/schemas/plan.schema.json"));
}

TEST(Run, TellsItsVersion) {
  EXPECT_EQ(told_by_run({"version"}).data, "interlock 0.1.0\n");
  EXPECT_EQ(told_by_run({"version", "--format", "json"}).data, R"({
  "format_version": "1.0",
  "kind": "version",
  "version": "0.1.0"
}
)");
}

}  // namespace
}  // namespace interlock
