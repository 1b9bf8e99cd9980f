#include "plan/manifest_of.hpp"

#include <gtest/gtest.h>

#include "codec/json.hpp"
#include "support/models.hpp"
#include "support/names.hpp"

namespace interlock {
namespace {

using Lines = std::vector<std::string>;

/// "queue/Q {...}", one line an entry.
Lines described(const Manifest& manifest) {
  Lines lines;
  for (const auto& entry : manifest.resources) {
    lines.push_back(to_string(entry.address) + " " + write_json(Value(entry.fields)));
  }
  return lines;
}

Lines messages(const Problems& problems) {
  Lines lines;
  for (const auto& problem : problems) lines.push_back(problem.rule + ": " + problem.message);
  return lines;
}

struct ExportCase {
  const char* name;
  Api api;
  const char* live;
  Lines entries;
  Lines warnings{};
  Scope scope{};
};

class Exported : public ::testing::TestWithParam<ExportCase> {};

TEST_P(Exported, Is) {
  Problems problems;
  const auto manifest = manifest_of(testing::live_of(GetParam().live), {}, GetParam().api, GetParam().scope, problems);
  EXPECT_EQ(described(manifest), GetParam().entries);
  EXPECT_EQ(messages(problems), GetParam().warnings);
  EXPECT_FALSE(has_errors(problems));
}

constexpr auto kGuide = Api::guide;
constexpr auto kPublished = Api::published;

const ExportCase kExportCases[]{
    {"DefaultsAreLeftOut",
     kGuide,
     R"({"skill/A": {"name": "A", "description": "", "type": "custom", "enabled": true}})",
     {"skill/A {}"}},
    {"OtherValuesAreSaid",
     kGuide,
     R"({"skill/A": {"description": "d", "type": "standard", "enabled": false, "parent": "B"}, "skill/B": {}})",
     {R"(skill/A {"description":"d","enabled":false,"parent":"B","type":"standard"})", "skill/B {}"}},
    {"DefaultsInRecordsAreLeftOutAndEmptyRecordsToo",
     kPublished,
     R"({"queue/Q": {"media_settings": {"call": {"enable_auto_answer": false},
                                        "chat": {"enable_auto_answer": true, "alerting_timeout_seconds": 9}}}})",
     {R"(queue/Q {"media_settings":{"chat":{"alerting_timeout_seconds":9,"enable_auto_answer":true}}})"}},
    {"ObservedFieldsAndThoseOfTheOtherApiAreLeftOut",
     kGuide,
     R"({"user/u@x": {"active": true, "levels": {"A": 2}, "languages": {"en": 3}}, "skill/A": {}, "language/en": {}})",
     {"skill/A {}", R"(user/u@x {"levels":{"A":2}})"}},
    {"UsersWithoutLevelsAreLeftOut", kPublished, R"({"user/u@x": {"active": true, "levels": {}}})", {}},
    {"EmptyListsAreLeftOut", kPublished, R"({"queue/Q": {"members": {}, "wrapup_codes": {}}})", {"queue/Q {}"}},
    {"AQueueStandsForItsSkillGroup",
     kPublished,
     R"({"queue/Q": {"requires": {"A": {"level": 2}}}, "skill/A": {}, "skill_group/Q": {}, "skill_group/R": {}})",
     {"skill/A {}", "skill_group/R {}", R"(queue/Q {"requires":{"A":{"level":2}}})"}},
    {"AScheduleGroupSaysTheStateOfItsSchedules",
     kPublished,
     R"({"schedule/S": {"state": "closed"}, "schedule/Interlock_Closed": {},
         "schedule_group/G": {"open": {"S": true}, "closed": {"Interlock_Closed": true}}})",
     {"schedule/Interlock_Closed {}", "schedule/S {}",
      R"(schedule_group/G {"closed":{"Interlock_Closed":true},"open":{"S":true}})"}},
    {"AStateOfItsOwnIsSaid", kGuide, R"({"schedule/S": {"state": "closed"}})", {R"(schedule/S {"state":"closed"})"}},
    {"TheHomeDivisionIsLeftOutAndOthersAreNot",
     kPublished,
     R"({"division/Home": {"home_division": true}, "division/APAC": {"home_division": false},
         "queue/Q": {"division": "Home"}, "queue/R": {"division": "APAC"}})",
     {"division/APAC {}", "division/Home {}", "queue/Q {}", R"(queue/R {"division":"APAC"})"}},
    {"RowsComeWithTheirTables",
     kPublished,
     R"({"data_table/T": {}, "row/T/k": {"columns": {"c": true}}})",
     {"data_table/T {}", R"(row/T/k {"columns":{"c":true}})"}},
    {"RowsOfATableWithASlashAreLeftOut",
     kPublished,
     R"({"data_table/T/1": {}, "row/T/1/k": {"columns": {"c": true}}})",
     {"data_table/T/1 {}"},
     {"B77: row 'T/1/k' is left out: its data table has no name that rows can be under"}},
    {"ALevelOfAnUnknownSkillIsLeftOutAlone",
     kGuide,
     R"({"user/u@x": {"levels": {"A": 2, "id:7": 3}}, "skill/A": {}})",
     {"skill/A {}", R"(user/u@x {"levels":{"A":2}})"},
     {"B62: user 'id-u@x': field 'levels' of 'id:7' is left out: it refers to skill 'id:7', which has no name of its "
      "own"}},
    {"AListIsCompleteSoItIsLeftOutAsAWhole",
     kPublished,
     R"({"queue/Q": {"members": {"u@x": true, "id:7": true}}, "user/u@x": {}})",
     {"queue/Q {}"},
     {"B62: queue 'Q': field 'members' is left out: it refers to user 'id:7', which has no name of its own"}},
    {"WhatADisabledSkillIsNamedByIsLeftOut",
     kGuide,
     R"({"skill/A": {"enabled": false}, "queue/Q": {"requires": {"A": {"level": 2}}}})",
     {R"(skill/A {"enabled":false})", "queue/Q {}"},
     {"B26: queue 'Q': field 'requires' is left out: it refers to skill 'A', which is disabled"}},
    {"WhatManifestsCannotSayIsLeftOut",
     kPublished,
     R"({"queue/Q": {"requires": {"A": {"level": 2}}, "members": {"u@x": true}}, "user/u@x": {}, "skill/A": {},
         "skill/ B": {}})",
     {"skill/A {}", R"(queue/Q {"requires":{"A":{"level":2}}})"},
     {"B20: skill/ B is left out, since manifests cannot say it: skill name ' B' has blanks at an end (2 characters); "
      "1 to 100 characters are allowed",
      "B77: queue/Q: field 'members' is left out, since manifests cannot say it: queue 'Q': field 'members' beside "
      "'requires': with the published API who meets the requirement is added to the members"}},
    {"OfNamesThatDifferByCaseAloneTheFirstIsSaid",
     kGuide,
     R"({"skill/A": {}, "skill/a": {}, "skill/b": {}})",
     {"skill/A {}", "skill/b {}"},
     {"B18: skill/a is left out, since manifests cannot say it: skill 'a' differs from 'A' by upper and lower case "
      "alone"}},
    {"TheScopeChooses",
     kGuide,
     R"({"skill/A": {}, "queue/Q": {"requires": {"A": {"level": 2}}}, "queue/R": {}})",
     {R"(queue/Q {"requires":{"A":{"level":2}}})"},
     {},
     {.only = {"queue/*"}, .except = {"queue/R"}}},
    {"WhatIsKnownByItsNameAloneIsNoEntry",
     kPublished,
     R"({"flow/F": {}, "queue/Q": {"queue_flow": "F"}})",
     {R"(queue/Q {"queue_flow":"F"})"}},
};

