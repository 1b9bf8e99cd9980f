// The tenant as the proof sees it, and what a step changes in it.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "checker/document.hpp"

namespace interlock::checker {

/// Hundredths of a level by skill.
using Levels = std::map<std::string, int, std::less<>>;

/// What a skill must be held at; without `level` any is enough.
struct Range {
  int level = 0;
  std::optional<int> max;
  bool holds(int held) const { return held >= level && (!max || held <= *max); }
  friend bool operator==(const Range&, const Range&) = default;
};
using Requires = std::map<std::string, Range, std::less<>>;

struct Agent {
  Levels levels;       // personal; they win over those of the shared profile
  std::string shared;  // a profile's name, or empty
};

/// The skill group of a queue's name on the published API.
struct Group {
  bool is_attached = false;
  bool is_legible = true;  // false: has conditions that are no `requires`; whom it makes eligible is not known then
  Requires needed;
};

struct Queue {
  bool is_gone = false;
  bool is_open = false;  // guide API without `members`: everybody is one
  std::set<std::string, std::less<>> members;
  Requires needed;  // guide API
  Group group;      // published API
  int floor = 0;
  std::vector<std::string> assumes;  // member groups that the queue has too; nobody is counted for them
};

/// What makes agents eligible for a queue besides membership.
struct Ask {
  bool is_gone = false;    // the queue is
  bool by_levels = false;  // false: nobody serves for what they hold (published API)
  Requires needed{};
  friend bool operator==(const Ask&, const Ask&) = default;
};

struct Centre {
  bool is_published = false;
  int limit = 0;
  std::map<std::string, bool, std::less<>> skills;  // those that exist: whether enabled
  std::map<std::string, Levels, std::less<>> profiles;
  std::map<std::string, Agent, std::less<>> agents;
  std::map<std::string, Queue, std::less<>> queues;
  std::map<std::string, int, std::less<>> sizes;  // levels of profiles, by Step::object
  std::map<std::string, int, std::less<>> most;   // that they may have: the limit, or what they began with
  std::map<std::string, std::set<std::string>, std::less<>> known;  // levels whose presence steps already decided
  std::map<std::string, std::set<std::string>, std::less<>> held;   // and of these the ones that are there
};

Ask ask_of(const Centre& centre, const Queue& queue);

/// What a step may have changed, by name, for who keeps the history.
struct Touched {
  std::vector<std::string> skills;                               // whether usable
  std::vector<std::pair<std::string, std::string>> levels;       // Step::object and skill
  std::vector<std::string> asks;                                 // queues
  std::vector<std::pair<std::string, std::string>> memberships;  // queue and user id
};

/// The facts of a plan. Sizes are read by address; users among them come under the ids that the steps give.
Centre read_centre(const Document& document, Problems& problems);
/// Replaces what is known of single objects by what was read again; a queue keeps its floor.
void overlay(Centre& centre, const Document& document, const Map& now, Problems& problems);

/// Carries out a step. What it does to routing but cannot be judged is a problem.
Touched take(Centre& centre, const Document& document, const Step& step, Problems& problems);

/// Whether the step changes who may be eligible, or takes away what others name.
bool touches_routing(const Step& step);

}  // namespace interlock::checker
