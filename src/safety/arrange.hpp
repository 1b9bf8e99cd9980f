// The search for an order of writes that is safe at every moment (planning.md, "Finding an order").
#pragma once

#include <span>
#include <vector>

#include "safety/playthrough.hpp"
#include "safety/scene.hpp"

namespace interlock {

/// A request that may have to be made in several: each part is an edit that can go out alone.
struct Draft {
  std::vector<Effects> parts{};
  bool is_divisible = false;
};

/// A part of one draft comes before a part of another one, whatever else is so.
struct Precedence {
  static constexpr int kAll = -1;  // all parts
  int earlier = 0, earlier_part = kAll;
  int later = 0, later_part = kAll;
};

/// A request of the plan: the draft, or some parts of it.
struct Arranged {
  int draft = 0;
  std::vector<int> parts{};  // ascending
  friend bool operator==(const Arranged&, const Arranged&) = default;
};

/// All parts of all drafts, one after the other: every state on the way meets the demands if some order was found that
/// does. Of those, drafts are divided as seldom as the search could see; where none was found, first the limit, then
/// precision and then coverage is given up for the queues concerned, which the proof will tell. The precedences must
/// have no cycle.
std::vector<Arranged> arrange(const Scene& scene, std::span<const Draft> drafts,
                              std::span<const Precedence> precedences, const Demands& demands);

}  // namespace interlock
