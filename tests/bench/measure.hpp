#pragma once

#include <functional>

namespace interlock::bench {

struct Figures {
  double seconds = 0;   // of CPU, in the process and in the kernel for it
  double input_mb = 0;  // resident before the work
  double peak_mb = 0;   // the most that was resident during it, the input included
};

using Work = std::function<void()>;

/// What the work costs that `prepare` makes ready, without the preparation. In a process of its own, so that no memory
/// of an earlier measurement is counted; of three runs the one with the median time.
Figures measured(const std::function<Work()>& prepare);

}  // namespace interlock::bench
