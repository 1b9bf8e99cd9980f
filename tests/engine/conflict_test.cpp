#include "engine/conflict.hpp"

#include <gtest/gtest.h>

#include "base/overloaded.hpp"
#include "base/text.hpp"
#include "support/json.hpp"
#include "support/names.hpp"

namespace interlock {
namespace {

using testing::json;
using testing::json_map;

std::string paths(const std::vector<FieldEdit>& edits) {
  std::vector<std::string> paths;
  for (const auto& edit : edits) paths.push_back(edit.path);
  return join(paths, " ");
}

std::string shown(const Judgement& judgement) {
  return std::visit(overloaded{[](const AsWanted&) { return std::string("as wanted"); },
                               [](const Remaining& remaining) { return "write " + paths(remaining.edits); },
                               [](const Conflict& conflict) {
                                 std::vector<std::string> texts;
                                 for (const auto& edit : conflict.theirs) texts.push_back(described(edit, "seen"));
                                 return "conflict: " + join(texts, "; ");
                               }},
                    judgement);
}

FieldEdit edit(std::string path, std::optional<Value> before, std::optional<Value> after) {
  return {std::move(path), std::move(before), std::move(after)};
}

struct EditsCase {
  const char* name;
  std::vector<FieldEdit> edits;
  std::string fresh;
  std::string judgement;
  Kind kind = Kind::user;
};

class JudgeEdits : public ::testing::TestWithParam<EditsCase> {};

TEST_P(JudgeEdits, ComparesThreeWays) {
  const auto& row = GetParam();
  EXPECT_EQ(shown(judge_edits(row.kind, row.edits, json_map(row.fresh))), row.judgement);
}

INSTANTIATE_TEST_SUITE_P(
    Conflict, JudgeEdits,
    ::testing::Values(
        EditsCase{"unchanged_since_the_plan", {edit("/levels/A", 1, 2)}, R"({"levels":{"A":1}})", "write /levels/A"},
        EditsCase{"somebody_did_the_same", {edit("/levels/A", 1, 2)}, R"({"levels":{"A":2}})", "as wanted"},
        EditsCase{"somebody_did_another_thing",
                  {edit("/levels/A", 1, 2)},
                  R"({"levels":{"A":3}})",
                  "conflict: '/levels/A' is '3' where '1' was seen"},
        EditsCase{"somebody_took_it_away",
                  {edit("/levels/A", 1, 2)},
                  R"({"levels":{}})",
                  "conflict: '/levels/A' is absent where '1' was seen"},
        EditsCase{"somebody_gave_what_was_absent",
                  {edit("/levels/A", std::nullopt, 2)},
                  R"({"levels":{"A":3}})",
                  "conflict: '/levels/A' is '3' where absent was seen"},
        EditsCase{"other_fields_are_nobodys_matter",
                  {edit("/levels/A", 1, 2)},
                  R"({"levels":{"A":1,"B":5}})",
                  "write /levels/A"},
        EditsCase{"half_done",
                  {edit("/levels/A", 1, 2), edit("/levels/B", 1, 2)},
                  R"({"levels":{"A":2,"B":1}})",
                  "write /levels/B"},
        EditsCase{"one_conflict_holds_all",
                  {edit("/levels/A", 1, 2), edit("/levels/B", 1, 2)},
                  R"({"levels":{"A":1,"B":4}})",
                  "conflict: '/levels/B' is '4' where '1' was seen"},
        EditsCase{"removal_that_happened", {edit("/levels/A", 1, std::nullopt)}, R"({"levels":{}})", "as wanted"},
        EditsCase{
            "null_is_absence", {edit("/parent", "P", std::nullopt)}, R"({"parent":null})", "as wanted", Kind::skill},
        EditsCase{"range_is_one_value",
                  {edit("/requires/A", json(R"({"level":1})"), json(R"({"level":2})"))},
                  R"({"requires":{"A":{"level":1,"max":3}}})",
                  R"(conflict: '/requires/A' is '{"level":1,"max":3}' where '{"level":1}' was seen)",
                  Kind::queue},
        EditsCase{"missing_field_has_its_fallback",
                  {edit("/description", "", "new")},
                  "{}",
                  "write /description",
                  Kind::skill},
        EditsCase{"fallback_is_as_good_as_missing", {edit("/enabled", true, true)}, "{}", "as wanted", Kind::skill}),
    testing::row_name);

class JudgeRemoval : public ::testing::TestWithParam<EditsCase> {};

TEST_P(JudgeRemoval, WantsWhatThePlanSaw) {
  const auto& row = GetParam();
  EXPECT_EQ(shown(judge_removal(row.kind, row.edits, json_map(row.fresh))), row.judgement);
}

INSTANTIATE_TEST_SUITE_P(
    Conflict, JudgeRemoval,
    ::testing::Values(EditsCase{"unchanged",
                                {edit("/requires/A", json(R"({"level":1})"), std::nullopt)},
                                R"({"name":"Q","requires":{"A":{"level":1}},"members":{"a@x":true}})",
                                "write /requires/A",
                                Kind::queue},
                      EditsCase{"empty_object", {}, R"({"name":"Q","requires":{}})", "write ", Kind::queue},
                      EditsCase{"changed",
                                {edit("/requires/A", json(R"({"level":1})"), std::nullopt)},
                                R"({"requires":{"A":{"level":2}}})",
                                R"(conflict: '/requires/A' is '{"level":2}' where '{"level":1}' was seen)",
                                Kind::queue},
                      EditsCase{"something_was_added",
                                {},
                                R"({"requires":{"B":{"level":2}}})",
                                R"(conflict: '/requires/B' is '{"level":2}' where absent was seen)",
                                Kind::queue},
                      EditsCase{"description_was_added",
                                {},
                                R"({"name":"A","type":"custom","description":"mine"})",
                                "conflict: '/description' is '\"mine\"' where absent was seen",
                                Kind::skill}),
    testing::row_name);

struct ReferenceCase {
  const char* name;
  Kind kind;
  FieldEdit edit;
  std::string references;
};

class References : public ::testing::TestWithParam<ReferenceCase> {};

TEST_P(References, AreFoundInEveryShape) {
  std::vector<std::string> texts;
  for (const auto& address : references(GetParam().kind, {&GetParam().edit, 1})) texts.push_back(to_string(address));
  EXPECT_EQ(join(texts, " "), GetParam().references);
}

INSTANTIATE_TEST_SUITE_P(
    Conflict, References,
    ::testing::Values(ReferenceCase{"level", Kind::user, edit("/levels/a~1b", 1, 2), "skill/a/b"},
                      ReferenceCase{"level_that_goes", Kind::profile, edit("/levels/A", 1, std::nullopt), "skill/A"},
                      ReferenceCase{"requirement", Kind::queue, edit("/requires/A", std::nullopt, json("{}")),
                                    "skill/A"},
                      ReferenceCase{"parent", Kind::skill, edit("/parent", "P", "Q"), "skill/Q"},
                      ReferenceCase{"parent_that_goes", Kind::skill, edit("/parent", "P", std::nullopt), "skill/P"},
                      ReferenceCase{"text", Kind::skill, edit("/description", "a", "b"), ""}),
    testing::row_name);

}  // namespace
}  // namespace interlock
