// The line that moves on a terminal while a command reads or writes.
#pragma once

#include <string>

#include "cli/context.hpp"
#include "engine/executor.hpp"

namespace interlock {

/// Shown on a terminal only, a few times a second, and wiped at the end. Without a terminal it does nothing.
class Progress {
 public:
  Progress(Context& context, Clock& clock, const Courier& courier);
  ~Progress() { end(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void reading();
  void applying(const Executor::Counts& counts);
  void end();  // wipes the line

 private:
  bool is_due();
  void show(const std::string& line);
  std::string traffic() const;

  Context& context_;
  Clock& clock_;
  const Courier& courier_;
  Instant begun_;
  int requests_before_;
  Instant next_;
  std::size_t width_ = 0;
};

}  // namespace interlock
