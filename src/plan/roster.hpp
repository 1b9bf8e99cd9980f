// The agents and queues of a plan as the numbers that `safety` reckons with, before and after. Most agents keep
// their levels: those are counted from lists by skill, and only the others one by one.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "plan/versions.hpp"
#include "safety/eligibility.hpp"

namespace interlock {

struct Agent {
  const LiveObject* user = nullptr;
  const Target* target = nullptr;       // null where the manifest leaves the user alone
  HeldLevels before{};                  // effective: personal, else shared
  std::optional<HeldLevels> changed{};  // in the end; empty where neither profile changes, so for nearly everybody

  const HeldLevels& after() const { return changed ? *changed : before; }
};

struct RosterQueue {
  Address address;
  const Target* target = nullptr;                    // null where the manifest leaves the queue alone
  std::optional<std::vector<Requirement>> before{};  // empty where the queue does not exist
  std::optional<std::vector<Requirement>> after{};
  std::set<std::string> skills{};   // required before or after
  std::set<std::string> members{};  // user names whom the queue is restricted to; empty: open to all
  // Of the published API: who serves it directly, whatever the requirements.
  std::set<std::string> direct_before{}, direct_after{};
  bool is_switched = false;  // the requirements change
  bool is_touched = false;   // the plan can change who is eligible
};

/// Everything eligibility depends on. Only active users are agents.
class Roster {
 public:
  Roster(const Targets& targets, const LiveState& live, const std::map<Address, LevelVersions>& versions, Api api);

  /// The queues whose eligible agents the plan can change, and those that the manifest names, by address.
  const std::vector<RosterQueue>& queues() const { return queues_; }
  /// Members whose levels change and who may ever be eligible for the queue: they hold each of its skills at
  /// one of the ends.
  std::vector<const Agent*> changing(const RosterQueue& queue) const;
  /// Members whose levels stay as they are and who meet the requirements, of which there may be none to ask for.
  std::vector<const Agent*> steady(const RosterQueue& queue,
                                   const std::optional<std::vector<Requirement>>& requirements) const;
  const std::vector<Agent>& agents() const { return agents_; }
  /// Whether the agent may be eligible for the queue by levels: members that are no restriction are counted apart.
  bool serves(const Agent& agent, const RosterQueue& queue) const;
  /// The agent of an active user; null where there is none.
  const Agent* find(const std::string& user) const;
  /// The effective levels of an agent who has these personal and shared ones.
  HeldLevels held(const Map& personal, const Map& shared) const;
  std::string skill_name(int skill) const { return names_[static_cast<std::size_t>(skill)]; }

 private:
  struct Profile;  // the levels of one profile at both ends

  int skill_number(const std::string& skill);
  void number_skills(const Profile& profile);
  void add_agents(const Targets& targets, const LiveState& live, const std::map<Address, LevelVersions>& versions);
  void add_agent(Agent agent, const Profile& personal, const Profile& shared);
  void set_members(RosterQueue& queue, const Map* start, const Map* end);
  RosterQueue queue(const Address& address, const Targets& targets, const LiveState& live,
                    const std::set<std::string>& changed_skills);
  void add_queues(const Targets& targets, const LiveState& live, const std::set<std::string>& changed_skills);
  std::vector<Requirement> requirements(const Map& fields, const LiveState& live, const Targets* targets);
  const Agent& agent(int number) const { return agents_[static_cast<std::size_t>(number)]; }

  Api api_;
  std::unordered_map<std::string, int> numbers_;
  std::vector<std::string> names_;
  std::vector<Agent> agents_;
  std::vector<Holders> steady_;             // by skill: those whose levels stay
  std::vector<std::vector<int>> changing_;  // by skill: the others, who hold it at one of the ends
  std::vector<int> everybody_changing_;
  std::vector<RosterQueue> queues_;
};

/// The user as reports may show it: by e-mail where the manifest names it, else by id (SEC19).
std::string shown_agent(const Agent& agent);

}  // namespace interlock
