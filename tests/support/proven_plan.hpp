// An order found for the changes of a scene and proven, held against a look at every single state.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "safety/course.hpp"
#include "safety/handover.hpp"
#include "support/random_scene.hpp"

namespace interlock::testing {

/// What the search and the proof say about one queue.
struct QueueProof {
  int fewest = 0;           // agents in any state
  bool starves = false;     // some version cannot be shown to have somebody in every state
  bool is_precise = false;  // nobody else is ever eligible
  bool is_exact = false;    // one op makes and one op ends each eligibility: `fewest` is then no mere bound
};

/// Arranged, with the edges that every order must keep.
class ProvenPlan {
 public:
  ProvenPlan(const Changing& changing, const Demands& demands);

  const std::vector<Arranged>& arranged() const { return arranged_; }
  const std::vector<Effects>& ops() const { return ops_; }
  const Course& course() const { return *course_; }
  const Order& order() const { return order_; }
  std::vector<QueueProof> proofs() const { return proofs(order_); }
  std::vector<QueueProof> proofs(const Order& order) const;
  /// By queue, when each version is in force.
  std::vector<std::vector<Window>> in_force() const;
  /// The same order without that edge, but with all that followed from it for others.
  Order without(Edge edge) const;
  /// Whether the ops are two versions of one object, which come in their order whatever a queue needs.
  bool is_of_one_object(Edge edge) const;

 private:
  std::vector<Arranged> arranged_;
  std::vector<Effects> ops_;
  std::unique_ptr<Course> course_;
  Order order_;
};

/// What many instances say together.
struct Tally {
  std::int64_t instances = 0, states = 0;
  std::int64_t feasible = 0;             // undivided, as the look at every set of ops says
  std::int64_t found = 0;                // of those
  std::int64_t possible = 0;             // divided in whatever way
  std::int64_t safe = 0;                 // of those
  std::int64_t drafts = 0, divided = 0;  // of the safe plans; the requests that they take above their drafts
  std::int64_t proofs = 0, exact = 0;    // of queues; those whose number is that of the worst state
  std::int64_t edges = 0, redundant = 0;
  Tally& operator+=(const Tally& other);
};

enum class Edges : bool { kept, removed_in_turn };
/// One scene of so many has its edges removed in turn.
inline constexpr int kEdgesEach = 16;
/// Arranges, proves and looks at every state. With `removed_in_turn` it does so again without each of the edges: the
/// proof must then object, or the edge counts as redundant. Empty where everything agrees, else what does not, and all
/// that a person needs to follow it.
std::string examine(const Changing& changing, Edges edges, Tally& tally);

}  // namespace interlock::testing
