// F40, F45: a process that is killed while it writes loses nothing that it was told is durable.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <random>

#include "adapters/journal/sqlite_journal.hpp"
#include "support/journal_script.hpp"
#include "support/temporary_directory.hpp"

namespace interlock {
namespace {

using testing::TemporaryDirectory;
using testing::told_with_exit;

/// Writes for ever; one byte for each call that was durable.
[[noreturn]] void write_for_ever(const std::string& path, int told) {
  const auto journal = open_sqlite_journal(path);
  if (!journal) _exit(2);
  const auto lock = (*journal)->try_acquire(testing::lock_request());
  if (!lock || !(*journal)->begin(*lock, testing::run_head(*lock, 1 << 20), "{\"plan\": 1}", "{}").empty()) _exit(3);
  for (int step = 1;; ++step) {
    const std::vector<WriteIntent> intents{testing::write_intent(step)};
    if (!(*journal)->intend(intents).empty() || write(told, "i", 1) != 1) _exit(4);
    const std::vector<Settled> outcomes{testing::done(step)};
    if (!(*journal)->settle(outcomes).empty() || write(told, "o", 1) != 1) _exit(5);
  }
}

/// The bytes that came before the end of the writer, at least one; it is killed once there are so many.
std::string killed_after(const std::string& path, std::size_t bytes) {
  int pipes[2];
  if (pipe(pipes) != 0) return {};
  const auto writer = fork();
  if (writer == 0) {
    close(pipes[0]);
    write_for_ever(path, pipes[1]);
  }
  close(pipes[1]);
  std::string told;
  char byte = 0;
  for (ssize_t count = 1; count != 0;) {
    count = read(pipes[0], &byte, 1);
    if (count < 0 && errno != EINTR) break;
    if (count == 1) told += byte;
    if (told.size() == bytes) kill(writer, SIGKILL);
  }
  close(pipes[0]);
  int status = 0;
  waitpid(writer, &status, 0);
  EXPECT_TRUE(WIFSIGNALED(status)) << "it ended by itself: " << WEXITSTATUS(status);
  return told;
}

TEST(Killed, LosesNothingThatWasDurable) {
  constexpr int kRounds = 20;
  std::mt19937 dice(11);
  for (int round = 0; round < kRounds; ++round) {
    const TemporaryDirectory directory;
    const auto path = directory.path("journal.db");
    const auto told = killed_after(path, 1 + dice() % 40);
    ASSERT_FALSE(told.empty());
    const testing::Progress progress{.has_begun = true,
                                     .intents = static_cast<int>(std::count(told.begin(), told.end(), 'i')),
                                     .outcomes = static_cast<int>(std::count(told.begin(), told.end(), 'o'))};
    const auto journal = open_sqlite_journal(path);
    ASSERT_TRUE(journal) << told_with_exit(journal.problems());
    const auto record = (*journal)->record("run-1");
    ASSERT_TRUE(record) << told_with_exit(record.problems());
    EXPECT_EQ(lost_or_doubled(*record, progress), "") << told;
    EXPECT_EQ((*journal)->locks()->size(), 1u);
  }
}

}  // namespace
}  // namespace interlock
