// What only the tenant shows to be wrong with the objects of the published API, before any order is sought.
#pragma once

#include "base/problem.hpp"
#include "diff/target.hpp"

namespace interlock {

/// Objects other than skills that go although something refers to them (B26; B31 where a schedule group loses one that
/// it had), members of queues who are inactive (B81), rows that do not fit the columns of their table (B80), numbers
/// that another IVR of the tenant keeps (B82).
void check_tenant(const Manifest& desired, const LiveState& live, const Targets& targets, Problems& problems);

}  // namespace interlock
