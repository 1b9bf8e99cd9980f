#include <gtest/gtest.h>

#include "base/digest.hpp"
#include "codec/json.hpp"
#include "plan/make_plan.hpp"
#include "support/models.hpp"
#include "support/names.hpp"

namespace interlock {
namespace {

Plan example() {
  Problems problems;
  auto plan = make_plan(
      testing::manifest_of(R"({"skill/New": {"replaces": "Old"}})"),
      testing::live_of(
          R"({"skill/Old": {}, "user/ana": {"levels": {"Old": 3}}, "queue/Q": {"requires": {"Old": {"level": 2}}}})"),
      {}, problems);
  plan.tenant = "production";
  plan.organization = "4f0c";
  plan.created = *parse_wall("2026-11-22T10:00:00Z");
  plan.expires = *parse_wall("2026-11-23T10:00:00Z");
  plan.manifest_digest = "ab";
  plan.allowed = {"deletes=1"};
  return plan;
}

std::string text_of(const Plan& plan) { return write_json_pretty(plan_document(plan)); }

TEST(PlanDocument, ReadsBackAsItWasWritten) {
  const auto text = text_of(example());
  const auto again = read_plan(text, "plan.json");
  ASSERT_TRUE(again) << again.problems().front().message;
  EXPECT_EQ(text_of(*again), text);
}

TEST(PlanDocument, IsTheSameBytesForTheSameInput) { EXPECT_EQ(text_of(example()), text_of(example())); }

TEST(PlanDocument, NamesItsDigest) { EXPECT_EQ(text_or(plan_document(example()), "digest"), plan_digest(example())); }

// B65: one byte changed anywhere is found; what is only layout changes nothing.
TEST(PlanDocument, EveryChangedByteIsFound) {
  const auto text = text_of(example());
  const auto good = plan_digest(example());
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto damaged = text;
    damaged[i] = static_cast<char>(damaged[i] ^ 1);
    const auto read = read_plan(damaged, "plan.json");
    if (read) {
      EXPECT_EQ(plan_digest(*read), good) << "byte " << i;
    }
  }
}

TEST(PlanDocument, EveryCutIsFound) {
  const auto text = text_of(example());
  for (std::size_t length = 0; length + 2 < text.size(); length += 7) {
    const auto read = read_plan(std::string_view(text).substr(0, length), "plan.json");
    ASSERT_FALSE(read) << length;
    EXPECT_EQ(read.problems().front().rule, "B65");
    const auto exit = read.problems().front().exit;
    EXPECT_TRUE(exit == Exit::corrupt || (length < 64 && exit == Exit::invalid)) << length;
  }
}

struct RefusedCase {
  const char* name;
  std::string text;
  Exit exit;
  const char* rule;
};

class RefusedPlan : public ::testing::TestWithParam<RefusedCase> {};

TEST_P(RefusedPlan, IsRefused) {
  const auto read = read_plan(GetParam().text, "plan.json");
  ASSERT_FALSE(read);
  EXPECT_EQ(read.problems().front().exit, GetParam().exit);
  EXPECT_EQ(read.problems().front().rule, GetParam().rule);
}

/// The example with one member replaced and the digest made good again.
std::string resealed(const char* key, const Value& value) {
  auto document = *plan_document(example()).as<Map>();
  document.set(key, value);
  document.erase("digest");
  document.set("digest", sha256(write_json(Value(document))));
  return write_json_pretty(Value(document));
}

INSTANTIATE_TEST_SUITE_P(
    Plan, RefusedPlan,
    ::testing::Values(
        RefusedCase{"an_empty_file", "", Exit::invalid, "B65"},
        RefusedCase{"other_json", R"({"a": 1})", Exit::invalid, "B65"},
        RefusedCase{"a_yaml_manifest", "interlock: 1\n", Exit::invalid, "B65"},
        RefusedCase{"a_drift_report", R"({"kind": "drift", "format_version": "1.0"})", Exit::invalid, "B65"},
        RefusedCase{"a_later_format", resealed("format_version", "2.0"), Exit::stale, "B66"},
        RefusedCase{"steps_of_another_shape", resealed("steps", "none"), Exit::corrupt, "B65"},
        RefusedCase{"a_step_that_waits_for_nobody",
                    resealed("steps", Value(List{Map{{"id", "s1"}, {"after", List{"s9"}}}})), Exit::corrupt, "B65"}),
    testing::row_name);

}  // namespace
}  // namespace interlock
