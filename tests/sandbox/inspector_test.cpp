#include "sandbox/inspector.hpp"

#include <gtest/gtest.h>

#include "model/address.hpp"
#include "support/names.hpp"
#include "support/published_tenant.hpp"
#include "support/sandbox_world.hpp"
#include "support/tenant_builder.hpp"

namespace interlock {
namespace {

using sandbox::Inspector;
using sandbox::Store;
using testing::TenantBuilder;

/// An inspector that saw these states one after the other, each behind a write.
Inspector inspected(const std::vector<TenantBuilder>& states, Api api) {
  const auto store = [](const TenantBuilder& state) { return Store(*state.document().as<Map>()); };
  Inspector inspector(store(states.front()), api);
  for (std::size_t i = 1; i < states.size(); ++i) inspector.look(store(states[i]), static_cast<int>(i));
  return inspector;
}

struct FindingCase {
  const char* name;
  std::vector<TenantBuilder> states;  // the first is the start
  std::string found;                  // "WRITE INVARIANT OBJECT WHAT", one a line
  Api api = Api::guide;
};

class Findings : public ::testing::TestWithParam<FindingCase> {};

TEST_P(Findings, OfTheStates) {
  std::string found;
  for (const auto& [write, fault] : inspected(GetParam().states, GetParam().api).findings()) {
    found += (found.empty() ? "" : "\n") + std::to_string(write) + " " + std::string(invariant_name(fault.invariant)) +
             " " + to_string(Address{fault.kind, fault.name}) + " " + fault.what;
  }
  EXPECT_EQ(found, GetParam().found);
}

TenantBuilder centre(int level = 1, bool enabled = true) {
  return TenantBuilder().skill("A", enabled).skill("B").user("ana", {{"A", level}}).queue("Q", {{"A", 2}});
}
TenantBuilder with_level(int level) { return centre(level); }

Value reference(const std::string& id) { return Map{{"id", id}}; }
TenantBuilder hours(const std::string& list, List schedules) {
  return TenantBuilder().schedule("Day").schedule("Night").with(
      "schedule_groups", List{Map{{"id", "hours"}, {"name", "Hours"}, {list, std::move(schedules)}}});
}
TenantBuilder emergency(List lines, const std::string& flow = "flow-A") {
  return testing::published_centre().change("emergency_groups", "Down", "emergencyCallFlows",
                                            List{Map{{"emergencyFlow", reference(flow)}, {"ivrs", std::move(lines)}}});
}
TenantBuilder with_skills(int count, const char* tier = "standard") {
  TenantBuilder tenant;
  List levels;
  for (int i = 0; i < count; ++i) {
    tenant.skill("S" + std::to_string(i));
    levels.emplace_back(Map{{"skill", Map{{"id", "skill-S" + std::to_string(i)}}}, {"level", 1}});
  }
  return tenant.user("ana", {}).change("personal_profiles", "ana", "levels", std::move(levels)).with("tier", tier);
}

INSTANTIATE_TEST_SUITE_P(
    References, Findings,
    ::testing::Values(FindingCase{"a_level_of_a_skill_that_stays", {centre(1), centre(2)}, ""},
                      FindingCase{"a_skill_is_disabled_that_somebody_holds",
                                  {centre(), centre(1, false)},
                                  "1 references user/user-ana names the skill 'A', which is disabled\n"
                                  "1 references queue/Q names the skill 'A', which is disabled"},
                      FindingCase{"what_was_broken_before_is_nobodys_fault", {centre(1, false), centre(2, false)}, ""},
                      FindingCase{"a_renamed_object_has_no_new_fault",
                                  {centre(1, false), centre(1, false).change("queues", "Q", "name", "R")},
                                  ""},
                      FindingCase{
                          "a_parent_may_be_disabled",
                          {centre(), centre().skill("Old", false).change("skills", "B", "parentSkillId", "skill-Old")},
                          ""},
                      FindingCase{"a_skill_that_is_gone",
                                  {centre(), TenantBuilder(centre()).with("skills", List{})},
                                  "1 references user/user-ana names the skill 'skill-A', which is missing\n"
                                  "1 references queue/Q names the skill 'skill-A', which is missing"},
                      FindingCase{"a_fault_that_comes_back_is_told_again",
                                  {centre(1), centre(1).with("members", Map{{"queue-Q", List{Value("nobody")}}}),
                                   centre(1), centre(1).with("members", Map{{"queue-Q", List{Value("nobody")}}})},
                                  "1 references queue/Q names the user 'nobody', which is missing\n"
                                  "3 references queue/Q names the user 'nobody', which is missing"},
                      FindingCase{"any_division_may_be_named_where_none_is_listed",
                                  {centre(), centre().change("queues", "Q", "division", reference("home"))},
                                  ""}),
    testing::row_name);

INSTANTIATE_TEST_SUITE_P(
    Reachability, Findings,
    ::testing::Values(FindingCase{"a_schedule_takes_the_place_of_another",
                                  {hours("openSchedules", {reference("schedule-Day")}),
                                   hours("openSchedules", {reference("schedule-Day"), reference("schedule-Night")}),
                                   hours("openSchedules", {reference("schedule-Night")})},
                                  ""},
                      FindingCase{"a_group_without_an_open_schedule_on_the_way",
                                  {hours("openSchedules", {reference("schedule-Day")}), hours("openSchedules", {}),
                                   hours("openSchedules", {reference("schedule-Night")})},
                                  "1 reachability schedule_group/Hours is without any open schedule on the way"},
                      FindingCase{"and_without_a_closed_one",
                                  {hours("closedSchedules", {reference("schedule-Day")}), hours("closedSchedules", {}),
                                   hours("closedSchedules", {reference("schedule-Night")})},
                                  "1 reachability schedule_group/Hours is without any closed schedule on the way"},
                      FindingCase{"a_schedule_that_is_given_up",
                                  {hours("closedSchedules", {reference("schedule-Day")}), hours("closedSchedules", {})},
                                  ""},
                      FindingCase{"an_emergency_group_keeps_its_lines",
                                  {emergency({reference("ivr-Line")}), emergency({reference("ivr-Line")}, "flow-B")},
                                  ""},
                      FindingCase{
                          "an_emergency_group_loses_a_line_on_the_way",
                          {emergency({reference("ivr-Line")}), emergency({}), emergency({reference("ivr-Line")})},
                          "1 reachability emergency_group/Down is without the ivr 'Line' on the way"}),
    testing::row_name);

INSTANTIATE_TEST_SUITE_P(
    Precision, Findings,
    ::testing::Values(
        FindingCase{"an_agent_of_the_end_may_come_early", {with_level(1), with_level(2), with_level(3)}, ""},
        FindingCase{"an_agent_of_the_start_may_stay_long", {with_level(2), with_level(3), with_level(1)}, ""},
        FindingCase{"an_agent_of_neither_is_offered_the_queue",
                    {with_level(1), with_level(2), with_level(1)},
                    "1 precision queue/Q is offered to user 'user-ana', whom neither the start nor the end makes "
                    "eligible"},
        FindingCase{"a_queue_that_is_gone_in_the_end",
                    {with_level(1), with_level(2), with_level(1).with("queues", List{})},
                    ""},
        FindingCase{"by_the_groups_of_the_published_api",
                    {testing::published_centre(),
                     testing::published_centre().change("personal_profiles", "ben", "levels",
                                                        List{Map{{"skill", reference("skill-Billing")}, {"level", 4}}}),
                     testing::published_centre()},
                    "1 precision queue/Invoices is offered to user 'user-ben', whom neither the start nor the end "
                    "makes eligible",
                    Api::published}),
    testing::row_name);

INSTANTIATE_TEST_SUITE_P(
    Limits, Findings,
    ::testing::Values(FindingCase{"a_full_profile", {with_skills(99), with_skills(100)}, ""},
                      FindingCase{"a_profile_that_overflows",
                                  {with_skills(100), with_skills(101)},
                                  "1 limits user/user-ana has 101 skills, where 100 are allowed"},
                      FindingCase{"a_larger_licence", {with_skills(100), with_skills(150, "enterprise")}, ""},
                      FindingCase{"which_has_its_own_limit",
                                  {with_skills(100, "enterprise"), with_skills(151, "enterprise")},
                                  "1 limits user/user-ana has 151 skills, where 150 are allowed"}),
    testing::row_name);

struct LossCase {
  const char* name;
  TenantBuilder before, after;
  std::string lost;  // "KIND/ID FIELD ELEMENT", one a line
};

class Losses : public ::testing::TestWithParam<LossCase> {};

TEST_P(Losses, OfAWrite) {
  std::string lost;
  const auto inspector = inspected({GetParam().before, GetParam().after}, Api::published);
  for (const auto& loss : inspector.losses()) {
    lost += (lost.empty() ? "" : "\n") + to_string(Address{loss.kind, loss.id}) + " " + loss.field + " " + loss.element;
    EXPECT_EQ(loss.write, 1);
  }
  EXPECT_EQ(lost, GetParam().lost);
}

TenantBuilder published() { return testing::published_centre(); }
TenantBuilder queue_with(const char* field, Value value) {
  return published().change("queues", "Desk", field, std::move(value));
}

INSTANTIATE_TEST_SUITE_P(
    Preservation, Losses,
    ::testing::Values(
        LossCase{"nothing_where_values_change", centre(1), centre(2).change("queues", "Q", "name", "R"), ""},
        LossCase{"a_level", centre(), centre().change("personal_profiles", "ana", "levels", List{}),
                 "user/user-ana levels skill-A"},
        LossCase{"a_level_of_a_shared_profile", centre().profile("Desk", {{"A", 1}, {"B", 1}}),
                 centre().profile("Desk", {{"B", 1}}), "profile/profile-Desk levels skill-A"},
        LossCase{"a_requirement", centre(), centre().change("queues", "Q", "skills", List{}),
                 "queue/queue-Q requires skill-A"},
        LossCase{"a_member", published(), published().with("members", Map{{"queue-Desk", List{}}}),
                 "queue/queue-Desk members user-ben"},
        LossCase{"the_members_of_a_queue_that_has_none_any_more", published(), published().with("members", Map{}),
                 "queue/queue-Desk members user-ben"},
        LossCase{"a_language", published(), published().with("user_languages", Map{{"user-ana", List{}}}),
                 "user/user-ana languages language-en"},
        LossCase{"a_wrap_up_code", published(), published().with("queue_wrapup_codes", Map{{"queue-Desk", List{}}}),
                 "queue/queue-Desk wrapup_codes code-Done"},
        LossCase{"a_field_that_nobody_knows", queue_with("odd", 1), published(), "queue/queue-Desk odd "},
        LossCase{"a_field_that_is_null", queue_with("odd", 1), queue_with("odd", Null{}), "queue/queue-Desk odd "},
        LossCase{"a_field_that_was_null", queue_with("odd", Null{}), published(), ""},
        LossCase{"what_lies_deep", queue_with("odd", Map{{"a", Map{{"b", 1}, {"c", 2}}}}),
                 queue_with("odd", Map{{"a", Map{{"c", 3}}}}), "queue/queue-Desk odd a"},
        LossCase{"a_text_of_a_list", published(),
                 published().change("ivrs", "Line", "dnis", List{Value("+6530000000")}),
                 "ivr/ivr-Line dnis +6531234567"},
        LossCase{"a_schedule_of_a_group", published(),
                 published().change("schedule_groups", "Main", "openSchedules", List{}),
                 "schedule_group/hours-Main open schedule-Hours"},
        LossCase{"a_field_by_the_manifests_word", queue_with("callingPartyName", "Centre"), published(),
                 "queue/queue-Desk calling_party_name "},
        LossCase{"an_object", published(), published().with("prompts", List{}), "prompt/prompt-Hold  "},
        LossCase{
            "a_cell_of_a_row", published(),
            published().with("data_table_rows", Map{{"table-Sites", List{Map{{"key", "SIN"}, {"closed", false}}}}}),
            "row/table-Sites/SIN columns tries"},
        LossCase{"a_row", published(), published().with("data_table_rows", Map{{"table-Sites", List{}}}),
                 "row/table-Sites/SIN  "}),
    testing::row_name);

TEST(Inspector, CountsTheAgentsOfEachQueue) {
  const auto inspector = inspected({with_level(1), with_level(2), with_level(3), with_level(1)}, Api::guide);
  const auto& tally = inspector.tallies().at("queue-Q");
  EXPECT_EQ(tally.name, "Q");
  const std::vector<std::pair<int, std::optional<int>>> counts{{0, 0}, {1, 1}, {3, 0}};
  EXPECT_EQ(tally.counts, counts);
}

TEST(Inspector, KnowsQueuesThatComeAndGo) {
  const auto inspector = inspected({centre(2), centre(2).queue("N", {{"A", 1}}), centre(2)}, Api::guide);
  const std::vector<std::pair<int, std::optional<int>>> counts{{1, 1}, {2, std::nullopt}};
  EXPECT_EQ(inspector.tallies().at("queue-N").counts, counts);
}

TEST(Inspector, MeasuresFromTheStartBehindAForeignEditThatChangesNobody) {
  const auto store = [](const TenantBuilder& state) { return Store(*state.document().as<Map>()); };
  Inspector inspector(store(centre(1)), Api::guide);
  inspector.look(store(centre(2)), 1);
  inspector.settle(store(centre(2).change("queues", "Q", "description", "theirs")));
  inspector.look(store(centre(1).change("queues", "Q", "description", "theirs")), 2);
  ASSERT_EQ(inspector.findings().size(), 1U);
  EXPECT_EQ(inspector.findings().front().fault.invariant, sandbox::Invariant::precision);
}

TEST(Inspector, BlamesNoWriteForAForeignEdit) {
  Inspector inspector(Store(*centre(1).document().as<Map>()), Api::guide);
  inspector.settle(Store(*centre(2, false).document().as<Map>()));
  inspector.look(Store(*centre(1, false).document().as<Map>()), 1);
  EXPECT_TRUE(inspector.findings().empty());
  EXPECT_TRUE(inspector.losses().empty());
}

}  // namespace
}  // namespace interlock
