#include "sandbox/faults/script.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <sstream>

#include "codec/json.hpp"
#include "sandbox/faults/kinds.hpp"
#include "support/names.hpp"
#include "support/problems.hpp"

namespace interlock::sandbox {
namespace {

Result<FaultScript> read(const std::string& rules) {
  return read_fault_script({.name = "faults.yaml", .text = "interlock: 1\n" + rules});
}

struct BadScript {
  const char* name;
  std::string text;
  std::string where;
  std::string says;
  std::string hint;
};

class BadScripts : public ::testing::TestWithParam<BadScript> {};

TEST_P(BadScripts, AreRefusedAtTheirPlace) {
  const auto script = read(GetParam().text);
  ASSERT_FALSE(script);
  ASSERT_EQ(script.problems().size(), 1U) << script.problems().size();
  const auto& problem = script.problems().front();
  EXPECT_EQ(problem.exit, Exit::invalid);
  EXPECT_EQ(to_string(problem.where), "faults.yaml:" + GetParam().where);
  EXPECT_NE(problem.message.find(GetParam().says), std::string::npos) << problem.message;
  EXPECT_NE(problem.hint.find(GetParam().hint), std::string::npos) << problem.hint;
}

INSTANTIATE_TEST_SUITE_P(
    FaultScript, BadScripts,
    ::testing::Values(
        BadScript{"misspelt_fault", "rules:\n  - fault: lost_anwser\n", "3:12", "unknown fault 'lost_anwser'",
                  "did you mean 'lost_answer'"},
        BadScript{"unknown_fault", "rules:\n  - fault: earthquake\n", "3:12", "unknown fault", "the faults are edit,"},
        BadScript{"no_fault", "rules:\n  - rate: 1\n", "3:5", "field 'fault' is missing", "add `fault:`"},
        BadScript{"misspelt_key", "rules:\n  - {fault: portal, rat: 1}\n", "3:21", "unknown field 'rat'", "'rate'"},
        BadScript{"key_of_another_fault", "rules:\n  - {fault: portal, status: 500}\n", "3:21",
                  "unknown field 'status'", "it has fault, rate, times, on"},
        BadScript{"misspelt_target", "rules:\n  - {fault: portal, on: {pth: x}}\n", "3:26", "unknown field 'pth'",
                  "'path'"},
        BadScript{"rate_over_one", "rules:\n  - {fault: portal, rate: 10}\n", "3:27", "a number from 0 to 1", ""},
        BadScript{"unknown_method", "rules:\n  - {fault: portal, on: {method: FETCH}}\n", "3:34", "GET, POST, PUT", ""},
        BadScript{"delay_without_a_unit", "rules:\n  - {fault: accepted, delay: 5}\n", "3:30", "a duration", ""},
        BadScript{"unknown_quota", "rules:\n  - {fault: throttled, limit: tokens}\n", "3:31", "token, routing", ""},
        BadScript{"edit_of_nothing", "rules:\n  - {fault: edit, set: {a: 1}}\n", "3:5", "field 'address' is missing",
                  ""},
        BadScript{"rules_that_are_none", "rules: lost_answer\n", "2:8", "a list is wanted", ""},
        BadScript{"no_rules", "seed: 7\n", "1:1", "field 'rules' is missing", "add `rules:`"},
        BadScript{"misspelt_seed", "sed: 7\nrules: []\n", "2:1", "unknown field 'sed'", "'seed'"},
        BadScript{"negative_seed", "seed: -1\nrules: []\n", "2:7", "a whole number from 0", ""}),
    testing::row_name);

TEST(FaultScript, OfAnotherFormatIsRefused) {
  const auto script = read_fault_script({.name = "faults.yaml", .text = "interlock: 2\nrules: []\n"});
  ASSERT_FALSE(script);
  EXPECT_EQ(script.problems().front().rule, "B38");
}

TEST(FaultScript, IsReadAgainAsItIsWritten) {
  std::string rules = "seed: 12\nrules:\n";
  for (const auto& kind : fault_kinds()) {
    rules += "  - {fault: " + std::string(kind.name) +
             ", rate: 0.25, times: 3, on: {method: [GET, PATCH], path: /a/*, after: 5s}";
    if (kind.takes.find("address") != std::string_view::npos) rules += ", address: queue/A, late: true";
    if (kind.takes.find("set") != std::string_view::npos) rules += ", set: {a: [1, {b: true}]}";
    if (kind.takes.find("delay") != std::string_view::npos) rules += ", delay: 250ms";
    if (kind.takes.find("status") != std::string_view::npos) rules += ", status: 418";
    if (kind.takes.find("retry_after") != std::string_view::npos) rules += ", retry_after: in 30s, limit: queues";
    if (kind.takes.find("quota") != std::string_view::npos) rules += ", quota: 7/min";
    if (kind.takes.find("size") != std::string_view::npos) rules += ", size: 9";
    rules += "}\n";
  }
  const auto script = read(rules);
  ASSERT_TRUE(script) << script.problems().front().message;
  const auto text = write_fault_script(*script);
  const auto again = read_fault_script({.name = "again", .text = text});
  ASSERT_TRUE(again) << again.problems().front().message;
  EXPECT_EQ(write_fault_script(*again), text);
  EXPECT_EQ(script->rules.size(), fault_kinds().size());
  EXPECT_EQ(script->seed, 12U);
}

TEST(FaultScript, SaysInItsSchemaWhatItTakes) {
  std::ifstream file(std::string(INTERLOCK_SOURCE_DIR) + "/schemas/faults.schema.json");
  std::stringstream text;
  text << file.rdbuf();
  const auto schema = parse_json(text.str(), "schema");
  ASSERT_TRUE(schema);
  const auto& rule = *schema->find("$defs")->find("rule");
  std::set<std::string> listed, known;
  for (const auto& name : *rule.find("properties")->find("fault")->find("enum")->as<List>()) {
    listed.insert(*name.as<std::string>());
  }
  for (const auto& kind : fault_kinds()) known.emplace(kind.name);
  EXPECT_EQ(listed, known);
  for (const auto& shape : *rule.find("oneOf")->as<List>()) {
    const auto& properties = *shape.find("properties");
    const auto* kind = find_fault_kind(text_or(*properties.find("fault"), "const"));
    ASSERT_NE(kind, nullptr);
    std::set<std::string> taken{"fault", "on", "rate", "times"};
    std::stringstream words{std::string(kind->takes)};
    for (std::string word; words >> word;) taken.insert(word);
    std::set<std::string> stated;
    for (const auto& [key, value] : *properties.as<Map>()) stated.insert(key.name);
    EXPECT_EQ(stated, taken) << kind->name;
  }
}

}  // namespace
}  // namespace interlock::sandbox
