#include "plan/shortage.hpp"

#include <algorithm>
#include <charconv>

#include "base/text.hpp"
#include "model/level.hpp"

namespace interlock {
namespace {

const Value* at_least(const RosterQueue& queue) {
  const auto* entry = queue.target != nullptr ? queue.target->entry : nullptr;
  const auto* staffing = entry != nullptr ? entry->fields.find("staffing") : nullptr;
  return staffing != nullptr ? staffing->find("at_least") : nullptr;
}

std::string range_text(const Requirement& requirement) {
  auto text = "level " + level_text(requirement.level);
  if (requirement.max) text += " to " + level_text(*requirement.max);
  return text;
}

std::size_t serving(const std::vector<const Agent*>& agents, const Requirement& requirement) {
  return static_cast<std::size_t>(std::count_if(agents.begin(), agents.end(), [&](const Agent* agent) {
    return meets(agent->after(), std::span(&requirement, 1));
  }));
}

std::vector<const Agent*> members_of(const Roster& roster, const RosterQueue& queue) {
  std::vector<const Agent*> agents;
  for (const auto& agent : roster.agents()) {
    if (queue.members.empty() || queue.members.contains(agent.user->address.name)) agents.push_back(&agent);
  }
  return agents;
}

/// What the agent lacks: "lacks 'A' level 2, has 'B' 1 of 3".
std::string lack(const Roster& roster, const RosterQueue& queue, const Agent& agent) {
  std::string text;
  for (const auto& requirement : *queue.after) {
    if (meets(agent.after(), std::span(&requirement, 1))) continue;
    const auto level = level_of(agent.after(), requirement.skill);
    const auto skill = quoted(roster.skill_name(requirement.skill));
    text += (text.empty() ? "" : ", ");
    text += level ? "has " + skill + " " + level_text(*level) + " where " + range_text(requirement) + " is required"
                  : "lacks " + skill;
  }
  return shown_agent(agent) + " " + text;
}

/// The agents who miss least, at most three of them, as a hint.
std::string nearest_agents(const Roster& roster, const RosterQueue& queue, const std::vector<const Agent*>& members) {
  struct Candidate {
    std::ptrdiff_t unmet, not_held;  // somebody who has the skill at another level is nearer than somebody without it
    const Agent* agent;
  };
  std::vector<Candidate> ranked;
  for (const auto* agent : members) {
    const auto count = [&](const auto& is_so) {
      return std::count_if(queue.after->begin(), queue.after->end(), is_so);
    };
    const auto unmet = count([&](const auto& r) { return !meets(agent->after(), std::span(&r, 1)); });
    const auto not_held = count([&](const auto& r) { return !level_of(agent->after(), r.skill); });
    if (unmet > 0) ranked.push_back({unmet, not_held, agent});
  }
  std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) {
    return std::pair(a.unmet, a.not_held) < std::pair(b.unmet, b.not_held);
  });
  if (ranked.empty()) return "grant active agents what the queue requires, or require less";
  std::string text;
  for (std::size_t i = 0; i < std::min<std::size_t>(3, ranked.size()); ++i) {
    text += (i == 0 ? "nearest: " : "; ") + lack(roster, queue, *ranked[i].agent);
  }
  return text;
}

Place place_of(const RosterQueue& queue) {
  const auto* entry = queue.target != nullptr ? queue.target->entry : nullptr;
  const auto* required = entry != nullptr ? entry->fields.find("requires") : nullptr;
  if (required != nullptr && required->at) return required->at;
  return queue.target != nullptr ? queue.target->at : Place();
}

/// Of the published API: a queue with neither members nor requirements.
bool asks_for_nobody(const Roster& roster, const RosterQueue& queue) {
  return queue.after->size() == 1 && roster.skill_name(queue.after->front().skill).empty();
}

/// Nobody at the end: one requirement that nobody meets (B24), or several that nobody meets together (B25).
Problem nobody(const Roster& roster, const RosterQueue& queue) {
  const auto members = members_of(roster, queue);
  const auto name = "queue " + quoted(queue.address.name);
  if (asks_for_nobody(roster, queue)) {
    return {.rule = "B24",
            .exit = Exit::refused,
            .where = place_of(queue),
            .message = name + " has neither active members nor requirements at the end: nobody serves it",
            .hint = "name `members` or `requires`"};
  }
  for (const auto& requirement : *queue.after) {
    if (serving(members, requirement) > 0) continue;
    return {.rule = "B24",
            .exit = Exit::refused,
            .where = place_of(queue),
            .message = name + " requires " + quoted(roster.skill_name(requirement.skill)) + " at " +
                       range_text(requirement) + ", which nobody holds at the end (" + plural(members.size(), "agent") +
                       " could serve it): 1 wanted, 0 found",
            .hint = nearest_agents(roster, queue, members)};
  }
  std::string holders;
  for (const auto& requirement : *queue.after) {
    holders += (holders.empty() ? "" : ", ") + quoted(roster.skill_name(requirement.skill)) + " by " +
               plural(serving(members, requirement), "agent");
  }
  return {.rule = "B25",
          .exit = Exit::refused,
          .where = place_of(queue),
          .message = name + " requires skills that no one agent holds together at the end; each is held: " + holders,
          .hint = nearest_agents(roster, queue, members)};
}

Problem too_few(const Roster& roster, const RosterQueue& queue, int wanted, int found) {
  return {.rule = "B24",
          .exit = Exit::refused,
          .where = at_least(queue)->at,
          .message = "queue " + quoted(queue.address.name) + " has " +
                     plural(static_cast<std::size_t>(found), "eligible agent") +
                     " at the end; staffing.at_least wants " + std::to_string(wanted),
          .hint = nearest_agents(roster, queue, members_of(roster, queue))};
}

}  // namespace

int declared_floor(const RosterQueue& queue, int before) {
  const auto* value = at_least(queue);
  if (value == nullptr) return 0;
  if (const auto* number = value->as<std::int64_t>()) return static_cast<int>(*number);
  const auto* text = value->as<std::string>();
  int percent = 0;
  if (text != nullptr) std::from_chars(text->data(), text->data() + text->size(), percent);
  return (before * percent + 99) / 100;
}

std::optional<Problem> shortage_at_the_end(const Roster& roster, const RosterQueue& queue, int before, int after) {
  if (!queue.after) return std::nullopt;
  const bool is_declared = queue.target != nullptr && queue.target->entry != nullptr;
  // A queue that never had anybody, and that names nobody, may be served by groups that are not read.
  const bool is_new_to_it = before == 0 && asks_for_nobody(roster, queue);
  if (after == 0 && !queue.after->empty() && (before > 0 || is_declared) && !is_new_to_it) return nobody(roster, queue);
  const int wanted = declared_floor(queue, before);
  if (after < wanted) return too_few(roster, queue, wanted, after);
  return std::nullopt;
}

}  // namespace interlock
