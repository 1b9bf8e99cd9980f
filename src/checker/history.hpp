// Every version of everything that eligibility depends on, each with the step that brings it. Versions of one thing
// come in one order, because the steps that make them wait for each other; which version of one thing meets which of
// another is open. Agents, skills and shared profiles have numbers here.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "checker/centre.hpp"

namespace interlock::checker {

template <class T>
struct Version {
  At from = kStart;
  T value{};
};

template <class T>
class Timeline {
 public:
  explicit Timeline(T first) : versions_{{kStart, std::move(first)}} {}

  /// A step later than all before. What changes nothing makes no version.
  void add(At step, T value) {
    if (!(value == versions_.back().value)) versions_.push_back({step, std::move(value)});
  }
  const std::vector<Version<T>>& versions() const { return versions_; }
  const T& first() const { return versions_.front().value; }
  const T& last() const { return versions_.back().value; }
  /// The version that the step left behind.
  const T& at(At step) const {
    const auto after = std::upper_bound(versions_.begin(), versions_.end(), step,
                                        [](At wanted, const Version<T>& version) { return wanted < version.from; });
    return std::prev(after)->value;
  }

 private:
  std::vector<Version<T>> versions_;
};

inline constexpr int kNone = -1;

/// Levels in hundredths, kNone where the skill is not held; by skill.
using Profile = std::map<int, Timeline<int>>;

struct Needed {
  int skill = 0;
  Range range;
};

struct AskVersion {
  At from = kStart;
  At until = kNever;
  bool is_gone = false;
  bool by_levels = false;
  std::vector<Needed> needed{};
};

struct QueueHistory {
  std::string name;
  int floor = 0;
  bool is_open = false;                    // everybody is a member
  std::map<int, Timeline<bool>> direct{};  // who is ever a member, where it is not open
  std::vector<AskVersion> asks{};          // neighbours differ
  std::vector<At> ask_steps{};             // all that write what is asked, those without effect too

  bool is_gone() const { return asks.back().is_gone; }
};

struct Overfull {
  At step = kStart;
  int size = 0;
  int most = 0;
};

struct History {
  bool is_published = false;
  std::vector<std::string> agents;        // ids, sorted
  std::vector<int> shared_of;             // each agent's shared profile, or kNone
  std::vector<Profile> personal;          // of each agent
  std::vector<Profile> shared;            // of each shared profile
  std::vector<std::vector<int>> users;    // agents of each shared profile
  std::vector<Timeline<bool>> usable;     // of each skill
  std::vector<QueueHistory> queues;       // sorted by name
  std::vector<Overfull> overfull;         // profiles past the limit, the first time each
  std::vector<std::vector<int>> holders;  // of each skill: agents who ever hold it themselves
  std::vector<std::vector<int>> givers;   // of each skill: shared profiles that ever have it

  int agent(std::string_view id) const;  // kNone where there is none
};

/// From the centre through all steps in the order in which they stand.
History history_of(Centre centre, const Document& document, Problems& problems);

}  // namespace interlock::checker
