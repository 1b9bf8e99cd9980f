// Who is routed where, and what a write changes of it, by small numbers (planning.md, Model). Callers number profiles,
// agents, skills and queues as they like; nothing here knows a name, a manifest or an API.
#pragma once

#include <optional>
#include <span>
#include <variant>
#include <vector>

#include "safety/eligibility.hpp"

namespace interlock {

/// What a queue asks of those who serve it by their levels, all of it; empty: everybody serves.
using Asked = std::vector<Requirement>;

/// Whose levels an agent has: the personal one of a skill, else that of the shared profile.
struct Profiles {
  int personal = 0;
  std::optional<int> shared{};
};

struct SceneQueue {
  bool exists = true;
  std::optional<Asked> asks{};             // nothing: nobody serves by levels
  std::optional<std::vector<int>> only{};  // the agents whom it is restricted to, ascending
  std::vector<int> direct{};               // who serves whatever they hold, ascending
};

struct Scene {
  std::vector<HeldLevels> profiles{};  // the levels that queues ask for at some time, sorted by skill
  std::vector<int> sizes{};            // by profile: the levels it has in all
  std::vector<Profiles> agents{};
  std::vector<bool> usable{};  // by skill: exists and is enabled; `Requirement::usable` is not looked at
  std::vector<SceneQueue> queues{};
};

struct SetLevel {
  int profile = 0;
  int skill = 0;
  std::optional<int> level{};  // nothing: it goes
};
struct Resize {  // the profile has so many levels more, or fewer
  int profile = 0;
  int by = 0;
};
struct SetAsked {
  int queue = 0;
  std::optional<Asked> asks{};
};
struct SetMember {
  int queue = 0;
  int agent = 0;
  bool is_direct = false;
};
struct SetUsable {
  int skill = 0;
  bool is_usable = false;
};
struct SetExists {
  int queue = 0;
  bool exists = false;
};
using Effect = std::variant<SetLevel, Resize, SetAsked, SetMember, SetUsable, SetExists>;
using Effects = std::vector<Effect>;

/// Changes the scene. What the effect was before comes back, so that applying that undoes it.
Effect apply(Scene& scene, const Effect& effect);

/// The levels that the agent has.
std::optional<int> level_of(const Scene& scene, int agent, int skill);
bool is_eligible(const Scene& scene, int agent, int queue);

/// By queue, ascending: the agents who are eligible in some state that the effects can lead to, and perhaps others who
/// hold all skills that it asks for at some time.
std::vector<std::vector<int>> candidates(const Scene& scene, std::span<const Effects> ops);

}  // namespace interlock
