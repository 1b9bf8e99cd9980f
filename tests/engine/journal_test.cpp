#include "engine/journal.hpp"

#include <gtest/gtest.h>

#include "engine/journal_records.hpp"
#include "support/journal_script.hpp"
#include "support/memory_journal.hpp"

namespace interlock {
namespace {

using testing::MemoryJournal;
using testing::told_with_exit;
using testing::write_intent;

struct LivenessCase {
  const char* name;
  LockHolder here;
  std::string started;
  Liveness outcome;
};
class LivenessOf : public ::testing::TestWithParam<LivenessCase> {};

TEST_P(LivenessOf, IsWhatCanBeTold) {
  EXPECT_EQ(liveness_of(testing::some_holder(), GetParam().here, GetParam().started), GetParam().outcome);
}

LockHolder here(const std::string& host, const std::string& boot, const std::string& space) {
  return {.host = host, .boot = boot, .space = space};
}

INSTANTIATE_TEST_SUITE_P(
    Holders, LivenessOf,
    ::testing::Values(LivenessCase{"same_process", here("ws-12", "boot-1", "pid:[1]"), "100", Liveness::alive},
                      LivenessCase{"number_is_free", here("ws-12", "boot-1", "pid:[1]"), "", Liveness::dead},
                      LivenessCase{"number_was_given_again", here("ws-12", "boot-1", "pid:[1]"), "101", Liveness::dead},
                      LivenessCase{"machine_started_anew", here("ws-12", "boot-2", "pid:[1]"), "100", Liveness::dead},
                      LivenessCase{"another_host", here("ws-13", "boot-1", "pid:[1]"), "", Liveness::unknown},
                      LivenessCase{"another_container", here("ws-12", "boot-1", "pid:[2]"), "", Liveness::unknown}),
    [](const auto& test) { return std::string(test.param.name); });

struct AdviceCase {
  const char* name;
  Liveness liveness;
  const char* hint;
};
class HeldLock : public ::testing::TestWithParam<AdviceCase> {};

TEST_P(HeldLock, SaysWhatToDo) {
  const Lock lock{.id = "lock-1", .organization = "org", .run = "run-1", .holder = testing::some_holder()};
  EXPECT_EQ(held_by(lock, {}, GetParam().liveness).hint, GetParam().hint);
}

INSTANTIATE_TEST_SUITE_P(
    Holders, HeldLock,
    ::testing::Values(
        AdviceCase{"alive", Liveness::alive, "wait for it (--lock-timeout), or stop process 4711"},
        AdviceCase{"dead", Liveness::dead, "that process is gone: interlock resume run-1, or interlock unlock lock-1"},
        AdviceCase{"unknown", Liveness::unknown, "where that process is surely gone: interlock unlock lock-1"}),
    [](const auto& test) { return std::string(test.param.name); });

TEST(LockText, IsReadBackAsItWas) {
  auto lock = *MemoryJournal().try_acquire(testing::lock_request());
  lock.holder.owner = "a\"b\n\x1b@ws";
  auto expected = lock;
  expected.organization.clear();
  expected.generation = 0;
  EXPECT_EQ(parse_lock(lock_text(lock)), expected);
  for (const auto* text : {"", "{}", "[]", "{\"id\":\"x\"}", "garbage"}) EXPECT_EQ(parse_lock(text), std::nullopt);
}

/// A run in a journal that keeps what it was told.
struct Kept {
  MemoryJournal journal{};
  Lock lock = *journal.try_acquire(testing::lock_request());

