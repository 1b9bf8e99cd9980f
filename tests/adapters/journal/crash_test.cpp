// F40-F42: the machine fails before each call that the journal makes of its files, and loses what was not synced in
// each way. Afterwards every intent and outcome that was reported durable is there, none twice, and the run goes on.
#include <gtest/gtest.h>

#include "adapters/journal/sqlite_journal.hpp"
#include "support/journal_script.hpp"
#include "support/simulated_files.hpp"

namespace interlock {
namespace {

using testing::kJournalFile;
using testing::Loss;
using testing::resume_script;
using testing::run_head;
using testing::run_script;
using testing::SimulatedFiles;
using testing::told_with_exit;

struct Rig {
  SimulatedFiles files;

  std::unique_ptr<JournalStore> open(bool creates = false, int checkpoint_pages = 1000) {
    auto journal = open_sqlite_journal(kJournalFile, {.in_flight = 0,
                                                      .checkpoint_pages = checkpoint_pages,
                                                      .creates = creates,
                                                      .liveness = [](const LockHolder&) { return Liveness::dead; },
                                                      .vfs = files.name()});
    EXPECT_TRUE(journal) << (journal ? "" : told_with_exit(journal.problems()));
    return journal ? *std::move(journal) : nullptr;
  }
};

struct CrashCase {
  const char* name;
  Loss loss;
  int seeds;
  int checkpoint_pages;  // of the log: few, so that it is folded in on the way
  int longest;           // run, in steps
  int stride;            // of the calls that are crashed at
};

class Crash : public ::testing::TestWithParam<CrashCase> {
 protected:
  Rig rig_;
  SimulatedFiles::Contents empty_;

  void SetUp() override {
    rig_.open(true);
    empty_ = rig_.files.contents();
  }

  /// How many calls a whole run makes.
  int calls_of(int steps) {
    rig_.files.restore(empty_);
    const auto progress = run_script(*rig_.open(false, GetParam().checkpoint_pages), steps);
    EXPECT_EQ(testing::told_with_exit(progress.stopped), "");
    return rig_.files.calls();
  }

  testing::Progress crash(int steps, int call, std::uint64_t seed) {
    rig_.files.restore(empty_);
    testing::Progress progress;
    {
      const auto journal = rig_.open(false, GetParam().checkpoint_pages);
      rig_.files.crash_at(rig_.files.calls() + call);
      if (journal) progress = run_script(*journal, steps);
    }
    rig_.files.power_loss(GetParam().loss, seed);
    return progress;
  }

  /// What is wrong afterwards; empty where nothing is.
  std::string judge(const testing::Progress& progress, int steps) {
    const auto journal = rig_.open(false, GetParam().checkpoint_pages);
    if (!journal) return "it cannot be opened";
    const auto runs = journal->runs();
    if (!runs) return told_with_exit(runs.problems());
    if (runs->empty()) return progress.has_begun ? "the run is lost" : "";
    const auto record = journal->record("run-1");
    if (!record) return told_with_exit(record.problems());
    if (auto wrong = lost_or_doubled(*record, progress); !wrong.empty()) return wrong;
    if (record->inverse != "{\"inverse\": 1}") return "the inverse plan is lost";
    return go_on(*journal, record->summary.head.generation, steps);
  }

