// What may make room for a change that cannot be ordered, as manifests of few entries: nothing here knows whether it
// does.
#pragma once

#include <string>
#include <vector>

#include "model/manifest.hpp"
#include "plan/roster.hpp"

namespace interlock {

/// A change to be made first.
struct Candidate {
  std::string words;  // "lend levels to 'eve@example.com'"
  Manifest manifest{};
  const RosterQueue* widened = nullptr;  // the queue that is offered to more agents meanwhile
};

/// So many agents who do not change themselves get what the queue asks for before and after, before, or after; the best
/// are those who need fewest levels.
std::vector<Candidate> lendings(const Roster& roster, const RosterQueue& queue, int agents);

/// The queue asks for a skill that nobody else has, and those who serve it have it.
std::vector<Candidate> placeholders(const Roster& roster, const RosterQueue& queue, const LiveState& live,
                                    const Manifest& desired);

/// The queue asks for no more than both of its ends do, nor for more than those who serve it at one end have.
std::vector<Candidate> widenings(const Roster& roster, const RosterQueue& queue);

}  // namespace interlock
