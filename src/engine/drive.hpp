// The event loop: the one place that waits.
#pragma once

#include <algorithm>
#include <chrono>
#include <functional>
#include <optional>

#include "engine/courier.hpp"

namespace interlock {

/// The world that a run needs.
struct World {
  Clock& clock;
  Transport& transport;
  std::function<int()> interrupted = [] { return 0; };  // the signal that asked to stop, 0 for none
  std::function<void()> progress = [] {};               // called after each event
};

/// Runs a machine until it is finished. A machine has
///   void advance(Instant now);                      submits what can be submitted now
///   void deliver(const Delivery&, Instant now);
///   std::optional<Instant> next_due() const;        a wait of its own (settle time, pause after a conflict)
///   bool finished() const;
///   void interrupt(int signal);                     no new work; finish what is on its way
template <class Machine>
void drive(Machine& machine, Courier& courier, World& world) {
  constexpr auto kLongestWait = std::chrono::milliseconds(500);  // so that a signal is seen soon
  for (machine.advance(world.clock.now()); !machine.finished(); machine.advance(world.clock.now())) {
    if (const int signal = world.interrupted(); signal != 0) machine.interrupt(signal);
    for (const auto& sending : courier.due(world.clock.now())) world.transport.send(sending.ticket, sending.request);
    auto until = world.clock.now() + kLongestWait;
    for (const auto due : {courier.next_due(), machine.next_due()}) {
      if (due) until = std::min(until, *due);
    }
    // All that has come in, so that what follows from it is written down at once (J3).
    for (auto next = world.transport.wait(until); next; next = world.transport.wait(world.clock.now())) {
      courier.complete(*next, world.clock.now(), world.clock.wall());
    }
    for (const auto& delivery : courier.deliveries()) machine.deliver(delivery, world.clock.now());
    world.progress();
  }
}

}  // namespace interlock
