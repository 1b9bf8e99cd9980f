// Who belongs to a skill group, and with it who can be offered a queue's conversations on the published API.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "sandbox/store.hpp"

namespace interlock::sandbox::published {

/// An active user. What is inactive or gone counts for nothing, so it is not here.
struct Agent {
  std::string id;
  std::string division;
  std::map<std::string, double, std::less<>> skills;  // by name
  std::map<std::string, double, std::less<>> languages;
};
std::vector<Agent> active_agents(const Store& store);
/// The same, once a call.
const std::vector<Agent>& agents_of(const Call& call);

/// Whether the agent fulfils the list of blocks: all of them hold, `operation` joins the conditions of one block,
/// nested blocks hold in addition, and what the agent lacks fulfils no comparator.
bool fulfils(const Agent& agent, const Value& blocks);

/// The ids of the agents of a skill group: who is in its divisions and fulfils its conditions.
std::set<std::string> agents_of_group(const Store& store, const std::vector<Agent>& agents, const Value& group);
/// The same for all skill groups that the queue has as members.
std::set<std::string> agents_of_groups(const Store& store, const std::vector<Agent>& agents, const Value& queue);
/// The direct members who are active and the agents of the groups.
std::set<std::string> eligible_for(const Store& store, const std::vector<Agent>& agents, const Value& queue);

/// Whether the conditions of a skill group name that skill or language; `field` is kSkillOfCondition or its sister.
bool names_in_conditions(const Value& blocks, std::string_view field, std::string_view name);

}  // namespace interlock::sandbox::published
