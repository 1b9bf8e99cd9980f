// The second proof of a plan, by the checker that shares nothing with the planner: before the first write, and again
// when somebody else changed what the proof stands on (planning.md, Certificate).
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>

#include "engine/reader.hpp"
#include "plan/plan.hpp"

namespace interlock {

/// The plan as its file says it, and not as it was read: refused where its order is not proven or its certificate is
/// not the one that the checker finds (B67, exit 4).
Problems check_certificate(const Value& plan_file);

/// Objects as they were found, by address, in the manifest's shape; nothing of those that are gone. A read of a part
/// shows the fields of that part only.
using FoundFields = std::map<Address, std::optional<Map>>;

/// Whether the steps that are left are safe although these objects are not as planned: B67 with exit 5 where they are
/// not. `done` and `dropped` are ids of steps; what is neither is still to come.
Problems check_rest(const Plan& plan, const std::set<std::string>& done, const std::set<std::string>& dropped,
                    const FoundFields& found);

}  // namespace interlock
