// What a plan asks to go, and which step made a write.
#include "cli/rehearsal/wishes.hpp"

#include <gtest/gtest.h>

#include "cli/rehearsal/script.hpp"
#include "support/names.hpp"

namespace interlock {
namespace {

struct WishCase {
  const char* name;
  Step step;
  sandbox::Loss loss;
  bool asked;
};

class Wishes : public ::testing::TestWithParam<WishCase> {};

TEST_P(Wishes, AreTold) {
  Plan plan;
  plan.ids = {{{Kind::skill, "Billing"}, {"skill-7"}}, {{Kind::skill_group, "Desk"}, {"group-1"}}};
  EXPECT_EQ(asks_for(GetParam().step, GetParam().loss, plan), GetParam().asked);
}

Step update(Kind kind, std::vector<FieldEdit> edits, const std::string& id = "object") {
  return {.id = "s1", .verb = Verb::update, .address = {kind, "X"}, .object_id = {id}, .edits = std::move(edits)};
}
FieldEdit removal(const std::string& path) { return {path, Value(1), std::nullopt}; }
sandbox::Loss loss(Kind kind, const std::string& field, const std::string& element, const std::string& id = "object") {
  return {.write = 1, .kind = kind, .id = id, .field = field, .element = element};
}

INSTANTIATE_TEST_SUITE_P(
    Preservation, Wishes,
    ::testing::Values(
        WishCase{"a_level_that_an_edit_names", update(Kind::user, {removal("/levels/Billing")}),
                 loss(Kind::user, "levels", "skill-7"), true},
        WishCase{"another_level", update(Kind::user, {removal("/levels/Billing")}),
                 loss(Kind::user, "levels", "skill-8"), false},
        WishCase{"a_level_of_somebody_else", update(Kind::user, {removal("/levels/Billing")}),
                 loss(Kind::user, "levels", "skill-7", "other"), false},
        WishCase{"a_level_of_another_kind_of_the_same_id", update(Kind::profile, {removal("/levels/Billing")}),
                 loss(Kind::user, "levels", "skill-7"), false},
        WishCase{"a_level_behind_another_field", update(Kind::user, {removal("/languages/Billing")}),
                 loss(Kind::user, "levels", "skill-7"), false},
        WishCase{"a_level_of_a_skill_that_only_its_id_names", update(Kind::user, {removal("/levels/id:skill-8")}),
                 loss(Kind::user, "levels", "skill-8"), true},
        WishCase{"a_group_of_a_queue", update(Kind::queue, {removal("/member_groups/skill_group~1Desk")}),
                 loss(Kind::queue, "member_groups", "group-1"), true},
        WishCase{"a_whole_field", update(Kind::queue, {removal("/calling_party_name")}),
                 loss(Kind::queue, "calling_party_name", ""), true},
        WishCase{"another_field", update(Kind::queue, {removal("/calling_party_name")}),
                 loss(Kind::queue, "callingPartyNumber", ""), false},
        WishCase{"a_record_within_a_field", update(Kind::queue, {removal("/media_settings/service_level")}),
                 loss(Kind::queue, "media_settings", "serviceLevel"), true},
        WishCase{"another_record_of_the_field", update(Kind::queue, {removal("/media_settings/call")}),
                 loss(Kind::queue, "media_settings", "chat"), false},
        WishCase{"a_number", update(Kind::ivr, {removal("/dnis/+6531234567")}), loss(Kind::ivr, "dnis", "+6531234567"),
                 true},
        WishCase{"the_object_itself", update(Kind::queue, {removal("/description")}), loss(Kind::queue, "", ""), false},
        WishCase{"the_object_that_a_step_deletes",
                 {.verb = Verb::remove, .address = {Kind::queue, "X"}, .object_id = {"object"}},
                 loss(Kind::queue, "", ""),
                 true},
        WishCase{"what_belongs_to_it",
                 {.verb = Verb::remove, .address = {Kind::queue, "X"}, .object_id = {"object"}},
                 loss(Kind::queue, "members", "user-1"),
                 true},
        WishCase{"what_the_deletion_takes_from_others",
                 {.verb = Verb::remove, .address = {Kind::skill, "Billing"}, .object_id = {"skill-7"}},
                 loss(Kind::user, "levels", "skill-7"),
                 false},
        WishCase{"of_an_object_that_the_plan_makes", update(Kind::queue, {removal("/members/ana")}, ""),
                 loss(Kind::queue, "members", "ana", "new"), true}),
    testing::row_name);

TEST(Script, KnowsWhoMadeAWrite) {
  const std::vector<Step> steps{{.id = "s1"}, {.id = "s2"}, {.id = "s3"}};
  Script script;
  script.begin(steps[0], 0);
  script.begin(steps[0], 0);  // reads, then writes once
  script.begin(steps[1], 1);  // is refused, and has to wait
  script.begin(steps[2], 1);  // writes twice
  script.begin(steps[1], 3);  // and writes
  std::string makers;
  for (int write = 1; write <= 4; ++write) makers += script.maker(write)->id;
  EXPECT_EQ(makers, "s1s3s3s2");
  EXPECT_EQ(script.maker(0), nullptr);
  EXPECT_EQ(script.steps(), (std::vector<const Step*>{&steps[0], &steps[1], &steps[2]}));
  EXPECT_EQ(script.writes_before(steps[1]), 1);
}

}  // namespace
}  // namespace interlock
