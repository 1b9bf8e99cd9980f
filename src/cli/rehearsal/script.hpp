// Which step made which write of a rehearsal.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "plan/plan.hpp"

namespace interlock {

/// Steps act one after the other; one that has to wait may act again behind others.
class Script {
 public:
  /// The step acts from now on, behind so many writes.
  void begin(const Step& step, int writes);

  /// The step that made the write, or null for none.
  const Step* maker(int write) const;
  /// The steps that acted, in the order in which they began.
  const std::vector<const Step*>& steps() const { return steps_; }
  /// How many writes there were when the step began.
  int writes_before(const Step& step) const;

 private:
  std::vector<std::pair<int, const Step*>> acts_;  // by the writes before them
  std::vector<const Step*> steps_;
};

}  // namespace interlock
