// The journal as a file of the system: rights, names, what else may stand there (B69-B73, SEC24, SEC45, J1, F72).
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <functional>
#include <thread>

#include "adapters/journal/journal_file.hpp"
#include "adapters/journal/sqlite_journal.hpp"
#include "support/journal_script.hpp"
#include "support/temporary_directory.hpp"

namespace interlock {
namespace {

using testing::run_script;
using testing::TemporaryDirectory;
using testing::told_with_exit;

unsigned mode_of(const std::string& path) {
  struct stat status {};
  return lstat(path.c_str(), &status) == 0 ? status.st_mode & 07777u : 0u;
}

TEST(JournalFile, IsForItsOwnerAloneWhateverTheUmask) {
  const TemporaryDirectory directory;
  const auto before = umask(0);
  const auto path = directory.path("journal.db");
  const auto journal = open_sqlite_journal(path);
  ASSERT_TRUE(journal) << told_with_exit(journal.problems());
  ASSERT_EQ(told_with_exit(run_script(**journal, 2).stopped), "");
  umask(before);
  EXPECT_EQ(mode_of(path), 0600u);
  EXPECT_EQ(mode_of(path + "-wal"), 0600u);
  EXPECT_EQ(mode_of(path + "-shm"), 0600u);
}

TEST(JournalFile, IsNotCreatedByWhoOnlyReads) {
  const TemporaryDirectory directory;
  const auto journal = open_sqlite_journal(directory.path("journal.db"), {.creates = false});
  ASSERT_TRUE(journal);
  EXPECT_EQ(*journal, nullptr);
  EXPECT_EQ(mode_of(directory.path("journal.db")), 0u);
}

TEST(JournalFile, LeavesNothingBesideIt) {
  const TemporaryDirectory directory;
  {
    const auto journal = open_sqlite_journal(directory.path("journal.db"));
    ASSERT_EQ(told_with_exit(run_script(**journal, 2).stopped), "");
  }
  int files = 0;
  for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(directory.path())) ++files;
  EXPECT_EQ(files, 1);
}

struct FileCase {
  const char* name;
  std::function<void(const TemporaryDirectory&, const std::string& path)> make;
  std::string outcome;  // the beginning of it, behind the exit code
};

class FoundFile : public ::testing::TestWithParam<FileCase> {};

TEST_P(FoundFile, IsJudged) {
  const TemporaryDirectory directory;
  const auto path = directory.path("state/journal.db");
  std::filesystem::create_directory(directory.path("state"));
  chmod(directory.path("state").c_str(), 0700);
  GetParam().make(directory, path);
  const auto journal = open_sqlite_journal(path);
  const auto outcome = journal ? "opened" : told_with_exit(journal.problems());
  EXPECT_NE(outcome.find(GetParam().outcome), std::string::npos) << outcome;
}

void make_journal(const std::string& path) { ASSERT_TRUE(open_sqlite_journal(path)); }

INSTANTIATE_TEST_SUITE_P(
    Files, FoundFile,
    ::testing::Values(
        FileCase{"none", [](auto&, auto&) {}, "opened"},
        FileCase{"a_journal", [](auto&, auto& path) { make_journal(path); }, "opened"},
        FileCase{"empty", [](auto& d, auto&) { d.write("state/journal.db", ""); }, "is not a journal"},
        FileCase{"text", [](auto& d, auto&) { d.write("state/journal.db", std::string(5000, 'x')); },
                 "B69 10: this is not a journal"},
        FileCase{"only_the_first_hundred_bytes",
                 [](auto&, auto& path) {
                   make_journal(path);
                   std::filesystem::resize_file(path, 100);
                 },
                 " 10: "},
        FileCase{"cut_at_half",
                 [](auto&, auto& path) {
                   make_journal(path);
                   std::filesystem::resize_file(path, std::filesystem::file_size(path) / 2);
                 },
                 "B69 10: "},
        FileCase{"a_link_to_a_journal",
                 [](auto& d, auto& path) {
                   make_journal(d.path("state/other.db"));
                   std::filesystem::create_symlink("other.db", path);
                 },
                 "B73 11: the journal '"},
        FileCase{"a_link_to_nowhere", [](auto&, auto& path) { std::filesystem::create_symlink("gone", path); },
                 "it is a symbolic link, not a regular file"},
        FileCase{"with_a_second_name",
                 [](auto& d, auto& path) {
                   make_journal(path);
                   std::filesystem::create_hard_link(path, d.path("other.db"));
                 },
                 "it has a second name"},
        FileCase{"a_directory", [](auto&, auto& path) { std::filesystem::create_directory(path); },
                 "it is a directory, not a regular file"},
        FileCase{"a_pipe", [](auto&, auto& path) { mkfifo(path.c_str(), 0600); }, "it is a pipe, not a regular file"},
        FileCase{"readable_by_others",
                 [](auto&, auto& path) {
                   make_journal(path);
                   chmod(path.c_str(), 0644);
                 },
                 "B73 11: the journal '"},
        FileCase{"in_a_directory_of_everybody", [](auto& d, auto&) { chmod(d.path("state").c_str(), 0777); },
                 "others may write in its directory"},
        FileCase{"without_its_directory", [](auto& d, auto&) { std::filesystem::remove(d.path("state")); },
                 "B73 11: the journal cannot be opened: No such file or directory"},
        FileCase{"a_link_in_the_place_of_the_log",
                 [](auto& d, auto& path) {
                   make_journal(path);
                   d.write("victim", "");
                   std::filesystem::create_symlink("../victim", path + "-wal");
                 },
                 " 11: "}),
    [](const auto& test) { return std::string(test.param.name); });

TEST(JournalDirectory, MayBeReachedByALink) {
  const TemporaryDirectory directory;
  std::filesystem::create_directory(directory.path("state"));
  std::filesystem::create_symlink("state", directory.path("link"));
  EXPECT_TRUE(open_sqlite_journal(directory.path("link/journal.db")));
  EXPECT_NE(mode_of(directory.path("state/journal.db")), 0u);
}

TEST(NetworkFileSystem, IsKnownByItsNumber) {
  EXPECT_EQ(sqlite::network_file_system(0x6969), "NFS");
  EXPECT_EQ(sqlite::network_file_system(0xFF534D42), "CIFS");
  EXPECT_EQ(sqlite::network_file_system(0x01021997), "9P");
  EXPECT_EQ(sqlite::network_file_system(0xEF53), "");      // ext4
  EXPECT_EQ(sqlite::network_file_system(0x01021994), "");  // tmpfs
  EXPECT_EQ(sqlite::network_file_system(0x794C7630), "");  // overlayfs
}

/// Two processes that start in an empty directory together must find one journal.
TEST(JournalFile, IsCreatedOnce) {
  constexpr int kRounds = 25;
  for (int round = 0; round < kRounds; ++round) {
    const TemporaryDirectory directory;
    const auto path = directory.path("journal.db");
    std::string told[2];
    std::vector<std::thread> threads;
    for (auto& one : told) {
      threads.emplace_back([&] {
        const auto journal = open_sqlite_journal(path);
        one = journal ? "" : told_with_exit(journal.problems());
      });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(told[0] + told[1], "");
  }
}

struct Raw {
  explicit Raw(const std::string& path) { sqlite3_open(path.c_str(), &handle); }
  ~Raw() { sqlite3_close(handle); }
  int execute(const char* sql) const { return sqlite3_exec(handle, sql, nullptr, nullptr, nullptr); }
  sqlite3* handle = nullptr;
};

/// F72: the record is not skipped; once the other one is done, it is taken.
TEST(BusyJournal, SaysSoAndTakesItLater) {
  const TemporaryDirectory directory;
  const auto path = directory.path("journal.db");
  const auto journal = *open_sqlite_journal(path, {.busy = Millis(1)});
  const auto lock = *journal->try_acquire(testing::lock_request());
  ASSERT_EQ(told_with_exit(journal->begin(lock, testing::run_head(lock, 2), "{}", "{}")), "");
  const Raw other(path);
  ASSERT_EQ(other.execute("BEGIN IMMEDIATE"), SQLITE_OK);
  const std::vector<WriteIntent> intents{testing::write_intent(1)};
  EXPECT_EQ(told_with_exit(journal->intend(intents)),
            "F72 9: the journal is busy with another command: database is locked");
  ASSERT_EQ(other.execute("COMMIT"), SQLITE_OK);
  EXPECT_EQ(told_with_exit(journal->intend(intents)), "");
  EXPECT_EQ(journal->record("run-1")->intents.size(), 1u);
}

TEST(JournalWithAReader, GoesOn) {
  const TemporaryDirectory directory;
  const auto path = directory.path("journal.db");
  const auto writer = *open_sqlite_journal(path);
  const auto lock = *writer->try_acquire(testing::lock_request());
  ASSERT_EQ(told_with_exit(writer->begin(lock, testing::run_head(lock, 2), "{}", "{}")), "");
  const auto reader = *open_sqlite_journal(path, {.creates = false});
  const std::vector<WriteIntent> intents{testing::write_intent(1), testing::write_intent(2)};
  ASSERT_EQ(told_with_exit(writer->intend(intents)), "");
  EXPECT_EQ(reader->record("run-1")->intents.size(), 2u);
  EXPECT_EQ(reader->record("run-1")->in_doubt.size(), 2u);
}

/// F44: what is written to a file without a name is lost.
TEST(RemovedJournal, StopsTheRun) {
  const TemporaryDirectory directory;
  const auto path = directory.path("journal.db");
  const auto journal = *open_sqlite_journal(path);
  const auto lock = *journal->try_acquire(testing::lock_request());
  ASSERT_EQ(told_with_exit(journal->begin(lock, testing::run_head(lock, 2), "{}", "{}")), "");
  std::filesystem::remove(path);
  const std::vector<WriteIntent> intents{testing::write_intent(1)};
  EXPECT_EQ(told_with_exit(journal->intend(intents)).substr(0, 7), "F44 11:");
}

TEST(Reasons, AreRedactedBeforeTheyAreKept) {
  const TemporaryDirectory directory;
  const auto path = directory.path("journal.db");
  const auto journal = *open_sqlite_journal(path, {.redact = [](const std::string&) { return "hidden"; }});
  const auto lock = *journal->try_acquire(testing::lock_request());
  ASSERT_EQ(told_with_exit(journal->begin(lock, testing::run_head(lock, 2), "{}", "{}")), "");
  auto failed = testing::done(1);
  failed.outcome.standing = Standing::failed;
  failed.outcome.reason = "401 for token SECRET";
  const std::vector<Settled> outcomes{failed};
  ASSERT_EQ(told_with_exit(journal->settle(outcomes)), "");
  EXPECT_EQ(journal->record("run-1")->outcomes[0].outcome.reason, "hidden");
  EXPECT_EQ(testing::content_of(path + "-wal").find("SECRET"), std::string::npos);
}

}  // namespace
}  // namespace interlock
