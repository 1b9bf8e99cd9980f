// What the ops of a plan make of a scene, in whatever order they come in: when each agent is eligible for a queue.
#pragma once

#include <span>
#include <vector>

#include "safety/proof.hpp"
#include "safety/scene.hpp"

namespace interlock {

/// The states that something passes through: the first before all of the ops, then one more after each of them.
template <class State>
struct Chain {
  std::vector<State> states{};
  std::vector<Op> ops{};  // ascending
};

/// One version of what a queue asks for.
struct AskedVersion {
  Window in_force{};
  const std::optional<Asked>* asks = nullptr;
};

class Course {
 public:
  /// The ops are numbered as they stand, which must be a possible order; both must outlive this.
  Course(const Scene& scene, std::span<const Effects> ops);

  /// The ops that change what a queue asks for or whether it exists, ascending. Its versions follow one another as
  /// these are numbered: an order must keep them so.
  const std::vector<Op>& asking(int queue) const { return asked_[static_cast<std::size_t>(queue)].ops; }
  /// The versions of a queue while it exists, in their order.
  std::vector<AskedVersion> asked(int queue) const;
  /// When the agent is eligible while that is asked for, in windows of which no two hold at once. They may reach beyond
  /// the version.
  std::vector<Window> windows(int queue, const std::optional<Asked>& asks, int agent) const;
  /// The version with all agents who are ever eligible in it, one by one.
  QueueVersion version(int queue, const AskedVersion& asked) const;

  /// Those who are eligible in the first state, and in the last one; ascending.
  std::vector<int> before(int queue) const { return eligible(scene_, queue); }
  std::vector<int> after(int queue) const { return eligible(end_, queue); }
  /// Those who are eligible in one of the two: whom the queue may be offered to meanwhile (planning.md, precision).
  std::vector<int> entitled(int queue) const;

  const std::vector<int>& candidates(int queue) const { return candidates_[static_cast<std::size_t>(queue)]; }
  std::size_t queues() const { return scene_.queues.size(); }

 private:
  struct Level {
    Op op;
    int skill;
    std::optional<int> level;
  };
  using Levels = Chain<std::vector<std::optional<int>>>;  // by requirement

  void enter(Op op, const Effect& effect);
  std::vector<int> eligible(const Scene& scene, int queue) const;
  Levels levels(int profile, const Asked& asks) const;
  std::vector<Window> by_levels(const Asked& asks, int agent) const;
  std::vector<Window> usable(const Asked& asks) const;

  const Scene& scene_;
  Scene end_;  // when all ops are in
  std::vector<std::vector<int>> candidates_;
  std::vector<std::vector<Level>> levels_;                                  // by profile
  std::vector<Chain<bool>> usable_;                                         // by skill
  std::vector<Chain<std::pair<bool, const std::optional<Asked>*>>> asked_;  // by queue: whether it exists
  std::vector<std::vector<std::pair<Op, SetMember>>> members_;              // by queue
};

}  // namespace interlock
