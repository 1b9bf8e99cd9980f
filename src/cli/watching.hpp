#pragma once

#include "cli/session.hpp"
#include "render/run_report.hpp"

namespace interlock {

/// Queue statistics before and after a plan, where the settings ask for it (`after_apply`). Never decides about the
/// run: what cannot be counted, and what left its thresholds, are warnings.
class Watching {
 public:
  /// Takes the baseline: before the first write.
  Watching(Connection connection, Clock& clock, const Watch& limits, const Plan& plan, Problems& problems);

  /// Waits and counts again; nothing where there is nothing to compare. A signal ends the wait.
  std::optional<QueueWatch> finish(Context& context, Problems& problems);

 private:
  bool is_wanted() const { return limits_.duration > Millis(0) && !queues_.empty(); }

  Connection connection_;
  Clock& clock_;
  const Watch& limits_;
  std::map<Address, ResourceId> queues_;
  std::optional<Statistics> before_{};
};

}  // namespace interlock
