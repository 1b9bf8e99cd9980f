#pragma once

#include <functional>
#include <span>

namespace interlock::bench {

struct Figures {
  double seconds = 0;   // of CPU, in the process and in the kernel for it
  double input_mb = 0;  // resident before the work
  double peak_mb = 0;   // the most that was resident during it, the input included
};

using Work = std::function<void()>;

/// What the work costs, in a process of its own, so that no memory of an earlier measurement is counted; of three runs
/// the one with the median time.
Figures measured(const Work& work);

/// What is measured at several sizes.
struct Row {
  const char* name;
  Work (*prepare)(int size);
};
/// Prints the figures of the row at each size, and how the time grew from the size before.
void print_row(const Row& row, std::span<const int> sizes);
void print_heading(const char* sizes);

}  // namespace interlock::bench
