#include "adapters/journal/audit_log.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>

#include "adapters/journal/known_runs.hpp"
#include "adapters/journal/state_directory.hpp"
#include "support/journal_script.hpp"
#include "support/temporary_directory.hpp"

namespace interlock {
namespace {

using testing::content_of;
using testing::TemporaryDirectory;
using testing::told_with_exit;

AuditEntry entry(const std::string& step) {
  return {.when = testing::kMonday, .who = "ana@ws-12", .run = "run-1", .step = step, .kind = Kind::skill};
}

std::string append(const std::string& path, const std::vector<AuditEntry>& entries, Problems& warnings) {
  auto log = AuditLog::open(path, warnings);
  if (!log) return told_with_exit(log.problems());
  const auto problems = told_with_exit(log->append(entries));
  return problems + std::to_string(log->head().count);
}

TEST(AuditLog, GoesOnWhereItWasLeft) {
  const TemporaryDirectory directory;
  const auto path = directory.path("audit.jsonl");
  const auto before = umask(0);
  Problems warnings;
  EXPECT_EQ(append(path, {entry("s1"), entry("s2")}, warnings), "2");
  umask(before);
  EXPECT_EQ(append(path, {entry("s3")}, warnings), "3");
  EXPECT_TRUE(warnings.empty());
  struct stat status {};
  ASSERT_EQ(stat(path.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 07777u, 0600u);
  const auto verdict = **read_audit(path);
  EXPECT_EQ(verdict.head.count, 3);
  EXPECT_EQ(verdict.wrong, std::nullopt);
  EXPECT_EQ(verdict.steps, (std::vector<std::string>{"s1", "s2", "s3"}));
}

TEST(AuditLog, CutsATornLineOff) {
  const TemporaryDirectory directory;
  const auto path = directory.path("audit.jsonl");
  Problems warnings;
  append(path, {entry("s1"), entry("s2")}, warnings);
  const auto whole = content_of(path);
  directory.write("audit.jsonl", whole.substr(0, whole.size() - 9));
  EXPECT_EQ(append(path, {entry("s3")}, warnings), "2");
  ASSERT_EQ(warnings.size(), 1u);
  EXPECT_EQ(warnings[0].severity, Severity::warning);
  EXPECT_EQ(check_audit(content_of(path)).steps, (std::vector<std::string>{"s1", "s3"}));
}

TEST(AuditLog, IsNotContinuedWhereItIsDamaged) {
  const TemporaryDirectory directory;
  const auto path = directory.path("audit.jsonl");
  Problems warnings;
  append(path, {entry("s1"), entry("s2")}, warnings);
  auto text = content_of(path);
  text[text.find("\"s1\"") + 2] = '7';
  directory.write("audit.jsonl", text);
  EXPECT_EQ(append(path, {entry("s3")}, warnings).substr(0, 56),
            "B69 10: the audit log is damaged: line 1 at byte 0: it i");
  EXPECT_EQ(content_of(path), text);
}

TEST(AuditLog, IsNoLinkAndNotForOthers) {
  const TemporaryDirectory directory;
  Problems warnings;
  std::filesystem::create_symlink("victim", directory.path("audit.jsonl"));
  EXPECT_EQ(append(directory.path("audit.jsonl"), {}, warnings).substr(0, 7), "B73 11:");
  EXPECT_FALSE(std::filesystem::exists(directory.path("victim")));
  const auto open = directory.write("open.jsonl", "", 0644);
  EXPECT_EQ(append(open, {}, warnings), "B73 11: the audit log '" + open + "' is refused: others may read or write it");
  EXPECT_EQ(append(directory.path("no/audit.jsonl"), {}, warnings).substr(0, 7), "B73 11:");
  EXPECT_FALSE(read_audit(directory.path("none.jsonl"))->has_value());
}

struct PlaceCase {
  const char* name;
  std::string flag, xdg, home, outcome;
};
class StatePlace : public ::testing::TestWithParam<PlaceCase> {};

TEST_P(StatePlace, IsFound) {
  const auto& test = GetParam();
  const auto found = state_directory(test.flag, test.xdg, test.home);
  EXPECT_EQ(found ? *found : told_with_exit(found.problems()), test.outcome);
}
INSTANTIATE_TEST_SUITE_P(
    Places, StatePlace,
    ::testing::Values(PlaceCase{"the_flag_wins", "here", "/x", "/home/ana", "here"},
                      PlaceCase{"then_xdg", "", "/x", "/home/ana", "/x/interlock"},
                      PlaceCase{"xdg_is_absolute", "", "x", "/home/ana", "/home/ana/.local/state/interlock"},
                      PlaceCase{"then_home", "", "", "/home/ana", "/home/ana/.local/state/interlock"},
                      PlaceCase{"else_it_is_asked_for", "", "", "",
                                "B73 11: no directory for the journal is known: neither XDG_STATE_HOME nor HOME is "
                                "set"}),
    [](const auto& test) { return std::string(test.param.name); });

TEST(StateDirectory, IsCreatedForItsOwnerAlone) {
  const TemporaryDirectory directory;
  const auto before = umask(0);
  const auto made = run_directory(directory.path("a/state"), "run-00ff");
  umask(before);
  ASSERT_TRUE(made) << told_with_exit(made.problems());
  for (const auto* name : {"a", "a/state", "a/state/runs", "a/state/runs/run-00ff"}) {
    struct stat status {};
    ASSERT_EQ(stat(directory.path(name).c_str(), &status), 0) << name;
    EXPECT_EQ(status.st_mode & 07777u, 0700u) << name;
  }
  EXPECT_TRUE(run_directory(directory.path("a/state"), "run-00ff"));
}

/// B69: an older copy of the journal, or one without its write-ahead log.
TEST(StateDirectory, ShowsWhichRunsTheJournalHasLost) {
  const TemporaryDirectory directory;
  EXPECT_TRUE(check_runs_known(directory.path(), {}).empty());
  for (const auto* run : {"run-1", "run-2"}) ASSERT_TRUE(run_directory(directory.path(), run));
  const std::vector<std::string> known{"run-1", "run-3"};
  EXPECT_EQ(told_with_exit(check_runs_known(directory.path(), known)),
            "B69 10: the journal does not know run 'run-2', which has left '" + directory.path("runs/run-2") + "'");
}

TEST(StateDirectory, IsRefusedWhereOthersMayEnter) {
  const TemporaryDirectory directory;
  std::filesystem::create_directory(directory.path("open"));
  chmod(directory.path("open").c_str(), 0755);
  EXPECT_EQ(told_with_exit(prepare_directory(directory.path("open"))),
            "B73 11: the directory '" + directory.path("open") + "' is refused: others may enter it");
  EXPECT_EQ(told_with_exit(prepare_directory(directory.write("file", ""))).substr(0, 7), "B73 11:");
  EXPECT_EQ(told_with_exit(run_directory(directory.path("s"), "../x").problems()), "B86 3: '../x' is no name of a run");
}

}  // namespace
}  // namespace interlock
