#include "plan/lending.hpp"

#include <algorithm>
#include <optional>

#include "base/text.hpp"
#include "model/level.hpp"

namespace interlock {
namespace {

constexpr int kMostLent = 3;             // agents who get levels
constexpr int kMostTried = 3;            // choices of agents
constexpr std::size_t kMostServing = 4;  // agents who get a placeholder
constexpr const char* kPlaceholder = "Interlock_Bridge";

using Requirements = std::vector<Requirement>;

/// What meets both, or nothing where that is impossible.
std::optional<Requirements> both(const Requirements& before, const Requirements& after) {
  Requirements result = before;
  for (const auto& requirement : after) {
    const auto found = std::find_if(result.begin(), result.end(),
                                    [&](const Requirement& other) { return other.skill == requirement.skill; });
    if (found == result.end()) {
      result.push_back(requirement);
      continue;
    }
    found->level = std::max(found->level, requirement.level);
    if (requirement.max) found->max = std::min(found->max.value_or(*requirement.max), *requirement.max);
    if (found->max && *found->max < found->level) return std::nullopt;
  }
  return result;
}

std::vector<Requirements> variants(const RosterQueue& queue) {
  std::vector<Requirements> result;
  if (!queue.before || !queue.after) return result;
  if (auto meeting_both = both(*queue.before, *queue.after)) result.push_back(*std::move(meeting_both));
  for (const auto* one : {&*queue.before, &*queue.after}) {
    if (std::find(result.begin(), result.end(), *one) == result.end()) result.push_back(*one);
  }
  return result;
}

/// Of the published API there may be nobody to ask for: a skill without a name.
bool asks_for_skills(const Roster& roster, const Requirements& requirements) {
  return !requirements.empty() && std::none_of(requirements.begin(), requirements.end(), [&](const Requirement& one) {
    return roster.skill_name(one.skill).empty();
  });
}

bool is_named(const Agent& agent) { return agent.target != nullptr && agent.target->entry != nullptr; }

/// Those who lack something of it and neither change themselves nor serve the queue directly.
std::vector<const Agent*> lenders(const Roster& roster, const RosterQueue& queue, const Requirements& requirements) {
  struct Ranked {
    std::ptrdiff_t lacking;
    bool is_private;
    const Agent* agent;
  };
  std::vector<Ranked> ranked;
  for (const auto& agent : roster.agents()) {
    if (agent.changed || !roster.serves(agent, queue) || meets(agent.before, requirements)) continue;
    const auto lacking = std::count_if(requirements.begin(), requirements.end(), [&](const Requirement& one) {
      return !meets(agent.before, std::span(&one, 1));
    });
    ranked.push_back({lacking, !is_named(agent), &agent});
  }
  std::stable_sort(ranked.begin(), ranked.end(), [](const Ranked& a, const Ranked& b) {
    return std::pair(a.lacking, a.is_private) < std::pair(b.lacking, b.is_private);
  });
  std::vector<const Agent*> agents;
  for (const auto& one : ranked) {
    if (agents.size() < static_cast<std::size_t>(kMostLent + kMostTried)) agents.push_back(one.agent);
  }
  return agents;
}

/// The lowest levels that serve where the agent has none that does.
Resource loan(const Roster& roster, const Agent& agent, const Requirements& requirements) {
  Map levels;
  for (const auto& one : requirements) {
    if (meets(agent.before, std::span(&one, 1))) continue;
    levels.set(roster.skill_name(one.skill), level_value(one.level));
  }
  return {agent.user->address, Map{{"levels", Value(std::move(levels))}}};
}

void sort_by_address(Manifest& manifest) {
  std::sort(manifest.resources.begin(), manifest.resources.end(),
            [](const Resource& a, const Resource& b) { return a.address < b.address; });
}

Value required(const Requirement& requirement) {
  Map range{{"level", level_value(requirement.level)}};
  if (requirement.max) range.set("max", level_value(*requirement.max));
  return Value(std::move(range));
}

std::vector<const Agent*> serving_before(const Roster& roster, const RosterQueue& queue) {
  std::vector<const Agent*> agents;
  for (const auto& agent : roster.agents()) {
    if (roster.serves(agent, queue) && meets(agent.before, *queue.before)) agents.push_back(&agent);
  }
  return agents;
}

/// Lets in whoever has that level.
void widen(Requirement& range, int level) {
  range.level = std::min(range.level, level);
  if (range.max) range.max = std::max(*range.max, level);
}

/// What both ends ask for, the lower and the higher of their bounds.
Requirements shared_ranges(const Requirements& before, const Requirements& after) {
  Requirements ranges;
  for (auto range : before) {
    const auto other =
        std::find_if(after.begin(), after.end(), [&](const Requirement& one) { return one.skill == range.skill; });
    if (other == after.end()) continue;
    range.level = std::min(range.level, other->level);
    range.max = range.max && other->max ? std::optional(std::max(*range.max, *other->max)) : std::nullopt;
    ranges.push_back(range);
  }
  return ranges;
}

}  // namespace

std::vector<Candidate> lendings(const Roster& roster, const RosterQueue& queue, int agents) {
  std::vector<Candidate> candidates;
  if (agents > kMostLent) return candidates;
  for (const auto& requirements : variants(queue)) {
    if (!asks_for_skills(roster, requirements)) continue;
    const auto ranked = lenders(roster, queue, requirements);
    for (std::size_t first = 0; first < kMostTried && first + static_cast<std::size_t>(agents) <= ranked.size();
         ++first) {
      auto& candidate = candidates.emplace_back(Candidate{"lend levels to "});
      for (std::size_t i = first; i < first + static_cast<std::size_t>(agents); ++i) {
        candidate.manifest.resources.push_back(loan(roster, *ranked[i], requirements));
        candidate.words += (i == first ? "" : ", ") + shown_agent(*ranked[i]);
      }
      sort_by_address(candidate.manifest);
    }
  }
  return candidates;
}

std::vector<Candidate> placeholders(const Roster& roster, const RosterQueue& queue, const LiveState& live,
                                    const Manifest& desired) {
  const Address skill{Kind::skill, kPlaceholder};
  const bool is_taken = live.find(skill) != nullptr || live.ambiguous.contains(skill) || desired.find(skill) != nullptr;
  if (is_taken || !queue.before || !queue.after || !asks_for_skills(roster, *queue.before)) return {};
  const auto serving = serving_before(roster, queue);
  if (serving.empty() || serving.size() > kMostServing) return {};
  const Value level(1);
  Candidate candidate{"let queue " + quoted(queue.address.name) + " ask for a placeholder skill meanwhile"};
  auto& entries = candidate.manifest.resources;
  entries.push_back({skill, Map()});
  for (const auto* agent : serving) {
    entries.push_back({agent->user->address, Map{{"levels", Value(Map{{kPlaceholder, level}})}}});
  }
  entries.push_back({queue.address, Map{{"requires", Value(Map{{kPlaceholder, Value(Map{{"level", level}})}})}}});
  sort_by_address(candidate.manifest);
  return {std::move(candidate)};
}

std::vector<Candidate> widenings(const Roster& roster, const RosterQueue& queue) {
  if (!queue.before || !queue.after || !asks_for_skills(roster, *queue.before)) return {};
  auto ranges = shared_ranges(*queue.before, *queue.after);
  for (const auto* agent : roster.changing(queue)) {
    if (!meets(agent->before, *queue.before) && !meets(agent->after(), *queue.after)) continue;
    for (const auto* held : {&agent->before, &agent->after()}) {
      for (auto& range : ranges) {
        if (const auto level = level_of(*held, range.skill)) widen(range, *level);
      }
    }
  }
  if (ranges.empty() || (ranges == *queue.before && ranges == *queue.after)) return {};
  Map requires_all;
  for (const auto& range : ranges) requires_all.set(roster.skill_name(range.skill), required(range));
  return {{"widen the range of queue " + quoted(queue.address.name) + " meanwhile",
           {{{queue.address, Map{{"requires", Value(std::move(requires_all))}}}}},
           &queue}};
}

}  // namespace interlock
