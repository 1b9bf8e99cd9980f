#include "engine/monitor.hpp"

#include <gtest/gtest.h>

#include "support/names.hpp"

namespace interlock {
namespace {

const Address kBilling{Kind::skill, "Billing"};
const Address kLine{Kind::queue, "Line"};
const Guard kSeen{GuardKind::version, "7"};

/// s1 creates a skill, s2 behind it makes a queue ask for it, s3 behind that changes the same queue again.
const Plan& plan() {
  static const Plan kPlan{
      .steps = {{.id = "s1", .verb = Verb::create, .address = kBilling},
                {.id = "s2", .verb = Verb::update, .address = kLine, .object_id = {"q"}, .after = {"s1"}},
                {.id = "s3", .verb = Verb::update, .address = kLine, .object_id = {"q"}},
                {.id = "s4", .verb = Verb::update, .address = kLine, .object_id = {"q"}, .after = {"s1", "s9"}}}};
  return kPlan;
}

WriteIntent intent(std::string step, Address address = kLine, Guard guard = kSeen) {
  return {.step = std::move(step), .address = std::move(address), .guard = std::move(guard)};
}
WriteIntent create() { return intent("s1", kBilling, {}); }

Settled outcome(std::string step, Standing standing, Address address = kLine) {
  return {.outcome = {.step = std::move(step), .address = std::move(address), .standing = standing}};
}
Settled created(Standing standing = Standing::done) { return outcome("s1", standing, kBilling); }

struct MonitorCase {
  const char* name;
  std::vector<WriteIntent> left;     // before
  std::vector<Settled> settled;      // then
  std::vector<WriteIntent> leaving;  // now
  std::string objection;             // empty: it may
};

class Monitored : public ::testing::TestWithParam<MonitorCase> {};

TEST_P(Monitored, MayLeaveOrNot) {
  Monitor monitor(plan());
  ASSERT_FALSE(monitor.objection(GetParam().left));
  monitor.note(GetParam().settled);
  const auto found = monitor.objection(GetParam().leaving);
  EXPECT_EQ(found ? found->message : "", GetParam().objection);
  if (found) {
    EXPECT_EQ(found->exit, Exit::internal);
  }
}

const std::string kAlthough = " was about to be written although it ";

INSTANTIATE_TEST_SUITE_P(
    Monitor, Monitored,
    ::testing::Values(
        MonitorCase{"what_waits_for_nothing_may_leave", {}, {}, {create(), intent("s3")}, ""},
        MonitorCase{"what_waited_for_a_step_that_is_done_may_leave", {create()}, {created()}, {intent("s2")}, ""},
        MonitorCase{"a_step_may_write_again_while_it_has_no_outcome", {create()}, {}, {create()}, ""},
        MonitorCase{"what_an_earlier_attempt_did_is_done", {}, {created()}, {intent("s2")}, ""},
        MonitorCase{"behind_the_outcome_of_another_step_its_object_is_free",
                    {create(), intent("s3")},
                    {created(), outcome("s3", Standing::done)},
                    {intent("s2")},
                    ""},
        MonitorCase{"a_step_whose_turn_has_not_come",
                    {create()},
                    {},
                    {intent("s2")},
                    "step 's2'" + kAlthough + "waits for a step that is not done"},
        MonitorCase{"a_step_behind_one_that_was_held",
                    {create()},
                    {created(Standing::held)},
                    {intent("s2")},
                    "step 's2'" + kAlthough + "waits for a step that is not done"},
        MonitorCase{"a_step_behind_one_of_unknown_fate",
                    {create()},
                    {created(Standing::unknown)},
                    {intent("s2")},
                    "step 's2'" + kAlthough + "waits for a step that is not done"},
        MonitorCase{"a_step_behind_one_that_nobody_knows",
                    {create()},
                    {created()},
                    {intent("s4")},
                    "step 's4'" + kAlthough + "waits for a step that is not done"},
        MonitorCase{"a_step_that_is_done",
                    {create()},
                    {created()},
                    {create()},
                    "step 's1'" + kAlthough + "has its outcome already"},
        MonitorCase{"two_writes_of_one_object",
                    {create(), intent("s3")},
                    {created()},
                    {intent("s2")},
                    "step 's2'" + kAlthough + "would meet another write of the same object"},
        MonitorCase{"a_write_without_a_guard",
                    {},
                    {},
                    {intent("s3", kLine, {})},
                    "step 's3'" + kAlthough + "would overwrite whatever is there"},
        MonitorCase{"a_step_of_no_plan", {}, {}, {intent("s7")}, "step 's7'" + kAlthough + "is not in the plan"},
        MonitorCase{"a_step_with_the_object_of_another",
                    {},
                    {},
                    {intent("s1", kLine)},
                    "step 's1'" + kAlthough + "is not in the plan"},
        MonitorCase{"the_second_of_two_that_leave_together",
                    {},
                    {},
                    {create(), intent("s2")},
                    "step 's2'" + kAlthough + "waits for a step that is not done"}),
    testing::row_name);

}  // namespace
}  // namespace interlock
