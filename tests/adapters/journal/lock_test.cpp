// F46-F48, J10, F73, in both stores: who gets the lock, who loses it, and what is written without it.
#include <gtest/gtest.h>

#include "adapters/journal/holder.hpp"
#include "adapters/journal/sqlite_journal.hpp"
#include "support/journal_script.hpp"
#include "support/memory_journal.hpp"
#include "support/temporary_directory.hpp"

namespace interlock {
namespace {

using testing::lock_request;
using testing::MemoryJournal;
using testing::run_head;
using testing::TemporaryDirectory;
using testing::told_with_exit;
using testing::write_intent;

enum class Kept { in_memory, in_sqlite };

class Locks : public ::testing::TestWithParam<Kept> {
 protected:
  TemporaryDirectory directory_;
  Liveness liveness_ = Liveness::alive;
  std::unique_ptr<JournalStore> journal_;

  void SetUp() override { set(Liveness::alive); }
  /// What is known of every holder from here on.
  void set(Liveness liveness) {
    liveness_ = liveness;
    if (GetParam() == Kept::in_memory) {
      if (!journal_) journal_ = std::make_unique<MemoryJournal>();
      static_cast<MemoryJournal&>(*journal_).liveness = liveness;
    } else if (!journal_) {
      auto opened = open_sqlite_journal(directory_.path("journal.db"),
                                        {.liveness = [this](const LockHolder&) { return liveness_; }});
      ASSERT_TRUE(opened) << told_with_exit(opened.problems());
      journal_ = *std::move(opened);
    }
  }
  std::string acquire(const std::string& run, const std::string& id) {
    const auto lock = journal_->try_acquire(lock_request(run, id));
    return lock ? "generation " + std::to_string(lock->generation) : told_with_exit(lock.problems());
  }
  std::string intend(int step) {
    const std::vector<WriteIntent> intents{write_intent(step)};
    return told_with_exit(journal_->intend(intents));
  }
};

TEST_P(Locks, AreHeldByOne) {
  EXPECT_EQ(acquire("run-1", "lock-1"), "generation 1");
  EXPECT_EQ(acquire("run-2", "lock-2"),
            "F46 9: organization '11111111-2222-3333-4444-555555555555' is locked by 'ana@ws-12' on host 'ws-12' "
            "(process 4711) for run 'run-1' since 2025-12-01T00:00:00Z, 0s ago; lock id 'lock-1'");
  EXPECT_EQ(acquire("run-1", "lock-2").substr(0, 6), "F46 9:");
}

TEST_P(Locks, AreOneAnOrganization) {
  EXPECT_EQ(acquire("run-1", "lock-1"), "generation 1");
  auto other = lock_request("run-2", "lock-2");
  other.organization = "other";
  EXPECT_TRUE(journal_->try_acquire(other));
  EXPECT_EQ(journal_->locks()->size(), 2u);
}

TEST_P(Locks, LetGoHaveAHigherGenerationNextTime) {
  const auto lock = *journal_->try_acquire(lock_request());
  EXPECT_EQ(told_with_exit(journal_->release(lock)), "");
  EXPECT_EQ(acquire("run-2", "lock-2"), "generation 2");
}

TEST_P(Locks, OfTheDeadGoToTheirOwnRunAlone) {
  const auto lock = *journal_->try_acquire(lock_request());
  ASSERT_EQ(told_with_exit(journal_->begin(lock, run_head(lock, 3), "{}", "{}")), "");
  set(Liveness::dead);
  EXPECT_EQ(acquire("run-2", "lock-2").substr(0, 6), "F46 9:");
  EXPECT_EQ(acquire("run-1", "lock-3"), "generation 2");
}

/// A process that died between lock and beginning has left nothing that could be resumed.
TEST_P(Locks, OfTheDeadWhoNeverBeganGoToAnybody) {
  EXPECT_EQ(acquire("run-1", "lock-1"), "generation 1");
  set(Liveness::dead);
  EXPECT_EQ(acquire("run-2", "lock-2"), "generation 2");
}

/// A process that died between the end of its run and the release of its lock.
TEST_P(Locks, OfDeadHoldersGoToAnybodyBehindTheEndOfTheRun) {
  const auto lock = *journal_->try_acquire(lock_request("run-1", "lock-1"));
  ASSERT_TRUE(journal_->begin(lock, run_head(lock, 3), "{}", "{}").empty());
  ASSERT_TRUE(journal_->end({}).empty());
  EXPECT_EQ(acquire("run-2", "lock-2").substr(0, 6), "F46 9:") << "it lives";
  set(Liveness::dead);
  EXPECT_EQ(acquire("run-2", "lock-2"), "generation 2");
}

TEST_P(Locks, OfUnknownHoldersGoToNobody) {
  EXPECT_EQ(acquire("run-1", "lock-1"), "generation 1");
  set(Liveness::unknown);
  EXPECT_EQ(acquire("run-1", "lock-2").substr(0, 6), "F46 9:");
}

TEST_P(Locks, AreRemovedByTheirId) {
  EXPECT_EQ(acquire("run-1", "lock-1"), "generation 1");
  EXPECT_EQ(told_with_exit(journal_->unlock("lock-1").problems()),
            "F48 9: lock 'lock-1' is held by 'ana@ws-12' on host 'ws-12' (process 4711), which is alive");
  set(Liveness::unknown);
  const auto wrong = journal_->unlock("lock-7");
  EXPECT_EQ(told_with_exit(wrong.problems()), "F48 3: there is no lock 'lock-7'");
  EXPECT_EQ(wrong.problems()[0].hint, "held: 'lock-1' of organization '11111111-2222-3333-4444-555555555555'");
  EXPECT_EQ(journal_->unlock("lock-1")->run, "run-1");
  EXPECT_EQ(journal_->unlock("lock-1").problems()[0].hint, "no lock is held");
  EXPECT_EQ(acquire("run-2", "lock-2"), "generation 2");
}

/// F47: a holder that slept while its lock went away writes nothing more; what it had sent is still recorded.
TEST_P(Locks, TakenAwayStopTheOldHolder) {
  const auto lock = *journal_->try_acquire(lock_request());
  ASSERT_EQ(told_with_exit(journal_->begin(lock, run_head(lock, 3), "{}", "{}")), "");
  EXPECT_EQ(intend(1), "");
  set(Liveness::dead);
  ASSERT_TRUE(journal_->unlock("lock-1"));
  EXPECT_EQ(intend(2).substr(0, 6), "F47 9:");
  EXPECT_EQ(acquire("run-1", "lock-2"), "generation 2");
  EXPECT_EQ(intend(2).substr(0, 6), "F47 9:");
  const std::vector<Settled> outcomes{testing::done(1)};
  EXPECT_EQ(told_with_exit(journal_->settle(outcomes)), "");
  EXPECT_EQ(told_with_exit(journal_->release(lock)), "");
  EXPECT_EQ(journal_->locks()->size(), 1u) << "the lock of the new holder stays";
  EXPECT_EQ(journal_->record("run-1")->intents.size(), 1u);
}

TEST_P(Locks, AreNeededToBegin) {
  auto lock = *journal_->try_acquire(lock_request());
  lock.generation = 7;
  EXPECT_EQ(told_with_exit(journal_->begin(lock, run_head(lock, 3), "{}", "{}")).substr(0, 6), "F47 9:");
  EXPECT_TRUE(journal_->runs()->empty());
}

TEST_P(Locks, SayWhichRunBegins) {
  ASSERT_EQ(acquire("run-1", "lock-1"), "generation 1");
  const auto lock = (*journal_->locks())[0];
  ASSERT_EQ(told_with_exit(journal_->begin(lock, {.run = "other", .generation = 9}, "{}", "{}")), "");
  const auto head = journal_->record("run-1")->summary.head;
  EXPECT_EQ(head.organization, testing::kOrganization);
  EXPECT_EQ(head.generation, 1);
}

TEST_P(Locks, SinceTheFutureDoNotExpire) {
  auto late = lock_request();
  late.now += std::chrono::hours(24);
  ASSERT_TRUE(journal_->try_acquire(late));
  EXPECT_NE(acquire("run-2", "lock-2").find("since 2025-12-02T00:00:00Z, which is in the future here;"),
            std::string::npos);
}

TEST_P(Locks, AreNotMixedUpWithRunsThatAreUnknown) {
  const auto lock = *journal_->try_acquire(lock_request());
  ASSERT_EQ(told_with_exit(journal_->begin(lock, run_head(lock, 3), "{}", "{}")), "");
  const auto unknown = journal_->record("run-7");
  EXPECT_EQ(told_with_exit(unknown.problems()), "B86 3: there is no run 'run-7'");
  EXPECT_EQ(unknown.problems()[0].hint, "known: run-1 (2025-12-01T00:00:00Z, no end)");
}

INSTANTIATE_TEST_SUITE_P(Kept, Locks, ::testing::Values(Kept::in_memory, Kept::in_sqlite), [](const auto& test) {
  return std::string(test.param == Kept::in_memory ? "in_memory" : "in_sqlite");
});

TEST(Holder, OfThisProcessIsAlive) {
  const auto here = this_process();
  EXPECT_EQ(liveness_now(here), Liveness::alive);
  EXPECT_FALSE(here.started.empty());
  EXPECT_FALSE(here.boot.empty());
  EXPECT_NE(here.owner.find('@'), std::string::npos);
  auto earlier = here;
  earlier.started = "1";
  EXPECT_EQ(liveness_now(earlier), Liveness::dead) << "its number was given to another process";
  auto gone = here;
  gone.pid = 1 << 30;
  EXPECT_EQ(liveness_now(gone), Liveness::dead);
}

TEST(Start, IsReadBehindAnyName) {
  const std::string rest = " S 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 4242 20 21";
  EXPECT_EQ(start_in("7 (a) b) S (c)" + rest), "4242");
  EXPECT_EQ(start_in("7 (interlock) Z" + rest.substr(2)), "") << "a zombie has ended";
  EXPECT_EQ(start_in(""), "");
  EXPECT_EQ(start_in("7 (interlock) S 1 2"), "");
}

}  // namespace
}  // namespace interlock