  static std::string go_on(JournalStore& journal, std::int64_t generation, int steps) {
    const auto resumed = resume_script(journal, steps);
    if (!resumed.stopped.empty()) return "resume: " + told_with_exit(resumed.stopped);
    const auto record = journal.record("run-1");
    if (!record) return told_with_exit(record.problems());
    if (is_open(record->summary)) return "it is not complete after resume";
    const auto next = journal.try_acquire(testing::lock_request("run-2", "lock-3"));
    if (!next) return told_with_exit(next.problems());
    return next->generation > generation + 1 ? "" : "a generation was given twice";
  }
};

TEST_P(Crash, LosesAndDoublesNothing) {
  const auto& test = GetParam();
  for (int steps = 1; steps <= test.longest; steps += std::max(1, test.longest / 3)) {
    const int calls = calls_of(steps);
    ASSERT_GT(calls, steps);
    for (int call = 1; call <= calls; call += test.stride) {
      for (int seed = 0; seed < test.seeds; ++seed) {
        const auto progress = crash(steps, call, static_cast<std::uint64_t>(call * 100 + seed));
        ASSERT_EQ(judge(progress, steps), "") << steps << " steps, call " << call << ", seed " << seed;
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(AtEveryCall, Crash,
                         ::testing::Values(CrashCase{"killed", Loss::none, 1, 1000, 6, 1},
                                           CrashCase{"all_unsynced_lost", Loss::all, 1, 1000, 6, 1},
                                           CrashCase{"some_sectors_lost", Loss::some, 4, 1000, 6, 1},
                                           CrashCase{"last_write_torn", Loss::torn, 4, 1000, 6, 1},
                                           CrashCase{"unsynced_are_zeros", Loss::zeros, 1, 1000, 6, 1},
                                           CrashCase{"killed_in_a_checkpoint", Loss::none, 1, 6, 6, 1},
                                           CrashCase{"all_lost_in_a_checkpoint", Loss::all, 1, 6, 6, 1},
                                           CrashCase{"some_lost_in_a_checkpoint", Loss::some, 4, 6, 6, 1},
                                           CrashCase{"torn_in_a_checkpoint", Loss::torn, 4, 6, 6, 1},
                                           CrashCase{"zeros_in_a_checkpoint", Loss::zeros, 1, 6, 6, 1},
                                           CrashCase{"some_lost_in_a_long_run", Loss::some, 1, 20, 50, 7}),
                         [](const auto& test) { return std::string(test.param.name); });

struct FailureCase {
  const char* name;
  void (*make)(SimulatedFiles&, int call);
  std::string_view rules;  // what is told, by whether a file was opened or written
};

class DiskFailure : public ::testing::TestWithParam<FailureCase> {};

/// J6, F43, F44: after the failure nothing is taken, and nothing is synced again in hope.
TEST_P(DiskFailure, StopsTheRunForGood) {
  for (int call = 1; call <= 12; ++call) {
    Rig rig;
    testing::Progress progress;
    int writes_after = 0;
    {
      const auto journal = rig.open(true);
      GetParam().make(rig.files, call);
      progress = run_script(*journal, 3);
      if (progress.stopped.empty()) continue;  // fewer calls than that
      EXPECT_NE(GetParam().rules.find(progress.stopped[0].rule), std::string_view::npos);
      EXPECT_EQ(progress.stopped[0].exit, Exit::io);
      const std::vector<WriteIntent> next{testing::write_intent(9)};
      EXPECT_EQ(exit_of(journal->intend(next)), Exit::io);
      EXPECT_FALSE(journal->runs());
    }
    writes_after = rig.files.writes_after_failure();
    EXPECT_EQ(writes_after, 0) << "call " << call;
    rig.files.power_loss(Loss::none);
    const auto again = rig.open();
    ASSERT_NE(again, nullptr);
    if (!progress.has_begun) continue;
    const auto record = again->record("run-1");
    ASSERT_TRUE(record);
    EXPECT_EQ(lost_or_doubled(*record, progress), "");
  }
}

INSTANTIATE_TEST_SUITE_P(
    Disk, DiskFailure,
    ::testing::Values(
        FailureCase{"a_sync_fails_once", [](SimulatedFiles& files, int call) { files.fail_sync_at(call); }, "F43"},
        FailureCase{"no_write_goes_through",
                    [](SimulatedFiles& files, int call) { files.crash_at(files.calls() + call); }, "F43 F44"},
        FailureCase{"it_became_read_only", [](SimulatedFiles& files, int) { files.make_read_only(); }, "F44"}),
    [](const auto& test) { return std::string(test.param.name); });

/// F44, J4: whatever the moment, what left gets its outcome, and nothing leaves afterwards.
TEST(FullDisk, HasRoomForOutcomesAndNotForIntents) {
  int stopped_at_intent = 0;
  for (int call = 1; call <= 60; ++call) {
    SimulatedFiles files;
    const auto journal = *open_sqlite_journal("journal.db", {.in_flight = 4, .vfs = files.name()});
    const auto lock = *journal->try_acquire(testing::lock_request());
    ASSERT_TRUE(journal->begin(lock, run_head(lock, 20), "{}", "{}").empty());
    files.fill_disk_at(files.calls() + call);
    int intents = 0, outcomes = 0;
    for (int step = 1; step <= 20; ++step) {
      const std::vector<WriteIntent> intent{testing::write_intent(step)};
      const auto refused = journal->intend(intent);
      if (!refused.empty()) {
        EXPECT_EQ(told_with_exit(refused).substr(0, 7), "F44 11:");
        ++stopped_at_intent;
        break;
      }
      ++intents;
      const std::vector<Settled> outcome{testing::done(step)};
      const auto lost = journal->settle(outcome);
      ASSERT_EQ(told_with_exit(lost), "") << "call " << call << ", step " << step;
      ++outcomes;
    }
    EXPECT_EQ(told_with_exit(journal->end({.exit = Exit::io})), "");
    const auto record = *journal->record("run-1");
    EXPECT_EQ(record.outcomes.size(), static_cast<std::size_t>(outcomes));
    EXPECT_EQ(record.intents.size(), static_cast<std::size_t>(intents));
  }
  EXPECT_GT(stopped_at_intent, 30);
}

}  // namespace
}  // namespace interlock
