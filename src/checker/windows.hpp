// When agents are eligible for a queue while it asks one thing.
//
// Eligible is who meets a conjunction of things with versions: the levels, personal and shared, the skills, membership.
// A run of versions that are good is a span from the step that begins it until the step that ends it; a choice of one
// run of each thing is a window: open where every step of `from` is in and none of `until`. The windows of an agent
// never overlap, so agents are counted by counting windows.
#pragma once

#include <vector>

#include "checker/history.hpp"

namespace interlock::checker {

/// The states in which a queue asks one thing. `from` is in and `until` is not in each of them.
struct Frame {
  const Order& order;
  At from = kStart;
  At until = kNever;

  bool is_in(At step) const { return order.waits(from, step); }    // in every state of the frame
  bool is_out(At step) const { return order.waits(step, until); }  // in none
};

struct Window {
  std::vector<At> from;   // none of them is in every state of the frame, none waits for another
  std::vector<At> until;  // none of them is out in every state of the frame, none waits for another
};

struct Presence {
  int agent = 0;
  bool has_one_cause = true;  // at most one thing of theirs changes within the frame
  bool is_unclear = false;    // more combinations than are looked at; there are no windows then
  std::vector<Window> windows;
};

/// What the levels of one agent are cut along, where both profiles change. Either way the windows are all that there
/// is; but of one way more of them can have a single step at each end, and be counted.
enum class Grain { personal, shared };

/// All agents who are eligible in some state of the frame, by number.
std::vector<Presence> presences(const History& history, const QueueHistory& queue, const AskVersion& ask,
                                const Frame& frame, Grain grain = Grain::personal);

/// Who is eligible before the first step, or after the last one; by number. Nobody where the queue is gone.
std::vector<int> eligible_first(const History& history, const QueueHistory& queue);
std::vector<int> eligible_last(const History& history, const QueueHistory& queue);

}  // namespace interlock::checker
