#include "adapters/journal/sqlite_journal.hpp"

#include <sqlite3.h>
#include <sys/stat.h>

#include <algorithm>
#include <utility>

#include "adapters/journal/database.hpp"
#include "adapters/journal/failures.hpp"
#include "adapters/journal/holder.hpp"
#include "adapters/journal/journal_file.hpp"
#include "adapters/journal/reserve.hpp"
#include "adapters/journal/tables.hpp"
#include "base/text.hpp"
#include "engine/journal_records.hpp"

namespace interlock {
namespace {

using journal::Reading;
using sqlite::Database;
using sqlite::LockRow;
using sqlite::RunRow;

constexpr int kPage = 4096;
constexpr int kReserve = 64 << 10;
constexpr int kPagesOfOutcome = 4;  // the leaf of its record, the row of its run, and their parents

class SqliteJournal final : public JournalStore {
 public:
  SqliteJournal(std::string path, SqliteJournalOptions options, std::unique_ptr<Database> database)
      : path_(std::move(path)),
        options_(std::move(options)),
        database_(std::move(database)),
        tables_(*database_, path_) {
    if (!options_.liveness) options_.liveness = liveness_now;
  }

  Problems begin(const Lock& lock, const RunHead& head, const std::string& plan, const std::string& inverse) override;
  Problems go_on(const Lock& lock, const std::string& tool, Wall now) override;
  Problems intend(std::span<const WriteIntent> intents) override;
  Problems settle(std::span<const Settled> outcomes) override;
  Problems end(const RunEnd& end) override;

  Result<Lock> try_acquire(const LockRequest& request) override;
  Problems release(const Lock& lock) override;
  Result<Lock> unlock(const std::string& id) override;
  Result<std::vector<Lock>> locks() override;

  Result<std::vector<RunSummary>> runs() override;
  Result<RunRecord> record(const std::string& run) override;

 private:
  enum class Room : std::uint8_t { asked, promised };  // promised: outcomes, which may use the reserve

  template <class Work>
  Problems transact(Room room, const Work& work);
  template <class Work>
  Problems read(const Work& work);
  template <class Write>
  Problems append(Room room, bool is_fenced, const Write& write);
  Problems failed(const sqlite::Failure& failure);
  Problems prepare(const Lock& lock);
  bool makes_room(Room room, const sqlite::Failure& failure);

  Problems check_ours(const Lock& lock);

