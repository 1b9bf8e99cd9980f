// Proves a plan file again before it is carried out, from nothing but its text: the steps, their edges and the facts
// that it stands on (planning.md, Certificate). Nothing here is shared with the prover that wrote the certificate:
// other data structures, other algorithms, and the build keeps `safety` and `plan` out of reach.
//
// What is proven, in every state that the edges allow, by the letters of planning.md:
//
// (a) coverage: a queue with agents at the start and at the end never has fewer than min(start, end, max(1, floor)).
//
// (b) references: what a step names is there, and what goes is named by nobody any more.
//
// (e) precision: an agent is eligible only where the start or the end of the plan makes them eligible.
//
// (f) limits: no profile holds more levels than the limit, or than it held at the start.
//
// Then the certificate's own numbers and witnesses are compared with what was found.
#pragma once

#include <set>
#include <string>

#include "base/result.hpp"

namespace interlock::checker {

/// Depending steps are kept as a triangle of bits; this many take 156 MB.
inline constexpr std::size_t kMostSteps = 50'000;

struct Verdict {
  int queues = 0;    // whose states were counted
  int versions = 0;  // of what they ask
  int steps = 0;     // that the proof is about
};

/// Refusals are problems of rule B67 and exit 4. The document may be anything: it is an untrusted file. A user's name
/// is never told, only the id.
///
/// The certificate's numbers must be those found here. Where several steps together make or end the eligibility of one
/// agent both sides have a lower bound only; then the certificate may claim less, never more.
Result<Verdict> check_plan(const Value& document);

/// How far an apply has come, and what it found changed on the way.
struct Progress {
  std::set<std::string> done;     // ids of steps that are in; with each step what it waits for
  std::set<std::string> dropped;  // ids of steps that will not be sent; with each step what waits for it
  /// The objects that were read again, in the shape of `facts.routing` with only them in it; each replaces all that is
  /// known of the object, the steps that are done included. null: it is not there any more (an agent: not active).
  Map now;
};

/// The same proof for the steps that are left, from the state that the tenant is in now.
///
/// The promise stays what the reviewed plan promised: a queue that it protects keeps min(start, end, max(1, floor))
/// agents as counted by the whole plan, in every state that is left and at the end. Only what somebody else took away
/// already is not asked for: never more than the queue has now. An agent may be eligible where the start or the end of
/// the whole plan, the state now, or the end of the rest makes them eligible. So the rest of a plan that is proven is
/// proven, unless facts changed. Numbers and witnesses are not compared: they are about the whole plan.
Result<Verdict> check_rest(const Value& document, const Progress& progress);

}  // namespace interlock::checker
