// A small scene in few bytes, and what a look at every single state says. The rules of eligibility are written down
// here a second time.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "safety/scene.hpp"
#include "support/every_ideal.hpp"

namespace interlock::testing {

/// A set of bits, one an agent.
using Agents = std::uint32_t;

/// Points into the scene and the effects that it is made of. A level of nothing is 0.
class Board {
 public:
  static constexpr std::size_t kProfiles = 8, kSkills = 4, kQueues = 4, kAgents = 8;

  explicit Board(const Scene& scene);
  void make(const Effects& effects);
  bool exists(std::size_t queue) const { return queues_[queue].exists; }
  Agents eligible(std::size_t queue) const;

 private:
  friend struct BoardMaker;
  struct Queue {
    const std::optional<Asked>* asks;
    std::uint8_t only, direct;
    bool exists;
  };
  Agents holders(const Requirement& requirement) const;

  std::array<std::array<std::int8_t, kSkills>, kProfiles> levels_{};
  std::array<Queue, kQueues> queues_{};
  std::array<std::int8_t, kAgents> personal_{}, shared_{};  // -1: none
  std::uint8_t agents_ = 0, usable_ = 0;
};

/// The board when all of the ops are made that the state has.
Board board_of(const Scene& scene, const std::vector<Effects>& ops, State state);
inline State all(const std::vector<Effects>& ops) { return (State{1} << ops.size()) - 1; }

/// By queue: who is eligible in the first or in the last state.
std::vector<Agents> entitled(const Scene& scene, const std::vector<Effects>& ops);

/// What all states of one version of a queue say together.
struct Seen {
  std::optional<int> fewest{};  // nothing: no state has the version
  Agents at_last = 0;           // those who are eligible in the greatest of them
  int most_ops = -1;            // that it has
};
struct EveryState {
  std::vector<std::vector<Seen>> versions{};  // by queue, then as they were asked for
  std::vector<bool> intruded{};               // by queue: somebody was eligible whom neither end makes so
  std::int64_t states = 0;

  /// Of the states in which the queue exists.
  int fewest(std::size_t queue) const;
};
/// `in_force`: by queue, when each of its versions is.
EveryState every_state(const Scene& scene, const std::vector<Effects>& ops, const Order& order,
                       const std::vector<std::vector<Window>>& in_force);

/// Whether the ops can be made one after the other so that in each state every queue has so many agents and nobody
/// whom neither end makes eligible.
bool has_safe_order(const Scene& scene, const std::vector<Effects>& ops, std::span<const int> floors);

}  // namespace interlock::testing
