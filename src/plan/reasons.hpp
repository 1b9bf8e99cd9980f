// Why a step of a plan waits for another one, and what could happen if it did not: the plan's proof, without that edge.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "plan/plan.hpp"
#include "plan/stage.hpp"
#include "safety/course.hpp"

namespace interlock {

class Reasons {
 public:
  explicit Reasons(const Plan& plan);

  /// A sentence about the earlier step: "creates skill/A, which this step names". Of two steps by their index.
  std::string why(std::size_t earlier, std::size_t later) const;
  /// "queue 'Q' could be down to 0 agents instead of 1: when only s3 (update 'user/ana') has been done"; empty where no
  /// queue hangs on the edge.
  std::string otherwise(std::size_t earlier, std::size_t later);

 private:
  std::string starved(int queue) const;
  std::string intruded(int queue) const;

  const Plan& plan_;
  Stage stage_;
  std::vector<Effects> ops_;
  Course course_;
  Order order_;                            // without the edge in question while that is looked at
  std::vector<std::vector<int>> touched_;  // by step: queues, ascending
  std::map<std::string, int> promised_;    // by queue: never fewer agents than that
};

}  // namespace interlock
