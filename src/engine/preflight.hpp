// Whether the client may do what a plan asks for, learnt before anything is written. Where the platform does not tell,
// the reads and writes themselves will.
#pragma once

#include "engine/reader.hpp"
#include "plan/plan.hpp"

namespace interlock {

/// How much of a plan is judged.
enum class Preflight : std::uint8_t {
  divisions,  // whether the divisions that steps name are the client's to see: also for those who only plan
  writes      // that, and the permission of every request
};

/// Exit 6 with each permission by its name: B37 for a division that the client's roles do not cover, F29 for others.
/// Asks the platform once, and only where the answer could matter.
Problems preflight(Connection& connection, const Plan& plan, Preflight extent);

/// SEC35: whether the names that steps write as names still mean the objects that they meant when the plan was made;
/// exit 5 for each that does not. For a plan that was made some time ago.
Problems check_meanings(Connection& connection, const Plan& plan);

}  // namespace interlock
