// A journal that keeps the audit log beside it: a line for each write whose end is known.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "adapters/journal/audit_log.hpp"
#include "cli/undertaking.hpp"
#include "engine/journal.hpp"

namespace interlock {

class AuditedJournal final : public Journal {
 public:
  AuditedJournal(Journal& journal, AuditLog& audit, Clock& clock, const Undertaking& undertaking, const Lock& lock);

  Problems begin(const Lock& lock, const RunHead& head, const std::string& plan, const std::string& inverse) override;
  Problems go_on(const Lock& lock, const std::string& tool, Wall now) override;
  Problems intend(std::span<const WriteIntent> intents) override;
  Problems settle(std::span<const Settled> outcomes) override;
  Problems end(const RunEnd& end) override;

  /// Every step that came to its end, in that order.
  const std::vector<Settled>& settled() const { return settled_; }

 private:
  struct Write {
    Instant at{};
    std::string version{};  // that the write was guarded by
  };
  std::vector<AuditEntry> entries_of(std::span<const Settled> outcomes) const;

  Journal& journal_;
  AuditLog& audit_;
  Clock& clock_;
  const Undertaking& undertaking_;
  const Lock& lock_;
  std::string plan_digest_;
  std::map<std::string, const Step*> steps_;
  std::set<std::string> logged_;         // steps that an earlier attempt wrote down
  std::map<std::string, Write> writes_;  // the last one of each step
  std::vector<Settled> settled_;
};

}  // namespace interlock
