// The agents and queues of a plan as the numbers that `safety` reckons with, in each phase.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "plan/versions.hpp"
#include "safety/eligibility.hpp"

namespace interlock {

struct Agent {
  const LiveObject* user = nullptr;
  const Target* target = nullptr;      // null where the plan leaves the user alone
  bool has_two_causes = false;         // its personal and its shared profile both change
  HeldLevels before, expanded, after;  // effective: personal, else shared
};

struct RosterQueue {
  Address address;
  const Target* target = nullptr;                    // null where the manifest leaves the queue alone
  std::optional<std::vector<Requirement>> before{};  // empty where the queue does not exist
  std::optional<std::vector<Requirement>> after{};
  std::set<std::string> skills{};   // required before or after
  std::set<std::string> members{};  // user names; empty: open to all
  bool is_switched = false;         // the requirements change
  bool is_touched = false;          // the plan can change who is eligible
};

/// Everything eligibility depends on. Only active users are agents.
class Roster {
 public:
  Roster(const Targets& targets, const LiveState& live, const std::map<Address, LevelVersions>& versions);

  /// The queues whose eligible agents the plan can change, and those that the manifest names, by address.
  const std::vector<RosterQueue>& queues() const { return queues_; }
  /// Those who may ever be eligible for the queue: members who hold each of its skills in some phase.
  std::vector<const Agent*> candidates(const RosterQueue& queue) const;
  const std::vector<Agent>& agents() const { return agents_; }
  std::string skill_name(int skill) const { return names_[static_cast<std::size_t>(skill)]; }

 private:
  int skill_number(const std::string& skill);
  void add_agents(const Targets& targets, const LiveState& live, const std::map<Address, LevelVersions>& versions);
  RosterQueue queue(const Address& address, const Targets& targets, const LiveState& live,
                    const std::set<std::string>& changed_skills);
  void add_queues(const Targets& targets, const LiveState& live, const std::set<std::string>& changed_skills);
  std::vector<Requirement> requirements(const Map& fields, const LiveState& live, const Targets* targets);
  HeldLevels held(const Map& personal, const Map& shared);
  void index_holder(const HeldLevels& levels);

  std::map<std::string, int> numbers_;
  std::vector<std::string> names_;
  std::vector<Agent> agents_;
  std::vector<std::vector<std::size_t>> holders_;  // by skill: indices of agents that hold it in some phase
  std::vector<RosterQueue> queues_;
};

/// The user as reports may show it: by e-mail where the manifest names it, else by id (SEC19).
std::string shown_agent(const Agent& agent);

}  // namespace interlock
