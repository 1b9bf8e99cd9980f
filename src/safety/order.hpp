// A plan as the proof sees it: numbered requests, and which of them wait for which. Whatever order, retry, crash or
// delay comes, every state that anybody can see is an ideal: a set of ops that holds, with each of its ops, all that
// the op waits for (planning.md, Model).
#pragma once

#include <cstdint>
#include <vector>

namespace interlock {

/// An op is a request that moves one object from one version to the next, by its number in the plan from 0 on.
using Op = int;

/// By op: those that must be confirmed before it is sent, all of lower numbers; edges that follow from others may be
/// left out.
using Order = std::vector<std::vector<Op>>;

/// Ops that are in, ascending; a state.
using Ideal = std::vector<Op>;

/// The smallest ideal that holds some ops, grown op by op.
class Growth {
 public:
  explicit Growth(const Order& order) : order_(order), is_in_(order.size()) {}

  /// Takes in the op and everything that it waits for.
  void add(Op op);
  bool contains(Op op) const { return is_in_[static_cast<std::size_t>(op)]; }
  /// The ops in the order in which they came in: none stands before one that it waits for.
  const std::vector<Op>& ops() const { return ops_; }
  Ideal ideal() const;

 private:
  const Order& order_;
  std::vector<bool> is_in_;
  std::vector<Op> ops_;
};

/// When something is so: in every ideal that holds all of `from` and none of `until`. Without `from` since the
/// beginning, without `until` for ever.
struct Window {
  std::vector<Op> from{}, until{};
  friend bool operator==(const Window&, const Window&) = default;
};

/// The window in which both are so.
Window both(const Window& a, const Window& b);

/// The window as it shows while `outer` holds: without the ops that are in, or cannot be in, all that time; of the
/// others the last that open it and the first that close it, as far as they wait for one another.
class Within {
 public:
  Within(const Order& order, const Window& outer);
  Window operator()(const Window& inner) const;
  /// Whether `outer` holds in no state at all.
  bool is_never() const { return is_never_; }
  /// Whether the op is in, or is not, in each state in which `outer` holds.
  bool is_in(Op op) const { return in_.contains(op); }
  bool is_out(Op op) const;

 private:
  enum class Fate : std::uint8_t { unknown, open, out };
  Fate fate_of(Op op, std::vector<Op>& path) const;

  const Order& order_;
  Growth in_;                        // in, as long as `outer` holds
  Op first_out_ = 0;                 // nothing of a lower number is out
  mutable std::vector<Fate> fates_;  // found when asked for: a version of a queue is about few ops of a plan
  bool is_never_ = false;
};

}  // namespace interlock
