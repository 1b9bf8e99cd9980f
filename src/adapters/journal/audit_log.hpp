// The audit log of a run as a file: appended to, never written over.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>

#include "base/result.hpp"
#include "engine/audit.hpp"

namespace interlock {

class AuditLog {
 public:
  AuditLog(AuditLog&&) noexcept;
  AuditLog& operator=(AuditLog&&) noexcept;
  ~AuditLog();

  /// Creates it, mode 0600, or goes on with what is there: a line that was never finished is cut off with a warning
  /// (J7), damage is B69. What is no private file of ours is B73.
  static Result<AuditLog> open(const std::string& path, Problems& warnings);

  /// Durable when it returns without a problem; after one nothing more is written (J6).
  Problems append(std::span<const AuditEntry> entries);

  const AuditHead& head() const;
  /// Of the lines that were there when it was opened.
  const std::vector<std::string>& steps() const;

 private:
  struct State;
  explicit AuditLog(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// How far the log's chain is good, read in pieces. Nothing where there is no log.
Result<std::optional<AuditVerdict>> read_audit(const std::string& path);
/// B69: the damage that was found.
Problem audit_damage(const std::string& path, const std::string& what);

}  // namespace interlock
