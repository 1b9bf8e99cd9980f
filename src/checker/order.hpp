// Which step waits for which, directly or through others.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace interlock::checker {

/// A step by its place in the plan. Two of them are no steps: what is so from the start, and what never happens.
using At = int;
inline constexpr At kStart = -1;
inline constexpr At kNever = std::numeric_limits<At>::max();

class Order {
 public:
  /// For each step the earlier ones that it names in `after`.
  explicit Order(std::vector<std::vector<At>> after);

  std::size_t size() const { return after_.size(); }
  std::span<const At> direct(At step) const { return after_[static_cast<std::size_t>(step)]; }

  /// Whether `earlier` is in wherever `later` is: it waits for it, or is it. Everything waits for the start; what never
  /// happens waits for everything.
  bool waits(At later, At earlier) const {
    if (later == earlier || earlier == kStart || later == kNever) return true;
    if (later == kStart || earlier == kNever || earlier > later) return false;
    return (row(later)[static_cast<std::size_t>(earlier) / 64] >> (static_cast<std::size_t>(earlier) % 64) & 1) != 0;
  }

  /// What must be in where these steps are, they included.
  std::vector<At> closure(std::span<const At> steps) const;

 private:
  const std::uint64_t* row(At step) const { return bits_.data() + offsets_[static_cast<std::size_t>(step)]; }
  void fill(At step);

  std::vector<std::vector<At>> after_;
  std::vector<std::size_t> offsets_;  // of each step's row, which has a bit for each earlier step
  std::vector<std::uint64_t> bits_;
};

}  // namespace interlock::checker
