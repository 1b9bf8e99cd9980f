// B69, SEC17, SEC44: a journal that was changed afterwards is refused, or says what it said before.
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <functional>
#include <random>

#include "adapters/journal/sqlite_journal.hpp"
#include "engine/journal_records.hpp"
#include "support/journal_script.hpp"
#include "support/simulated_files.hpp"
#include "support/temporary_directory.hpp"

namespace interlock {
namespace {

using testing::content_of;
using testing::run_script;
using testing::SimulatedFiles;
using testing::TemporaryDirectory;
using testing::told_with_exit;

/// All that the journal says, as text; or its refusal.
std::string said(const Result<std::unique_ptr<JournalStore>>& journal) {
  if (!journal) return told_with_exit(journal.problems());
  auto& store = **journal;
  std::string text;
  const auto runs = store.runs();
  if (!runs) return told_with_exit(runs.problems());
  for (const auto& run : *runs) {
    const auto record = store.record(run.head.run);
    if (!record) return told_with_exit(record.problems());
    text += run.head.run + " " + run.hash + " " + record->plan + record->inverse + "\n";
  }
  const auto locks = store.locks();
  if (!locks) return told_with_exit(locks.problems());
  for (const auto& lock : *locks) text += lock_text(lock) + std::to_string(lock.generation) + lock.organization + "\n";
  const auto next = store.try_acquire(testing::lock_request("run-9", "lock-9"));
  return text + (next ? std::to_string(next->generation) : told_with_exit(next.problems()));
}

TEST(FlippedBit, ChangesNothingThatIsSaid) {
  constexpr int kFlips = 2'000;
  SimulatedFiles files;
  const auto open = [&](bool creates) {
    return open_sqlite_journal("journal.db", {.in_flight = 0, .creates = creates, .vfs = files.name()});
  };
  {
    const auto journal = open(true);
    ASSERT_TRUE(journal);
    ASSERT_EQ(told_with_exit(run_script(**journal, 30).stopped), "");
    const auto other = (*journal)->try_acquire({.organization = "other", .run = "run-2", .id = "lock-2"});
    ASSERT_TRUE(other);
  }
  const auto intact = files.contents();
  ASSERT_EQ(intact.size(), 1u);  // the log was folded in
  const auto expected = said(open(false));
  ASSERT_NE(expected.find("run-1"), std::string::npos) << expected;
  std::mt19937_64 dice(7);
  int refused = 0;
  for (int flip = 0; flip < kFlips; ++flip) {
    auto contents = intact;
    auto& bytes = contents["journal.db"];
    const auto at = flip < 100 ? static_cast<std::size_t>(flip) : dice() % bytes.size();
    const auto bit = dice() % 8;
    bytes[at] = static_cast<char>(static_cast<unsigned char>(bytes[at]) ^ (1u << bit));
    files.restore(contents);
    const auto now = said(open(false));
    if (now == expected) continue;
    ++refused;
    // A file that says that nobody may write it is believed.
    const bool is_refused = now.find(" 10: ") != std::string::npos || now.find("readonly") != std::string::npos;
    ASSERT_TRUE(is_refused) << "byte " << at << ", bit " << bit << ":\n" << now;
  }
  EXPECT_GT(refused, kFlips / 4);
}

struct EditCase {
  const char* name;
  const char* sql;
  std::string outcome;  // of reading everything: a part of it
};

class EditedRows : public ::testing::Test {
 protected:
  TemporaryDirectory directory_;
  std::string path_ = directory_.path("journal.db");

  void SetUp() override {
    const auto journal = open_sqlite_journal(path_);
    ASSERT_TRUE(journal) << told_with_exit(journal.problems());
    ASSERT_EQ(told_with_exit(run_script(**journal, 3).stopped), "");
    const auto lock = *(*journal)->try_acquire(testing::lock_request("run-2", "lock-2"));
    ASSERT_EQ(told_with_exit((*journal)->begin(lock, testing::run_head(lock, 3), "{}", "{}")), "");
    const std::vector<WriteIntent> intents{testing::write_intent(1)};
    ASSERT_EQ(told_with_exit((*journal)->intend(intents)), "");
    ASSERT_EQ(told_with_exit((*journal)->release(lock)), "");
  }

