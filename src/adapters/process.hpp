// The process itself: what it may leave behind, and the signals that ask it to stop.
#pragma once

#include "base/time.hpp"

namespace interlock {

/// No core file, no debugger of the same user, files for the owner only, and no death by a closed pipe (SEC1, SEC45). A
/// standard stream that the caller closed is broken from here on: the next file or socket to be opened would else get
/// its number, and the plan would be written into that.
void harden_process();

/// SIGINT, SIGTERM and SIGHUP are remembered; a second one ends the process at once (F45).
void watch_signals();
/// The signal that asked to stop, SIGHUP as SIGTERM; 0 for none.
int caught_signal();
/// Sleeps until there is one.
void wait_for_signal();
/// Sleeps so long, or until there is one.
void pause_process(Millis time);

}  // namespace interlock