  explicit Kept(int steps) {
    EXPECT_EQ(told_with_exit(journal.begin(lock, testing::run_head(lock, steps), "plan", "inverse")), "");
  }
  void intend(std::vector<WriteIntent> intents) { EXPECT_TRUE(journal.intend(intents).empty()); }
  void settle(std::vector<Settled> outcomes) { EXPECT_TRUE(journal.settle(outcomes).empty()); }
  RunRecord record() { return *journal.record("run-1"); }
};

Settled outcome(int step, Standing standing) {
  auto settled = testing::done(step);
  settled.outcome.standing = standing;
  return settled;
}

TEST(RunRecord, IsReadBackAsItWasWritten) {
  Kept kept(3);
  kept.intend({write_intent(1), write_intent(2)});
  auto held = outcome(1, Standing::held);
  held.outcome.reason = "changed by \xff somebody";
  held.outcome.theirs = {{"/levels/Billing", 2, 3}, {"/enabled", std::nullopt, Value(Map{{"a", List{1, Null()}}})}};
  held.outcome.exit = Exit::stale;
  held.attempts = 3;
  kept.settle({held});
  ASSERT_TRUE(kept.journal.end({.exit = Exit::stale, .signal = 2, .when = testing::kMonday}).empty());
  const auto record = kept.record();
  EXPECT_EQ(record.summary.head, testing::run_head(kept.lock, 3));
  EXPECT_EQ(record.summary.end, (RunEnd{.exit = Exit::stale, .signal = 2, .when = testing::kMonday}));
  EXPECT_EQ(record.plan, "plan");
  EXPECT_EQ(record.inverse, "inverse");
  EXPECT_EQ(record.intents, (std::vector{write_intent(1), write_intent(2)}));
  EXPECT_EQ(record.in_doubt, (std::vector{write_intent(2)}));
  ASSERT_EQ(record.outcomes.size(), 1u);
  EXPECT_EQ(record.outcomes[0].outcome.theirs, held.outcome.theirs);
  EXPECT_EQ(record.outcomes[0].outcome.reason, "changed by \\xff somebody");
  EXPECT_EQ(record.outcomes[0].outcome.exit, Exit::stale);
  EXPECT_EQ(record.outcomes[0].attempts, 3);
}

struct DoubtCase {
  const char* name;
  std::function<void(Kept&)> make;
  std::vector<WriteIntent> in_doubt;
};
class Doubt : public ::testing::TestWithParam<DoubtCase> {};

TEST_P(Doubt, IsWhatMayHaveHappened) {
  Kept kept(3);
  GetParam().make(kept);
  EXPECT_EQ(kept.record().in_doubt, GetParam().in_doubt);
}

WriteIntent second_try(int step) {
  auto intent = write_intent(step);
  intent.guard.value = "99";
  return intent;
}

INSTANTIATE_TEST_SUITE_P(
    Steps, Doubt,
    ::testing::Values(DoubtCase{"nothing_was_sent", [](Kept&) {}, {}},
                      DoubtCase{"no_outcome", [](Kept& k) { k.intend({write_intent(1)}); }, {write_intent(1)}},
                      DoubtCase{"done",
                                [](Kept& k) {
                                  k.intend({write_intent(1)});
                                  k.settle({outcome(1, Standing::done)});
                                },
                                {}},
                      DoubtCase{"unknown",
                                [](Kept& k) {
                                  k.intend({write_intent(1)});
                                  k.settle({outcome(1, Standing::unknown)});
                                },
                                {write_intent(1)}},
                      DoubtCase{"sent_twice",
                                [](Kept& k) {
                                  k.intend({write_intent(1)});
                                  k.intend({second_try(1)});
                                },
                                {second_try(1)}},
                      DoubtCase{"sent_again_after_it_failed",
                                [](Kept& k) {
                                  k.intend({write_intent(1)});
                                  k.settle({outcome(1, Standing::failed)});
                                  k.intend({second_try(1)});
                                },
                                {second_try(1)}}),
    [](const auto& test) { return std::string(test.param.name); });

TEST(Tally, CountsTheLastOutcomeOfEachStep) {
  Kept kept(3);
  auto held_by_plan = outcome(9, Standing::held);
  held_by_plan.outcome.step.clear();
  kept.settle({outcome(1, Standing::held), outcome(2, Standing::failed), held_by_plan});
  EXPECT_TRUE(is_open(kept.record().summary));
  kept.settle({outcome(1, Standing::done), outcome(2, Standing::done), outcome(3, Standing::done), held_by_plan});
  const auto record = kept.record();
  EXPECT_EQ(record.summary.tally, (Tally{3, 0, 0, 0, 0}));
  EXPECT_EQ(record.outcomes.size(), 4u);
  EXPECT_TRUE(is_open(record.summary)) << "it has no end";
  ASSERT_TRUE(kept.journal.end({}).empty());
  EXPECT_FALSE(is_open(kept.record().summary));
}

RunSummary run(const std::string& name, const std::string& tenant, int day, bool is_complete) {
  RunSummary summary{.head = {.run = name, .tenant = tenant, .started = Wall(std::chrono::days(day)), .steps = 1}};
  if (is_complete) summary.tally[0] = 1;
  summary.end = RunEnd{};
  return summary;
}

TEST(ChooseRun, TakesTheNewestThatFitsOfTheTenantThatIsNamed) {
  const std::vector runs{run("d", "test", 4, false), run("c", "prod", 3, true), run("b", "prod", 2, false),
                         run("a", "prod", 1, false)};
  EXPECT_EQ(choose_run(runs, "", "prod", is_open), &runs[2]);
  EXPECT_EQ(choose_run(runs, "", "", is_open), &runs[0]);
  EXPECT_EQ(choose_run(runs, "", "other", is_open), nullptr);
  EXPECT_EQ(choose_run(runs, "c", "test", is_open), &runs[1]) << "a name decides alone";
  EXPECT_EQ(unknown_run("x", runs).hint,
            "known: d (1970-01-05T00:00:00Z, steps left), c (1970-01-04T00:00:00Z, complete), "
            "b (1970-01-03T00:00:00Z, steps left), a (1970-01-02T00:00:00Z, steps left)");
}

TEST(FailingJournal, FailsFromTheCallThatIsAskedFor) {
  Kept kept(3);
  kept.journal.fails_at = kept.journal.calls + 2;
  const std::vector intents{write_intent(1)};
  EXPECT_EQ(told_with_exit(kept.journal.intend(intents)), "");
  EXPECT_EQ(told_with_exit(kept.journal.intend(intents)), "F43 11: the journal failed");
  EXPECT_EQ(kept.record().intents.size(), 1u);
}

}  // namespace
}  // namespace interlock
