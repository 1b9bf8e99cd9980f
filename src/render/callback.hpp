// What a run tells other systems once it has ended (applying.md, After the apply): ids and counts of a fixed form, no
// text that a person or a tenant wrote (SEC8). schemas/callback.schema.json states the form.
#pragma once

#include <string>

#include "base/time.hpp"
#include "plan/plan.hpp"
#include "render/run_report.hpp"

namespace interlock {

/// What all callbacks of one run have in common.
struct Ended {
  const Plan& plan;
  const RunReport& report;
  std::string undoes{};  // the run that this one took back, or empty
  Exit exit{};
};

/// For change management: what was changed, and whether it is complete.
Value change_callback(const Ended& ended, const std::string& event, Wall now);
/// For workforce management: the metrics of the run (job P5), and the agents of each queue as the plan has them:
/// whether they are there by now is what `applied` says.
Value workforce_callback(const Ended& ended, const std::string& event, Wall now);

}  // namespace interlock
