#include "cli/rehearsal/script.hpp"

#include <algorithm>
#include <iterator>

namespace interlock {

void Script::begin(const Step& step, int writes) {
  if (!acts_.empty() && acts_.back().second == &step) return;
  acts_.emplace_back(writes, &step);
  if (std::find(steps_.begin(), steps_.end(), &step) == steps_.end()) steps_.push_back(&step);
}

const Step* Script::maker(int write) const {
  const auto after =
      std::partition_point(acts_.begin(), acts_.end(), [&](const auto& act) { return act.first < write; });
  return after != acts_.begin() ? std::prev(after)->second : nullptr;
}

int Script::writes_before(const Step& step) const {
  const auto first = std::find_if(acts_.begin(), acts_.end(), [&](const auto& act) { return act.second == &step; });
  return first != acts_.end() ? first->first : 0;
}

}  // namespace interlock
