// What a run leaves on this machine: the lock while it runs, journal and audit log, its report, and the list of what a
// person has to decide.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "cli/audited_journal.hpp"
#include "cli/ledger.hpp"
#include "cli/undertaking.hpp"
#include "render/run_report.hpp"

namespace interlock {

class Recording {
 public:
  /// Waits for the lock of the organisation as long as --lock-timeout says (F46), then begins the run in the journal,
  /// or goes on with it; nothing may be written to the tenant before.
  static Result<std::unique_ptr<Recording>> start(Context& context, Session& session, const Undertaking& undertaking,
                                                  Problems& warnings);

  const std::string& run() const { return run_; }
  Journal& journal() { return *journal_; }
  /// Writes report and list, ends the run and lets the lock go.
  Problems finish(const Run& run, const RunReport& report);
  /// Writes the report again, with what was seen since the run ended.
  Problems write(const RunReport& report) const;
  /// Where the list is; empty where there is nothing to decide.
  const std::string& reconciliation_file() const { return reconciliation_file_; }

 private:
  Recording(Ledger ledger, Session& session, const Undertaking& undertaking);
  Problems begin(Problems& warnings);
  Problems state_run();
  Problems open_directory(Problems& warnings);
  Wall now() const;

  Ledger ledger_;
  Session& session_;
  const Undertaking& undertaking_;
  std::string run_;
  std::string directory_;  // the run's own
  Lock lock_{};
  std::optional<AuditLog> audit_{};
  std::optional<AuditedJournal> journal_{};
  std::string reconciliation_file_;
};

}  // namespace interlock
