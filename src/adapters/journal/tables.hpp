// The tables of the journal: rows in and out, and whether they are what was once put in. A failure of the database is
// left there; whatever is returned then means nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "adapters/journal/database.hpp"
#include "engine/journal_records.hpp"

namespace interlock::sqlite {

/// One an organisation; it stays when the lock is let go, so that generations grow for ever.
struct LockRow {
  std::string organization{};
  std::int64_t generation = 0;
  std::string holder{};  // empty: free
};
Lock lock_of(const LockRow& row, Lock lock);

struct RunRow {
  std::string id{};
  std::string organization{};
  std::int64_t generation = 0;  // of the last lock under which it was written
  journal::Tip tip{};
};

class Tables {
 public:
  Tables(Database& database, std::string path) : database_(database), path_(std::move(path)) {}

  /// B69, with the journal's file.
  Problem damage(const std::string& what) const;

  void put(const LockRow& row);
  void put(const RunRow& row);
  void put(const std::string& run, const journal::Record& record);
  void put_document(const std::string& run, const char* role, const std::string& text);

  Problems find_lock(const std::string& organization, std::optional<LockRow>& row);
  Problems find_run(const std::string& id, std::optional<RunRow>& row);
  /// Whether the run has begun and not ended.
  Problems find_under_way(const std::string& run, bool& is_under_way);
  Problems all_locks(std::vector<Lock>& locks);
  Problems all_runs(std::vector<RunSummary>& runs);
  Problems check_generation(const LockRow& row);
  Problems read_records(const RunRow& row, journal::Reading& reading);
  Problems take_documents(journal::Reading& reading);

 private:
  Database& database_;
  std::string path_;
};

}  // namespace interlock::sqlite
