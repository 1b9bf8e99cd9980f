// An SQLite database, opened as if its file were hostile (SEC44). The first failure stays: from then on every statement
// does nothing, until the failure is taken. So a transaction is written down without an `if` after each line.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/time.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace interlock::sqlite {

struct Failure {
  int code = 0;  // extended; 0 for none
  std::string words{};
};

struct OpenOptions {
  std::string vfs{};  // empty: the system's files
  Millis busy{0};     // how long it waits for another process
  int checkpoint_pages = 1000;
  bool creates = false;
};

class Database {
 public:
  /// The path leads to the file without links.
  Database(const std::string& path, const OpenOptions& options);

  bool ok() const { return failure_.code == 0; }
  const Failure& failure() const { return failure_; }
  Failure take_failure();
  void fail(int code, std::string words);

  /// One or more statements of ours without parameters.
  void execute(const char* sql);
  /// The write lock is taken at once, so that a transaction never fails in its middle because of another one.
  void begin() { execute("BEGIN IMMEDIATE"); }
  void commit() { execute("COMMIT"); }
  void rollback();
  /// The file is not at its path any more.
  bool has_moved();
  /// Nothing is written or synced any more, also not on closing (J6).
  void abandon();

  sqlite3* handle() { return handle_.get(); }

 private:
  struct Close {
    void operator()(sqlite3* handle) const;
  };
  void harden(const OpenOptions& options);

  std::unique_ptr<sqlite3, Close> handle_;
  Failure failure_{};
};

/// A statement with its parameters; it keeps them.
class Statement {
 public:
  using Parameter = std::variant<std::int64_t, std::string>;

  Statement(Database& database, const char* sql, std::vector<Parameter> parameters = {});

  /// Whether there is a row. A failure is the database's.
  bool step();
  /// For statements without rows.
  void run() { static_cast<void>(step()); }
  std::string text(int column) const;  // empty where the column has another type
  std::int64_t integer(int column) const;

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  Database& database_;
  std::vector<Parameter> parameters_;
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

}  // namespace interlock::sqlite
