// A scene while ops come in one after the other: how many agents each queue has, and whether an op may come next.
#pragma once

#include <compare>
#include <optional>
#include <span>
#include <vector>

#include "safety/course.hpp"
#include "safety/scene.hpp"

namespace interlock {

/// What must hold for one queue in every state.
struct Demand {
  int floor = 0;           // agents, never to be undercut
  int goal = 0;            // agents that the order keeps where that costs nothing
  bool is_precise = true;  // only those are eligible whom the first or the last state makes so
};

/// What must hold in every state, or is tolerated.
struct Demands {
  std::vector<Demand> queues{};
  int largest_profile = 0;  // levels; a profile that is larger may not grow
};

/// How much an op takes from the queues it touches, the least harmful first.
struct Harm {
  enum class Kind { none, some, much } kind = Kind::none;  // none is taken; down to the goal; below it
  int short_of = 0;  // in parts of the goal, of which there are so many; of the worst queue
  static constexpr int kParts = 32;
  friend auto operator<=>(const Harm&, const Harm&) = default;
};

/// Why an op may not come next.
struct Hindrance {
  enum class Kind { coverage, precision, limit } kind;
  int object = 0;   // the queue, or the profile
  int missing = 1;  // agents below the floor, or agents too many
};

struct Verdict {
  Harm harm{};
  std::optional<Hindrance> hindrance{};
};

class Playthrough {
 public:
  Playthrough(const Scene& scene, std::span<const Effects> ops, const Demands& demands);

  /// An op by the parts of which it consists.
  using Parts = std::span<const Effects* const>;

  /// Makes the op's changes and says what they do; `undo` takes the last of them back.
  Verdict make(Parts op);
  void undo();

  /// The queues of which the op can change who is eligible, ascending.
  std::vector<int> touched(Parts op) const;
  /// Of those, since the last `make`: by how many the queue's agents grew.
  struct Delta {
    int queue, by;
    bool asks_anew;  // what it asks for has changed
  };
  const std::vector<Delta>& deltas() const { return done_.back().deltas; }
  int count(int queue) const { return counts_[static_cast<std::size_t>(queue)]; }

 private:
  struct Pair {
    int queue, agent;
    friend auto operator<=>(const Pair&, const Pair&) = default;
  };
  struct Made {
    std::vector<Effect> undo{};
    std::vector<Delta> deltas{};
  };

  void add_pairs(std::vector<Pair>& pairs, const Effect& effect) const;
  std::vector<Pair> pairs_of(Parts op) const;
  std::optional<Hindrance> hindrance_of(Parts op, std::span<const Delta> deltas, std::span<const Pair> intruders) const;
  Harm harm_of(std::span<const Delta> deltas) const;

  Scene scene_;
  const Demands& demands_;
  std::vector<std::vector<int>> candidates_;       // by queue
  std::vector<std::vector<int>> entitled_;         // by queue: eligible in the first or the last state
  std::vector<std::vector<int>> agents_;           // by profile
  std::vector<std::vector<int>> queues_by_skill_;  // that ask for it at some time
  std::vector<int> counts_;                        // by queue
  std::vector<Made> done_;
};

/// By op: the queues of which it can change who is eligible, ascending.
std::vector<std::vector<int>> queues_touched(const Scene& scene, std::span<const Effects> ops);

}  // namespace interlock
