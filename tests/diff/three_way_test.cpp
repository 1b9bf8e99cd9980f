// The truth table of manifest.md: base, desired and live state of a field, and what becomes of it.
#include <gtest/gtest.h>

#include <array>

#include "codec/json.hpp"
#include "diff/diff.hpp"
#include "support/models.hpp"
#include "support/names.hpp"

namespace interlock {
namespace {

using Lines = std::vector<std::string>;

/// "user/ana /levels/A: 1 -> 2", with " (drift)" where the tenant is not as the base says; "queue/Q goes".
Lines described(std::vector<Change> changes, const Manifest& base, const LiveState& live) {
  Lines result;
  for (auto& change : changes) {
    const auto address = to_string(address_of(change));
    if (std::holds_alternative<Delete>(change)) {
      result.push_back(address + " goes");
      continue;
    }
    auto edits = std::visit([](const auto& c) { return c.edits; }, change);
    mark_drift(address_of(change), edits, base, live);
    for (const auto& edit : edits) {
      result.push_back(address + " " + testing::lines({edit}).front() + (edit.is_drift ? " (drift)" : ""));
    }
  }
  return result;
}

Lines described(const std::vector<Held>& held) {
  Lines result;
  for (const auto& one : held) {
    result.push_back(to_string(one.address) + " " + one.path + ": base " +
                     testing::lines({{"", one.base, one.live}}).front().substr(2));
  }
  return result;
}

struct Case {
  const char* name;
  const char* base;
  const char* desired;
  const char* live;
  Lines changes{};
  Lines held{};
};

class ThreeWay : public ::testing::TestWithParam<Case> {};

TEST_P(ThreeWay, Decides) {
  const Intent intent(testing::manifest_of(GetParam().desired), testing::manifest_of(GetParam().base), {});
  const auto live = testing::live_of(GetParam().live);
  Problems problems;
  const auto end = end_state(intent, live, problems);
  EXPECT_TRUE(problems.empty()) << problems.front().message;
  EXPECT_EQ(described(diff(end.targets, live), *intent.base, live), GetParam().changes);
  EXPECT_EQ(described(end.held), GetParam().held);
}

// A level, by the rows of the table in their order.
INSTANTIATE_TEST_SUITE_P(
    Levels, ThreeWay,
    ::testing::Values(Case{"as_agreed_and_as_it_is_changes_nothing", R"({"user/ana": {"levels": {"A": 2}}})",
                           R"({"user/ana": {"levels": {"A": 2}}})", R"({"user/ana": {"levels": {"A": 2}}})"},
                      Case{"changed_in_the_tenant_is_restored_as_drift",
                           R"({"user/ana": {"levels": {"A": 2}}})",
                           R"({"user/ana": {"levels": {"A": 2}}})",
                           R"({"user/ana": {"levels": {"A": 5}}})",
                           {"user/ana /levels/A: 5 -> 2 (drift)"}},
                      Case{"taken_away_in_the_tenant_is_restored_as_drift",
                           R"({"user/ana": {"levels": {"A": 2}}})",
                           R"({"user/ana": {"levels": {"A": 2}}})",
                           R"({"user/ana": {"levels": {}}})",
                           {"user/ana /levels/A: - -> 2 (drift)"}},
                      Case{"changed_in_the_manifest_is_an_update",
                           R"({"user/ana": {"levels": {"A": 2}}})",
                           R"({"user/ana": {"levels": {"A": 3}}})",
                           R"({"user/ana": {"levels": {"A": 2}}})",
                           {"user/ana /levels/A: 2 -> 3"}},
                      Case{"already_as_the_manifest_says_changes_nothing", R"({"user/ana": {"levels": {"A": 2}}})",
                           R"({"user/ana": {"levels": {"A": 3}}})", R"({"user/ana": {"levels": {"A": 3}}})"},
                      Case{"changed_on_both_sides_is_an_update_and_drift",
                           R"({"user/ana": {"levels": {"A": 2}}})",
                           R"({"user/ana": {"levels": {"A": 3}}})",
                           R"({"user/ana": {"levels": {"A": 5}}})",
                           {"user/ana /levels/A: 5 -> 3 (drift)"}},
                      Case{"left_the_manifest_is_revoked",
                           R"({"user/ana": {"levels": {"A": 2, "B": 1}}})",
                           R"({"user/ana": {"levels": {"B": 1}}})",
                           R"({"user/ana": {"levels": {"A": 2, "B": 1}}})",
                           {"user/ana /levels/A: 2 -> -"}},
                      Case{"left_the_manifest_with_its_key_is_revoked",
                           R"({"user/ana": {"levels": {"A": 2}}})",
                           R"({"user/ana": {}})",
                           R"({"user/ana": {"levels": {"A": 2, "B": 1}}})",
                           {"user/ana /levels/A: 2 -> -"}},
                      Case{"left_the_manifest_and_changed_in_the_tenant_is_held",
                           R"({"user/ana": {"levels": {"A": 2}}})",
                           R"({"user/ana": {"levels": {"B": 1}}})",
                           R"({"user/ana": {"levels": {"A": 4, "B": 1}}})",
                           {},
                           {"user/ana /levels/A: base 2 -> 4"}},
                      Case{"left_the_manifest_and_gone_from_the_tenant_changes_nothing",
                           R"({"user/ana": {"levels": {"A": 2}}})", R"({"user/ana": {}})",
                           R"({"user/ana": {"levels": {}}})"},
                      Case{"new_in_the_manifest_is_an_update",
                           R"({})",
                           R"({"user/ana": {"levels": {"A": 3}}})",
                           R"({"user/ana": {"levels": {"A": 1}}})",
                           {"user/ana /levels/A: 1 -> 3"}},
                      Case{"known_to_nobody_but_the_tenant_is_kept", R"({"user/ana": {"levels": {"A": 2}}})",
                           R"({"user/ana": {"levels": {"A": 2}}})", R"({"user/ana": {"levels": {"A": 2, "Z": 1}}})"},
                      Case{"agreed_to_be_absent_and_given_by_somebody_is_drift",
                           R"({"user/ana": {"levels": {"A": null}}})",
                           R"({"user/ana": {"levels": {"A": null}}})",
                           R"({"user/ana": {"levels": {"A": 2}}})",
                           {"user/ana /levels/A: 2 -> - (drift)"}},
                      Case{"agreed_to_be_absent_and_named_no_more_is_kept", R"({"user/ana": {"levels": {"A": null}}})",
                           R"({"user/ana": {"levels": {}}})", R"({"user/ana": {"levels": {"A": 2}}})"},
                      Case{"an_exact_entry_decides_itself",
                           R"({"user/ana": {"levels": {"A": 2}}})",
                           R"({"user/ana": {"mode": "exact", "levels": {"B": 1}}})",
                           R"({"user/ana": {"levels": {"A": 4, "B": 1}}})",
                           {"user/ana /levels/A: 4 -> - (drift)"}}),
    testing::row_name);

INSTANTIATE_TEST_SUITE_P(
    Elements, ThreeWay,
    ::testing::Values(Case{"an_element_left_out_of_a_named_list_goes",
                           R"({"queue/Q": {"requires": {"A": {"level": 2}, "B": {"level": 1}}}})",
                           R"({"queue/Q": {"requires": {"B": {"level": 1}}}})",
                           R"({"queue/Q": {"requires": {"A": {"level": 2}, "B": {"level": 1}}}})",
                           {R"(queue/Q /requires/A: {"level":2} -> -)"}},
                      Case{"an_element_that_somebody_changed_goes_as_drift_where_the_list_is_named",
                           R"({"queue/Q": {"requires": {"A": {"level": 2}}}})",
                           R"({"queue/Q": {"requires": {}}})",
                           R"({"queue/Q": {"requires": {"A": {"level": 3}}}})",
                           {R"(queue/Q /requires/A: {"level":3} -> - (drift))"}},
                      Case{"an_element_that_somebody_added_to_a_named_list_goes_as_drift",
                           R"({"queue/Q": {"requires": {"A": {"level": 2}}}})",
                           R"({"queue/Q": {"requires": {"A": {"level": 2}}}})",
                           R"({"queue/Q": {"requires": {"A": {"level": 2}, "X": {"level": 1}}}})",
                           {R"(queue/Q /requires/X: {"level":1} -> - (drift))"}},
                      Case{"a_list_that_left_takes_its_elements_along",
                           R"({"queue/Q": {"requires": {"A": {"level": 2}}}})",
                           R"({"queue/Q": {}})",
                           R"({"queue/Q": {"requires": {"A": {"level": 2}, "X": {"level": 1}}}})",
                           {R"(queue/Q /requires/A: {"level":2} -> -)"}},
                      Case{"a_list_that_left_holds_what_somebody_changed",
                           R"({"queue/Q": {"requires": {"A": {"level": 2}}}})",
                           R"({"queue/Q": {}})",
                           R"({"queue/Q": {"requires": {"A": {"level": 4}}}})",
                           {},
                           {R"(queue/Q /requires/A: base {"level":2} -> {"level":4})"}},
                      Case{"a_single_value_that_left_is_no_longer_managed", R"({"skill/A": {"description": "old"}})",
                           R"({"skill/A": {}})", R"({"skill/A": {"description": "old"}})"}),
    testing::row_name);

INSTANTIATE_TEST_SUITE_P(
    Objects, ThreeWay,
    ::testing::Values(Case{"a_queue_that_left_is_deleted",
                           R"({"queue/Q": {"requires": {"A": {"level": 2}}}})",
                           R"({})",
                           R"({"queue/Q": {"requires": {"A": {"level": 2}}}})",
                           {"queue/Q goes"}},
                      Case{"a_queue_that_left_and_was_changed_is_held",
                           R"({"queue/Q": {"requires": {"A": {"level": 2}}}})",
                           R"({})",
                           R"({"queue/Q": {"requires": {"A": {"level": 3}}}})",
                           {},
                           {R"(queue/Q /requires/A: base {"level":2} -> {"level":3})"}},
                      Case{"a_queue_that_left_and_lost_a_requirement_is_held",
                           R"({"queue/Q": {"requires": {"A": {"level": 2}}}})",
                           R"({})",
                           R"({"queue/Q": {"requires": {}}})",
                           {},
                           {R"(queue/Q /requires/A: base {"level":2} -> -)"}},
                      Case{"a_skill_that_left_with_default_fields_is_deleted",
                           R"({"skill/A": {"enabled": true, "description": ""}})",
                           R"({})",
                           R"({"skill/A": {}})",
                           {"skill/A goes"}},
                      Case{"a_skill_that_left_and_was_disabled_by_somebody_is_held",
                           R"({"skill/A": {"enabled": true}})",
                           R"({})",
                           R"({"skill/A": {"enabled": false}})",
                           {},
                           {"skill/A /enabled: base true -> false"}},
                      Case{"an_object_that_left_and_is_gone_changes_nothing", R"({"queue/Q": {}})", R"({})", R"({})"},
                      Case{"an_object_that_was_to_be_absent_is_not_missed", R"({"queue/Q": {"absent": true}})", R"({})",
                           R"({"queue/Q": {}})"},
                      Case{"an_object_that_somebody_deleted_comes_back_as_drift",
                           R"({"skill/A": {"description": "d"}})",
                           R"({"skill/A": {"description": "d"}})",
                           R"({})",
                           {R"(skill/A /description: - -> "d" (drift))"}},
                      Case{"a_replaced_skill_moves_what_left_with_it",
                           R"({"skill/Old": {}, "user/ana": {"levels": {"Old": 3}}})",
                           R"({"skill/New": {"replaces": "Old"}, "user/ana": {"levels": {}}})",
                           R"({"skill/New": {}, "skill/Old": {}, "user/ana": {"levels": {"Old": 3}}})",
                           {"skill/Old goes", "user/ana /levels/New: - -> 3", "user/ana /levels/Old: 3 -> -"}}),
    testing::row_name);

// B77: what an API cannot delete is said, at its place in the base.
TEST(ThreeWayProblems, WhatLeftAndCannotBeDeletedIsAnError) {
  const Intent intent(testing::manifest_of("{}"), testing::manifest_of(R"({"user/ana": {"levels": {"A": 1}}})"), {});
  Problems problems;
  const auto end = end_state(intent, testing::live_of(R"({"user/ana": {"levels": {"A": 1}}})"), problems);
  EXPECT_TRUE(end.targets.empty());
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].rule, "B77");
  EXPECT_EQ(problems[0].exit, Exit::invalid);
  EXPECT_EQ(to_string(problems[0].where), "m.yaml:1:1");
  EXPECT_NE(problems[0].hint.find("--except user/ana"), std::string::npos);
}

