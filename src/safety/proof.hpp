// Proofs about every order at once (planning.md, "Proof of every order, in linear time"): a closure of Horn clauses
// over the ops either meets a contradiction, then the bad state cannot be reached, or is itself the smallest bad state.
#pragma once

#include <optional>
#include <variant>
#include <vector>

#include "safety/order.hpp"

namespace interlock {

/// When an agent is eligible, or several who gain and lose it together.
struct Witness {
  Window window{};
  int agents = 1;
  int agent = -1;  // its number, or that of one of them
};

/// One version of a queue: when it is in force, and the agents whom it admits. One agent may have several windows, of
/// which no two hold at once.
struct QueueVersion {
  Window in_force{};
  std::vector<Witness> eligible{};
};

/// Invariant (a): a reachable state of this version in which nobody is eligible, the smallest one; nothing where every
/// state has somebody, or no state the version. A window that several ops can end, none of which comes first by the
/// order, counts as nobody: the answer is then a state that this proof cannot exclude.
std::optional<Ideal> starving_state(const Order& order, const QueueVersion& version);

/// Why somebody serves a version in every state: an agent whom nothing takes away in it and who is there when the last
/// of the others goes, or an op without which the queue cannot starve and which replaces the version. Else the smallest
/// state in which nobody does.
struct ByAgent {
  int agent = -1;
};
struct ByOp {
  Op op = 0;
};
using Cover = std::variant<ByAgent, ByOp, Ideal>;
Cover cover_of(const Order& order, const QueueVersion& version);

/// The smallest reachable state in which both windows hold; nothing where no state has them both. For invariant (e):
/// the version is in force while somebody is eligible who should not be.
std::optional<Ideal> common_state(const Order& order, const Window& a, const Window& b);

/// The fewest eligible agents that a reachable state has, and such a state.
struct Lowest {
  int agents = 0;
  Ideal state{};
};

/// Over all states of this version; nothing where no state has it in force. Exact, a minimum cut, where one op opens
/// and one op ends each window; a window of several that do not wait for one another is not counted, so that the number
/// is a lower bound.
std::optional<Lowest> fewest_eligible(const Order& order, const QueueVersion& version);

}  // namespace interlock
