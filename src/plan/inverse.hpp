#pragma once

#include <map>
#include <span>
#include <string>

#include "plan/batch.hpp"
#include "plan/plan.hpp"

namespace interlock {

/// A step that may be in force.
struct Taken {
  ResourceId object{};  // empty where it was created and the answer was lost
  Map fields{};         // of what it created, as the platform then showed it; empty: not known
};

/// The plan that takes steps of a plan back: each of them turned round, in the opposite order. The states that it can
/// be seen in are those of the plan, and between them where the API takes back in several requests what it did in one;
/// its certificate is made anew, from the facts as the steps leave them. What the plan deleted gets a new id, and what
/// somebody changed meanwhile is for its apply to find. `taken` are the steps by id, with each all that it waited for.
Plan inverse_of(const Plan& plan, const std::map<std::string, Taken>& taken, std::span<const Batch> batches);
/// Of the whole plan, before its first write.
Plan inverse_of(const Plan& plan, std::span<const Batch> batches);

}  // namespace interlock