// Without a base nothing that is not named is ever touched.
TEST(ThreeWayProblems, WithoutABaseNothingIsRemoved) {
  const Intent intent(testing::manifest_of(R"({"user/ana": {"levels": {"B": 1}}})"));
  const auto live = testing::live_of(R"({"queue/Q": {}, "user/ana": {"levels": {"A": 2, "B": 1}}})");
  Problems problems;
  const auto end = end_state(intent, live, problems);
  EXPECT_TRUE(diff(end.targets, live).empty());
  EXPECT_TRUE(end.held.empty());
}

/// What a manifest may say of a level, and what a tenant may have: nothing, that it shall be absent (null), or a
/// number.
constexpr std::array<const char*, 4> kSaid{"", "null", "1", "2"};
constexpr std::array<const char*, 4> kHad{"", "1", "2", "3"};

std::string ana(const std::string& level) {
  return R"({"user/ana": {"levels": {)" + (level.empty() ? "" : R"("A": )" + level) + "}}}";
}

/// The truth table, said once more: the level in the end, and whether it is held.
struct Outcome {
  std::string level;
  bool is_held = false;
  friend bool operator==(const Outcome&, const Outcome&) = default;
};

Outcome outcome_by_the_table(const std::string& base, const std::string& desired, const std::string& live) {
  if (desired == "null") return {""};
  if (!desired.empty()) return {desired};
  const bool left = !base.empty() && base != "null";
  if (!left || live.empty()) return {live};
  return live == base ? Outcome{""} : Outcome{live, true};
}

TEST(ThreeWayTable, HoldsForEveryCombinationOfALevel) {
  for (const std::string base : kSaid) {
    for (const std::string desired : kSaid) {
      for (const std::string had : kHad) {
        const Intent intent(testing::manifest_of(ana(desired)), testing::manifest_of(ana(base)), {});
        const auto live = testing::live_of(ana(had));
        Problems problems;
        const auto end = end_state(intent, live, problems);
        const auto* level = end.targets.begin()->second.fields->find("levels")->find("A");
        const Outcome found{level != nullptr ? write_json(*level) : "", !end.held.empty()};
        EXPECT_EQ(found, outcome_by_the_table(base, desired, had))
            << "base " << base << ", desired " << desired << ", live " << had;
      }
    }
  }
}

}  // namespace
}  // namespace interlock
