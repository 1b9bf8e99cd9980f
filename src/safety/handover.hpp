// From one safe order to all of those that are as safe: only what the safety of a queue hangs on waits.
#pragma once

#include <vector>

#include "safety/course.hpp"

namespace interlock {

/// The later op waits until the earlier one is confirmed.
struct Edge {
  Op earlier = 0, later = 0;
  friend auto operator<=>(const Edge&, const Edge&) = default;
};

/// Edges that keep the queue in every order at the fewest agents that it has while the ops come in as they are
/// numbered, and keep out who is kept out then. Agents hand over to one another: who serves until the queue asks anew,
/// or leaves it before, is let go when the next one is there. Each edge leads to a later op. A queue that is there
/// before and after has one number for all of its versions.
std::vector<Edge> handovers(const Course& course, int queue);

/// The order of so many ops that the edges make. Edges that follow from two others are left out.
Order order_from(std::size_t ops, std::vector<Edge> edges);

}  // namespace interlock