  std::string path_;
  SqliteJournalOptions options_;
  std::unique_ptr<Database> database_;
  sqlite::Tables tables_;
  std::unique_ptr<sqlite::Reserve> reserve_{};
  Lock lock_{};
  std::optional<Problem> broken_{};  // nothing is taken any more
  std::optional<Problem> full_{};    // outcomes only
};

/// Runs it in one transaction; a problem of its own takes everything back.
template <class Work>
Problems SqliteJournal::transact(Room room, const Work& work) {
  for (;;) {
    if (broken_) return {*broken_};
    database_->begin();
    auto problems = work();
    if (database_->ok() && problems.empty()) database_->commit();
    const auto failure = database_->take_failure();
    database_->rollback();
    if (failure.code == SQLITE_OK) return problems;
    if (!makes_room(room, failure)) return failed(failure);
  }
}

/// A view that no writer changes while it is read.
template <class Work>
Problems SqliteJournal::read(const Work& work) {
  if (broken_) return {*broken_};
  database_->execute("BEGIN");
  auto problems = work();
  const auto failure = database_->take_failure();
  database_->rollback();
  return failure.code == SQLITE_OK ? problems : failed(failure);
}

/// J4: an outcome gets the room that was kept for it; no intent follows.
bool SqliteJournal::makes_room(Room room, const sqlite::Failure& failure) {
  if (!sqlite::is_full(failure)) return false;
  full_ = sqlite::problem_of(failure, path_);
  return room == Room::promised && reserve_ && reserve_->release();
}

Problems SqliteJournal::failed(const sqlite::Failure& failure) {
  const auto problem = sqlite::problem_of(failure, path_);
  if (!sqlite::is_busy(failure) && !sqlite::is_full(failure)) {
    broken_ = problem;
    database_->abandon();
  }
  return {problem};
}

Result<Lock> SqliteJournal::try_acquire(const LockRequest& request) {
  Lock lock{.id = request.id,
            .organization = request.organization,
            .run = request.run,
            .holder = request.holder,
            .since = request.now};
  auto problems = transact(Room::asked, [&]() -> Problems {
    std::optional<LockRow> row;
    if (auto wrong = tables_.find_lock(request.organization, row); !wrong.empty()) return wrong;
    if (!row) row = LockRow{request.organization};
    if (auto wrong = tables_.check_generation(*row); !wrong.empty()) return wrong;
    if (!row->holder.empty()) {
      const auto held = parse_lock(row->holder);
      if (!held) return {tables_.damage("the lock of organization " + quoted(row->organization) + ": its content")};
      bool is_under_way = false;
      if (auto wrong = tables_.find_under_way(held->run, is_under_way); !wrong.empty()) return wrong;
      const auto liveness = options_.liveness(held->holder);
      if (auto why = contest(sqlite::lock_of(*row, *held), request, liveness, is_under_way)) return {*why};
    }
    lock.generation = ++row->generation;
    row->holder = lock_text(lock);
    tables_.put(*row);
    return {};
  });
  if (!problems.empty()) return problems;
  return lock;
}

/// J10: read again before each write.
Problems SqliteJournal::check_ours(const Lock& lock) {
  std::optional<LockRow> row;
  if (auto wrong = tables_.find_lock(lock.organization, row); !wrong.empty()) return wrong;
  const bool is_ours = row && row->generation == lock.generation && row->holder == lock_text(lock);
  return is_ours ? Problems{} : Problems{lock_lost(lock)};
}

Problems SqliteJournal::release(const Lock& lock) {
  return transact(Room::promised, [&]() -> Problems {
    if (!check_ours(lock).empty()) return {};
    tables_.put(LockRow{lock.organization, lock.generation, {}});
    return {};
  });
}

Result<std::vector<Lock>> SqliteJournal::locks() {
  std::vector<Lock> locks;
  auto problems = read([&] { return tables_.all_locks(locks); });
  if (!problems.empty()) return problems;
  return locks;
}

Result<Lock> SqliteJournal::unlock(const std::string& id) {
  Lock removed;
  auto problems = transact(Room::asked, [&]() -> Problems {
    std::vector<Lock> held;
    if (auto wrong = tables_.all_locks(held); !wrong.empty()) return wrong;
    const auto found = std::find_if(held.begin(), held.end(), [&](const Lock& lock) { return lock.id == id; });
    const auto liveness = found != held.end() ? options_.liveness(found->holder) : Liveness::unknown;
    if (auto why = check_unlock(id, held, liveness)) return {*why};
    removed = *found;
    tables_.put(LockRow{removed.organization, removed.generation, {}});
    return {};
  });
  if (!problems.empty()) return problems;
  return removed;
}

/// Before the first write of a run: the lock is ours, and there is room for the outcomes of what will be on its way.
Problems SqliteJournal::prepare(const Lock& lock) {
  lock_ = lock;
  if (reserve_ || broken_) return {};
  int code = SQLITE_OK;
  reserve_ = std::make_unique<sqlite::Reserve>(path_, options_.vfs,
                                               kReserve + options_.in_flight * kPagesOfOutcome * kPage, code);
  if (code == SQLITE_OK) return {};
  reserve_.reset();
  return failed({code, sqlite3_errstr(code)});
}

Problems SqliteJournal::begin(const Lock& lock, const RunHead& head, const std::string& plan,
                              const std::string& inverse) {
  if (auto wrong = prepare(lock); !wrong.empty()) return wrong;
  return transact(Room::asked, [&]() -> Problems {
    if (auto lost = check_ours(lock); !lost.empty()) return lost;
    RunRow row{lock.run, lock.organization, lock.generation};
    const auto record = journal::begin_record(locked(head, lock), row.tip, plan, inverse);
    tables_.put_document(row.id, "inverse", inverse);
    tables_.put_document(row.id, "plan", plan);
    tables_.put(row.id, record);
    tables_.put(row);
    return {};
  });
}

/// Adds records to the run that the lock is for.
template <class Write>
Problems SqliteJournal::append(Room room, bool is_fenced, const Write& write) {
  if (full_ && room == Room::asked) return {*full_};
  if (!broken_ && database_->has_moved()) return failed({SQLITE_READONLY_DBMOVED, "its file was removed or renamed"});
  return transact(room, [&]() -> Problems {
    if (is_fenced) {
      if (auto lost = check_ours(lock_); !lost.empty()) return lost;
    }
    std::optional<RunRow> row;
    if (auto wrong = tables_.find_run(lock_.run, row); !wrong.empty()) return wrong;
    if (!row) return {tables_.damage("run " + quoted(lock_.run) + " is missing")};
    row->generation = std::max(row->generation, lock_.generation);
    write(*row);
    tables_.put(*row);
    return {};
  });
}

Problems SqliteJournal::go_on(const Lock& lock, const std::string& tool, Wall now) {
  if (auto wrong = prepare(lock); !wrong.empty()) return wrong;
  return append(Room::asked, true,
                [&](RunRow& row) { tables_.put(row.id, journal::go_on_record(lock, row.tip, tool, now)); });
}

Problems SqliteJournal::intend(std::span<const WriteIntent> intents) {
  return append(Room::asked, true, [&](RunRow& row) {
    for (const auto& intent : intents) tables_.put(row.id, journal::intent_record(row.id, row.tip, intent));
  });
}

Problems SqliteJournal::settle(std::span<const Settled> outcomes) {
  return append(Room::promised, false, [&](RunRow& row) {
    for (auto settled : outcomes) {
      settled.outcome.reason = options_.redact(settled.outcome.reason);
      tables_.put(row.id, journal::outcome_record(row.id, row.tip, settled));
    }
  });
}

Problems SqliteJournal::end(const RunEnd& end) {
  return append(Room::promised, false,
                [&](RunRow& row) { tables_.put(row.id, journal::end_record(row.id, row.tip, end)); });
}

Result<std::vector<RunSummary>> SqliteJournal::runs() {
  std::vector<RunSummary> runs;
  auto problems = read([&] { return tables_.all_runs(runs); });
  if (!problems.empty()) return problems;
  std::stable_sort(runs.begin(), runs.end(), [](const RunSummary& a, const RunSummary& b) {
    return std::pair(a.head.started, a.head.generation) > std::pair(b.head.started, b.head.generation);
  });
  return runs;
}

Result<RunRecord> SqliteJournal::record(const std::string& run) {
  Reading reading(run);
  bool is_known = true;
  auto problems = read([&]() -> Problems {
    std::optional<RunRow> row;
    if (auto wrong = tables_.find_run(run, row); !wrong.empty()) return wrong;
    is_known = row.has_value();
    if (!row) return {};
    if (auto wrong = tables_.read_records(*row, reading); !wrong.empty()) return wrong;
    return tables_.take_documents(reading);
  });
  if (!problems.empty()) return problems;
  if (is_known) return std::move(reading.record());
  const auto known = runs();
  return known ? Result<RunRecord>(unknown_run(run, *known)) : known.problems();
}

bool is_there(const std::string& path) {
  struct stat status {};
  return lstat(path.c_str(), &status) == 0;
}

/// Where the file is, once there is one that may be used.
Result<std::string> find_file(const std::string& path, const SqliteJournalOptions& options) {
  if (!options.vfs.empty()) return path;
  if (!is_there(path)) {
    if (auto problems = sqlite::create_journal(path); !problems.empty()) return problems;
  }
  return sqlite::trusted_path(path);
}

}  // namespace

Result<std::unique_ptr<JournalStore>> open_sqlite_journal(const std::string& path, SqliteJournalOptions options) {
  if (options.vfs.empty() && !options.creates && !is_there(path)) return std::unique_ptr<JournalStore>();
  const auto file = find_file(path, options);
  if (!file) return file.problems();
  auto database =
      std::make_unique<Database>(*file, sqlite::OpenOptions{.vfs = options.vfs,
                                                            .busy = options.busy,
                                                            .checkpoint_pages = options.checkpoint_pages,
                                                            .creates = !options.vfs.empty() && options.creates});
  if (database->ok() && !options.vfs.empty() && options.creates) sqlite::write_schema(*database);
  if (!database->ok()) return sqlite::problem_of(database->take_failure(), path);
  if (auto problems = sqlite::check_schema(*database, path); !problems.empty()) return problems;
  return std::unique_ptr<JournalStore>(std::make_unique<SqliteJournal>(path, std::move(options), std::move(database)));
}

}  // namespace interlock