INSTANTIATE_TEST_SUITE_P(Table, Exported, ::testing::ValuesIn(kExportCases), testing::row_name);

TEST(ManifestOf, PinsTheFirstOfThoseThatShareAName) {
  auto live = testing::live_of(R"({"skill/B": {}})");
  live.ambiguous[{Kind::skill, "A"}] = {{"2"}, {"1"}};
  live.ambiguous[{Kind::flow, "F"}] = {{"3"}, {"4"}};
  EXPECT_EQ(described(pins_of(live, kPublished, {})), Lines{R"(skill/A {"id":"1"})"});
  EXPECT_TRUE(pins_of(live, kPublished, {.only = {"skill/B"}}).resources.empty());
}

TEST(ManifestOf, TellsTheIdsOfThoseThatShareAName) {
  auto live = testing::live_of(R"({"queue/Q": {"queue_flow": "F"}})");
  live.ambiguous[{Kind::flow, "F"}] = {{"3"}, {"4"}};
  Problems problems;
  EXPECT_EQ(described(manifest_of(live, {}, kPublished, {}, problems)), Lines{"queue/Q {}"});
  EXPECT_EQ(messages(problems), Lines{"B54: queue 'Q': field 'queue_flow' is left out: it refers to flow 'F', which "
                                      "fits '3', '4'"});
}

struct KindsCase {
  const char* name;
  std::vector<std::string> only;
  std::set<Kind> kinds;
};

class ExportedKinds : public ::testing::TestWithParam<KindsCase> {};

TEST_P(ExportedKinds, AreThoseThatAGlobMayChoose) {
  EXPECT_EQ(exported_kinds(kGuide, {.only = GetParam().only}), GetParam().kinds);
}

const std::set<Kind> kAllOfGuide{Kind::skill, Kind::user, Kind::profile, Kind::queue, Kind::schedule};
const KindsCase kKindsCases[]{
    {"AllWithoutGlobs", {}, kAllOfGuide},
    {"OneByItsName", {"queue/*"}, {Kind::queue}},
    {"SeveralGlobs", {"queue/A", "skill/[ab]"}, {Kind::skill, Kind::queue}},
    {"AllWhereTheKindIsAGlob", {"q*/A"}, kAllOfGuide},
    {"NoneOfTheOtherApi", {"ivr/*"}, {}},
};

INSTANTIATE_TEST_SUITE_P(Table, ExportedKinds, ::testing::ValuesIn(kKindsCases), testing::row_name);

}  // namespace
}  // namespace interlock
