// How much a plan may take away and change without being asked (manifest.md, limits; SEC23).
#pragma once

#include <string>
#include <vector>

#include "base/problem.hpp"
#include "diff/change.hpp"
#include "diff/target.hpp"
#include "model/allowance.hpp"
#include "model/settings.hpp"

namespace interlock {

/// How much a plan may take away and change unasked, and what a person allowed it beyond that.
struct Terms {
  Limits limits{};
  std::vector<Allowance> allowed{};
};

/// What a plan uses up of its budgets: deleted objects and dropped elements of lists; updated objects; levels taken
/// away. What `replaces` moves to the new skill is taken from nobody, if the object has the new one afterwards.
struct Toll {
  int deletes = 0;
  int updates = 0;
  int level_removals = 0;
  friend bool operator==(const Toll&, const Toll&) = default;
};
Toll toll(const std::vector<Change>& changes, const Manifest& desired, const LiveState& live);

/// Refuses what is over a budget and not allowed by its exact number, with the --allow that would permit it (SEC23,
/// B91). A percentage counts from ten live objects of a kind on: a kind is a kind of object, a queue's requirements, or
/// the levels of its profiles. Returns the allowances that were needed.
std::vector<std::string> check_budgets(const std::vector<Change>& changes, const Manifest& desired,
                                       const LiveState& live, const Terms& terms, Problems& problems);

}  // namespace interlock
