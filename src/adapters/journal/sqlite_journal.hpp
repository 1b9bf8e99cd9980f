// The journal in SQLite.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "engine/journal.hpp"

namespace interlock {

struct SqliteJournalOptions {
  Millis busy{5'000};           // how long it waits for another command (F72)
  int in_flight = 10;           // ops whose outcomes must find room on a full disk (J4)
  int checkpoint_pages = 1000;  // of the write-ahead log, before it is folded in
  bool creates = true;          // where there is none
  /// Takes secrets out of the reasons of outcomes, which quote the platform (J13).
  std::function<std::string(const std::string&)> redact = [](const std::string& text) { return text; };
  std::function<Liveness(const LockHolder&)> liveness{};  // empty: as the system says
  std::string vfs{};                                      // of tests: nothing but the database is asked of the system
};

/// Creates the journal, or checks the one that is there: rights and place (B73, J1), every page and the schema (SEC44,
/// B69, B70). Null where there is none and none is to be created.
Result<std::unique_ptr<JournalStore>> open_sqlite_journal(const std::string& path, SqliteJournalOptions options = {});

}  // namespace interlock
