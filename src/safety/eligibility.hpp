// Who can be offered a queue's conversations (planning.md, Model). Skills and agents are small numbers here: callers
// number them as they like. Knows no YAML, no API, no names.
#pragma once

#include <optional>
#include <span>
#include <vector>

namespace interlock {

struct HeldLevel {
  int skill = 0;
  int level = 0;
  friend auto operator<=>(const HeldLevel&, const HeldLevel&) = default;
};

/// The levels of one agent, sorted by skill, each skill once.
using HeldLevels = std::vector<HeldLevel>;

struct Requirement {
  int skill = 0;
  int level = 0;             // the lowest that serves
  std::optional<int> max{};  // the highest that serves
  bool usable = true;        // the skill exists and is enabled; nobody meets a requirement whose skill is not
  friend bool operator==(const Requirement&, const Requirement&) = default;
};

/// The level of the skill, or nothing.
std::optional<int> level_of(std::span<const HeldLevel> held, int skill);

/// Whether an active member with these levels meets every requirement. Without requirements everybody does.
bool meets(std::span<const HeldLevel> held, std::span<const Requirement> requirements);

/// An agent who holds a skill.
struct Holder {
  int agent = 0;
  int level = 0;
};
/// Those who hold one skill, by agent, each agent once.
using Holders = std::vector<Holder>;

/// The agents who meet all of the requirements, ascending: the same as `meets` for each agent, in the time that the
/// lists of the required skills take. `holders` is by skill; there is at least one requirement.
std::vector<int> who_meets(std::span<const Holders> holders, std::span<const Requirement> requirements);

}  // namespace interlock