  void edit(const char* sql) const {
    sqlite3* handle = nullptr;
    ASSERT_EQ(sqlite3_open(path_.c_str(), &handle), SQLITE_OK);
    char* words = nullptr;
    EXPECT_EQ(sqlite3_exec(handle, sql, nullptr, nullptr, &words), SQLITE_OK) << (words != nullptr ? words : "");
    sqlite3_close(handle);
  }
};

class EditedJournal : public EditedRows, public ::testing::WithParamInterface<EditCase> {};

TEST_P(EditedJournal, IsRefused) {
  edit(GetParam().sql);
  const auto now = said(open_sqlite_journal(path_));
  EXPECT_NE(now.find(GetParam().outcome), std::string::npos) << now;
}

INSTANTIATE_TEST_SUITE_P(
    Edits, EditedJournal,
    ::testing::Values(
        EditCase{"none_at_all", "SELECT 1", "run-1 "},
        EditCase{"two_records_swapped",
                 "UPDATE record SET number = 99 WHERE run = 'run-1' AND number = 3; UPDATE record SET number = 3 WHERE "
                 "run = 'run-1' AND number = 5; UPDATE record SET number = 5 WHERE number = 99",
                 "B69 10: the journal is damaged: run 'run-1', record 3: its hash is not that of its content"},
        EditCase{"a_record_in_the_middle_deleted", "DELETE FROM record WHERE run = 'run-1' AND number = 4",
                 "B69 10: the journal is damaged: run 'run-1', record 4 is missing"},
        EditCase{"the_last_record_deleted", "DELETE FROM record WHERE run = 'run-1' AND number = 8",
                 "run 'run-1', record 8 is missing"},
        EditCase{"all_records_deleted", "DELETE FROM record WHERE run = 'run-2'", "run 'run-2', record 1 is missing"},
        EditCase{"a_record_doubled",
                 "INSERT INTO record SELECT run, 9, kind, content, hash FROM record WHERE run = 'run-1' AND number = 8",
                 "run 'run-1', record 9: its hash is not that of its content"},
        EditCase{"a_record_of_another_run",
                 "INSERT INTO record SELECT 'run-2', 3, kind, content, hash FROM record WHERE run = 'run-1' AND number "
                 "= 3",
                 "run 'run-2', record 3: its hash is not that of its content"},
        EditCase{"an_outcome_edited",
                 "UPDATE record SET content = replace(content, 'done', 'held') WHERE run = 'run-1' AND number = 3",
                 "run 'run-1', record 3: its hash is not that of its content"},
        EditCase{"the_run_renamed", "UPDATE run SET id = 'run-7' WHERE id = 'run-2'", "has records and no beginning"},
        EditCase{"the_end_of_the_chain_edited", "UPDATE run SET records = 7 WHERE id = 'run-1'",
                 "run 'run-1': its seal"},
        EditCase{"the_run_deleted", "DELETE FROM run WHERE id = 'run-1'", "run 'run-1' has records and no beginning"},
        EditCase{"the_plan_edited", "UPDATE document SET text = '{}' WHERE run = 'run-1' AND role = 'plan'",
                 "B85 10: the journal is damaged: run 'run-1': the plan document is not that of record 1"},
        EditCase{
            "the_inverse_of_another_run",
            "UPDATE document SET text = (SELECT text FROM document WHERE run = 'run-2' AND role = 'inverse') WHERE "
            "run = 'run-1' AND role = 'inverse'",
            "the inverse plan is not that of record 1"},
        EditCase{"the_inverse_deleted", "DELETE FROM document WHERE run = 'run-1' AND role = 'inverse'",
                 "run 'run-1': its plan or the inverse of it is missing"},
        EditCase{"the_generation_lowered", "UPDATE lock SET generation = 1", "its seal"},
        EditCase{"the_lock_deleted", "DELETE FROM lock", "has generation 0, run 'run-2' had 2"},
        EditCase{"a_trigger_added", "CREATE TRIGGER t AFTER INSERT ON record BEGIN DELETE FROM record; END",
                 "it has a table too many: 't'"},
        EditCase{"a_view_in_the_place_of_a_table", "DROP TABLE lock; CREATE VIEW lock AS SELECT 1",
                 "its table 'lock' is not as it should be"},
        EditCase{"a_column_added", "ALTER TABLE run ADD COLUMN more TEXT", "its table 'run' is not as it should be"},
        EditCase{"a_newer_version", "PRAGMA user_version = 2", "the journal has version 2, newer than 1"},
        EditCase{"of_another_application", "PRAGMA application_id = 5", "is not a journal"}),
    [](const auto& test) { return std::string(test.param.name); });

TEST_F(EditedRows, AreNotWrittenOnTo) {
  edit("UPDATE lock SET generation = 50");
  edit("UPDATE run SET records = 7, hash = 'x' WHERE id = 'run-1'");
  const auto journal = *open_sqlite_journal(path_);
  const auto lock = journal->try_acquire(testing::lock_request());
  EXPECT_NE(told_with_exit(lock.problems()).find("its seal"), std::string::npos);
  edit("DELETE FROM lock; UPDATE run SET seal = 'x', generation = 0");
  const auto fresh = *journal->try_acquire(testing::lock_request());
  EXPECT_EQ(told_with_exit(journal->go_on(fresh, "0.1.0", testing::kMonday)),
            "B69 10: the journal is damaged: run 'run-1': its seal");
}

/// J14: a newer minor version may know more kinds of records.
TEST(NewerMinorVersion, KeepsWhatIsNotKnown) {
  journal::Tip tip;
  const auto head = testing::run_head({.run = "run-1"}, 1);
  journal::Reading reading("run-1");
  EXPECT_EQ(reading.take(journal::begin_record(head, tip, "{}", "{}")), std::nullopt);
  EXPECT_EQ(reading.take(journal::chained("run-1", tip, "weather", "{\"sun\":true}")), std::nullopt);
  EXPECT_EQ(reading.take(journal::intent_record("run-1", tip, testing::write_intent(1))), std::nullopt);
  EXPECT_EQ(reading.finish(tip), std::nullopt);
  EXPECT_EQ(reading.record().summary.records, 3);
}

}  // namespace
}  // namespace interlock
