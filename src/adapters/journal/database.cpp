#include "adapters/journal/database.hpp"

#include <sqlite3.h>

#include <array>
#include <cerrno>
#include <utility>

namespace interlock::sqlite {
namespace {

struct Switch {
  int option;
  int value;
};

// The file may have been prepared by somebody else: it decides nothing but its rows.
constexpr std::array kSwitches{
    Switch{SQLITE_DBCONFIG_DEFENSIVE, 1},
    Switch{SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
    Switch{SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
    Switch{SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},
    Switch{SQLITE_DBCONFIG_ENABLE_VIEW, 0},
    Switch{SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER, 0},
    Switch{SQLITE_DBCONFIG_DQS_DML, 0},
    Switch{SQLITE_DBCONFIG_DQS_DDL, 0},
};
constexpr std::array kLimits{
    Switch{SQLITE_LIMIT_ATTACHED, 0},
    Switch{SQLITE_LIMIT_LENGTH, 256 << 20},
    Switch{SQLITE_LIMIT_TRIGGER_DEPTH, 1},
};

struct Pragma {
  const char* set;
  const char* asked;
  std::string_view wanted;
};
// The order matters: the mode of the log is the first that reads the file.
constexpr std::array kPragmas{
    Pragma{"PRAGMA mmap_size=0", nullptr, ""},  // what has no map answers with no row
    Pragma{"PRAGMA cell_size_check=ON", "PRAGMA cell_size_check", "1"},
    Pragma{"PRAGMA temp_store=MEMORY", "PRAGMA temp_store", "2"},
    Pragma{"PRAGMA journal_mode=WAL", "PRAGMA journal_mode", "wal"},
    Pragma{"PRAGMA synchronous=FULL", "PRAGMA synchronous", "2"},
};

}  // namespace

void Database::Close::operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
void Statement::Finalize::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

Database::Database(const std::string& path, const OpenOptions& options) {
  sqlite3* handle = nullptr;
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_FULLMUTEX |
                    (options.creates ? SQLITE_OPEN_CREATE : 0);
  const int code = sqlite3_open_v2(path.c_str(), &handle, flags, options.vfs.empty() ? nullptr : options.vfs.c_str());
  handle_.reset(handle);
  if (code != SQLITE_OK) fail(code, handle != nullptr ? sqlite3_errmsg(handle) : sqlite3_errstr(code));
  if (ok()) harden(options);
}

void Database::harden(const OpenOptions& options) {
  for (const auto& one : kSwitches) {
    int now = -1;
    const int code = sqlite3_db_config(handle(), one.option, one.value, &now);
    if (code != SQLITE_OK || now != one.value) return fail(SQLITE_MISUSE, "a safeguard cannot be switched on");
  }
  for (const auto& one : kLimits) sqlite3_limit(handle(), one.option, one.value);
  sqlite3_busy_timeout(handle(), static_cast<int>(options.busy.count()));
  sqlite3_wal_autocheckpoint(handle(), options.checkpoint_pages);
  for (const auto& pragma : kPragmas) {
    execute(pragma.set);
    if (pragma.asked == nullptr) continue;
    Statement asked(*this, pragma.asked);
    if (asked.step() && asked.text(0) != pragma.wanted) {
      return fail(SQLITE_MISUSE, std::string(pragma.set) + " is not in force");
    }
  }
}

Failure Database::take_failure() { return std::exchange(failure_, {}); }

/// A quota is a full disk; SQLite does not say so.
void Database::fail(int code, std::string words) {
  if ((code & 0xFF) == SQLITE_IOERR && sqlite3_system_errno(handle()) == EDQUOT) code = SQLITE_FULL;
  if (failure_.code == SQLITE_OK) failure_ = {code, std::move(words)};
}

void Database::execute(const char* sql) {
  if (!ok()) return;
  const int code = sqlite3_exec(handle(), sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) fail(code, sqlite3_errmsg(handle()));
}

void Database::rollback() {
  if (handle() != nullptr && sqlite3_get_autocommit(handle()) == 0) {
    sqlite3_exec(handle(), "ROLLBACK", nullptr, nullptr, nullptr);
  }
}

bool Database::has_moved() {
  int moved = 0;
  return sqlite3_file_control(handle(), "main", SQLITE_FCNTL_HAS_MOVED, &moved) == SQLITE_OK && moved != 0;
}

void Database::abandon() {
  if (handle() != nullptr) sqlite3_db_config(handle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
}

Statement::Statement(Database& database, const char* sql, std::vector<Parameter> parameters)
    : database_(database), parameters_(std::move(parameters)) {
  if (!database.ok()) return;
  sqlite3_stmt* statement = nullptr;
  int code = sqlite3_prepare_v2(database.handle(), sql, -1, &statement, nullptr);
  statement_.reset(statement);
  for (int i = 0; code == SQLITE_OK && i < static_cast<int>(parameters_.size()); ++i) {
    const auto& parameter = parameters_[static_cast<std::size_t>(i)];
    if (const auto* text = std::get_if<std::string>(&parameter)) {
      code = sqlite3_bind_text64(statement, i + 1, text->data(), text->size(), nullptr, SQLITE_UTF8);
    } else {
      code = sqlite3_bind_int64(statement, i + 1, std::get<std::int64_t>(parameter));
    }
  }
  if (code != SQLITE_OK) database.fail(code, sqlite3_errmsg(database.handle()));
}

bool Statement::step() {
  if (!database_.ok() || !statement_) return false;
  const int code = sqlite3_step(statement_.get());
  if (code != SQLITE_ROW && code != SQLITE_DONE) database_.fail(code, sqlite3_errmsg(database_.handle()));
  return code == SQLITE_ROW;
}

std::string Statement::text(int column) const {
  const auto* text = sqlite3_column_text(statement_.get(), column);
  const auto length = static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column));
  return text != nullptr ? std::string(reinterpret_cast<const char*>(text), length) : std::string();
}

std::int64_t Statement::integer(int column) const { return sqlite3_column_int64(statement_.get(), column); }

}  // namespace interlock::sqlite
