// A routing and the steps that change it, as the numbers that `safety` reckons with.
#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "plan/plan.hpp"
#include "safety/arrange.hpp"

namespace interlock {

struct Stage {
  Scene scene{};
  std::vector<Draft> drafts{};        // by step; its parts are the step's edits where it is divisible, else one
  std::vector<std::string> agents{};  // ids by number
  std::vector<std::string> queues{};  // names by number; those that steps create stand last

  /// Of each step all that it does.
  std::vector<Effects> ops() const;
};

/// `ids` are those of the users whom edits of members name. Steps that only change levels are divisible.
Stage stage_of(const Routing& routing, Api api, std::span<const Step> steps, const std::map<Address, ResourceId>& ids);

}  // namespace interlock
