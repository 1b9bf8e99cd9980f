// When each agent is eligible for a queue while the steps of a plan come in, in whatever order: what `safety` proves.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "model/live_state.hpp"
#include "plan/plan.hpp"
#include "plan/roster.hpp"
#include "safety/proof.hpp"

namespace interlock {

class Moments {
 public:
  /// The steps are numbered as they stand, which is a possible order; all three must outlive this.
  Moments(const std::vector<Step>& steps, const Roster& roster, const LiveState& live);

  const Order& order() const { return order_; }
  /// The versions that a queue passes through which is there before and after, with everybody who is eligible in some
  /// state of them.
  std::vector<QueueVersion> versions(const RosterQueue& queue);

 private:
  /// The levels of one profile, from the live ones on, and the ops that lead from each version to the next.
  struct Chain {
    std::vector<Map> versions;
    std::vector<Op> ops;
  };
  /// What an agent holds at each pair of versions of the personal and the shared profile.
  struct Held {
    std::vector<Op> personal, shared;
    std::vector<std::vector<HeldLevels>> levels;  // by personal, then by shared version
  };

  Chain chain(const Address& profile) const;
  const Held& held(const Agent& agent);
  std::vector<Window> windows(const Agent& agent, const std::vector<Requirement>& requirements);
  std::vector<Window> usable(const std::vector<Requirement>& requirements) const;
  std::vector<Window> usable(const Address& skill) const;
  std::vector<Op> switches(const RosterQueue& queue) const;
  std::map<std::string, Window> memberships(const RosterQueue& queue) const;
  void add_everybody(QueueVersion& version, const RosterQueue& queue, const std::vector<Requirement>& requirements);
  void add_by_levels(QueueVersion& version, const RosterQueue& queue, const std::vector<Requirement>& wanted);
  void add_direct(QueueVersion& version, const RosterQueue& queue, const std::vector<Requirement>& wanted);

  const std::vector<Step>& steps_;
  const Roster& roster_;
  const LiveState& live_;
  Order order_;
  std::map<Address, std::vector<Op>> ops_;  // by object, in turn
  std::map<const Agent*, Held> held_;
};

}  // namespace interlock
