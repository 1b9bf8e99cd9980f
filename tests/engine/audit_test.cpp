#include "engine/audit.hpp"

#include <gtest/gtest.h>

#include "support/names.hpp"

namespace interlock {
namespace {

AuditEntry entry(int step) {
  return {.when = Wall(std::chrono::days(20423)) + Millis(1'234 * step),
          .who = "ana@ws-12",
          .organization = "org-1",
          .run = "run-1",
          .plan_digest = "d1",
          .step = "s" + std::to_string(step),
          .verb = Verb::update,
          .kind = Kind::user,
          .object = {"user-1"},
          .edits = {{"/levels/CANARY Diabetes line", 1, 2}, {"/levels/Other", 1, 3}, {"/profile", "CANARY", {}}},
          .version_before = "6",
          .version_after = "7",
          .standing = Standing::done,
          .latency = Millis(85)};
}

/// Three lines with their ends.
std::vector<std::string> lines() {
  AuditHead head;
  std::vector<std::string> lines;
  for (int step = 1; step <= 3; ++step) lines.push_back(audit_line(entry(step), head) + "\n");
  return lines;
}

TEST(AuditLine, SaysWhoDidWhatAndNothingOfTheTenantsText) {
  const auto line = lines()[0];
  EXPECT_EQ(line.substr(line.find("\"count\""), line.find("\"hash\"") - line.find("\"count\"")),
            "\"count\":1,\"fields\":[\"levels\",\"profile\"],\"format\":\"1.0\",");
  EXPECT_EQ(line.substr(line.find("\"id\"")),
            "\"id\":\"user-1\",\"kind\":\"user\",\"latency_ms\":85,\"organization\":\"org-1\",\"plan_digest\":\"d1\","
            "\"run\":\"run-1\",\"standing\":\"done\",\"step\":\"s1\",\"verb\":\"update\",\"version_after\":\"7\","
            "\"version_before\":\"6\",\"when\":\"2025-12-01T00:00:01.234Z\",\"who\":\"ana@ws-12\"}\n");
  EXPECT_EQ(line.find("CANARY"), std::string::npos);
}

TEST(AuditLine, SaysWhatIsNotKnown) {
  AuditHead head;
  const auto line = audit_line({.kind = Kind::skill}, head);
  for (const auto* name : {"id", "latency_ms", "version_after", "version_before"}) {
    EXPECT_NE(line.find("\"" + std::string(name) + "\":null"), std::string::npos) << name;
  }
}

struct LogCase {
  const char* name;
  std::string text;
  std::string verdict;  // "good lines/torn bytes", then what is wrong
};

std::string said(const AuditVerdict& verdict) {
  return std::to_string(verdict.head.count) + "/" + std::to_string(verdict.torn) +
         (verdict.wrong ? " " + *verdict.wrong : "");
}

class AuditLog : public ::testing::TestWithParam<LogCase> {};

TEST_P(AuditLog, IsJudged) {
  EXPECT_EQ(said(check_audit(GetParam().text)), GetParam().verdict);
  AuditReader reader;
  for (const char c : GetParam().text) reader.feed({&c, 1});
  EXPECT_EQ(said(reader.finish()), GetParam().verdict);
}

std::string changed(std::string line, const std::string& from, const std::string& to) {
  return line.replace(line.find(from), from.size(), to);
}

std::vector<LogCase> logs() {
  const auto l = lines();
  const auto second = std::to_string(l[0].size());
  const auto unchained = "line 2 at byte " + second + ": it does not follow on the line before";
  const auto no_record = "it is no record as the tool writes them, or its hash is not that of its content";
  return {
      {"good", l[0] + l[1] + l[2], "3/0"},
      {"empty", "", "0/0"},
      {"line_dropped", l[0] + l[2], "1/0 " + unchained},
      {"first_line_dropped", l[1] + l[2], "0/0 line 1 at byte 0: it does not follow on the line before"},
      {"lines_swapped", l[0] + l[2] + l[1], "1/0 " + unchained},
      {"line_doubled", l[0] + l[0] + l[1], "1/0 " + unchained},
      {"line_edited", l[0] + changed(l[1], "ana", "bob") + l[2], "1/0 line 2 at byte " + second + ": " + no_record},
      {"last_line_edited", l[0] + changed(l[1], "ana", "bob"), "1/0 line 2 at byte " + second + ": " + no_record},
      {"written_otherwise", l[0] + changed(l[1], ",", ", "), "1/0 line 2 at byte " + second + ": " + no_record},
      {"last_line_torn", l[0] + l[1].substr(0, 50), "1/50"},
      {"last_line_without_its_end", l[0] + l[1].substr(0, l[1].size() - 1), "1/" + std::to_string(l[1].size() - 1)},
      {"zeros_at_the_end", l[0] + std::string(100, '\0'), "1/100"},
      {"zeros_in_the_last_line", l[0] + changed(l[1], "ana", std::string(3, '\0')), "1/" + std::to_string(l[1].size())},
      {"zeros_before_a_good_line", l[0] + std::string(9, '\0') + "\n" + l[1],
       "1/0 line 2 at byte " + second + ": it is zeros, and a good line stands behind it"},
      {"no_lines_of_ours", "{}\n", "0/0 line 1 at byte 0: " + std::string(no_record)},
      {"endless_line", l[0] + std::string(100'000, 'x') + "\n",
       "1/0 line 2 at byte " + second + ": it is longer than any line of the log"}};
}

INSTANTIATE_TEST_SUITE_P(Logs, AuditLog, ::testing::ValuesIn(logs()),
                         [](const auto& test) { return std::string(test.param.name); });

/// SEC17: any single bit.
TEST(FlippedAudit, IsFound) {
  const auto l = lines();
  const auto text = l[0] + l[1] + l[2];
  for (std::size_t at = 0; at < text.size(); ++at) {
    auto flipped = text;
    flipped[at] = static_cast<char>(static_cast<unsigned char>(flipped[at]) ^ (1u << at % 8));
    const auto verdict = check_audit(flipped);
    EXPECT_TRUE(verdict.wrong || verdict.torn > 0) << at;
  }
}

}  // namespace
}  // namespace interlock
