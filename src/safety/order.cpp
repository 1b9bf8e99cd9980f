#include "safety/order.hpp"

#include <algorithm>
#include <span>

namespace interlock {
namespace {

void sort_unique(std::vector<Op>& ops) {
  std::sort(ops.begin(), ops.end());
  ops.erase(std::unique(ops.begin(), ops.end()), ops.end());
}

/// Whether `later` waits for `op`, directly or through others.
bool waits(const Order& order, Op later, Op op) {
  Growth growth(order);
  growth.add(later);
  return growth.contains(op);
}

enum class Keep { first, last };

/// The ops without those that another one makes superfluous.
std::vector<Op> outermost(const Order& order, std::vector<Op> ops, Keep keep) {
  sort_unique(ops);
  if (ops.size() < 2) return ops;
  const auto all = ops;
  std::erase_if(ops, [&](Op op) {
    return std::any_of(all.begin(), all.end(), [&](Op other) {
      return other != op && (keep == Keep::last ? waits(order, other, op) : waits(order, op, other));
    });
  });
  return ops;
}

}  // namespace

void Growth::add(Op op) {
  if (contains(op)) return;
  // Depth first with a stack of our own: a chain of ops can be as long as the plan.
  struct Visit {
    Op op;
    std::size_t next = 0;
  };
  const auto waits_for = [&](Op one) -> const std::vector<Op>& { return order_[static_cast<std::size_t>(one)]; };
  std::vector<Visit> path{{op}};
  is_in_[static_cast<std::size_t>(op)] = true;
  while (!path.empty()) {
    auto& visit = path.back();
    if (visit.next == waits_for(visit.op).size()) {
      ops_.push_back(visit.op);
      path.pop_back();
      continue;
    }
    const auto earlier = waits_for(visit.op)[visit.next++];
    if (contains(earlier)) continue;
    is_in_[static_cast<std::size_t>(earlier)] = true;
    path.push_back({earlier});
  }
}

Ideal Growth::ideal() const {
  auto ops = ops_;
  std::sort(ops.begin(), ops.end());
  return ops;
}

Window both(const Window& a, const Window& b) {
  Window result = a;
  result.from.insert(result.from.end(), b.from.begin(), b.from.end());
  result.until.insert(result.until.end(), b.until.begin(), b.until.end());
  sort_unique(result.from);
  sort_unique(result.until);
  return result;
}

Within::Within(const Order& order, const Window& outer)
    : order_(order), in_(order), first_out_(static_cast<Op>(order.size())), fates_(order.size()) {
  for (const auto op : outer.from) in_.add(op);
  for (const auto op : outer.until) {
    fates_[static_cast<std::size_t>(op)] = Fate::out;
    first_out_ = std::min(first_out_, op);
    is_never_ = is_never_ || in_.contains(op);
  }
}

/// An op is out that waits for one that is. Without recursion, since a chain of ops can be as long as the plan.
bool Within::is_out(Op op) const {
  std::vector<Op> path{op};
  while (!path.empty()) {
    const auto length = path.size();
    auto& fate = fates_[static_cast<std::size_t>(path.back())];
    if (fate == Fate::unknown) fate = fate_of(path.back(), path);
    if (path.size() == length) path.pop_back();
  }
  return fates_[static_cast<std::size_t>(op)] == Fate::out;
}

/// The op's fate, or nothing as long as it hangs on others, which are put onto the path.
Within::Fate Within::fate_of(Op op, std::vector<Op>& path) const {
  if (op < first_out_) return Fate::open;
  const auto length = path.size();
  for (const auto earlier : order_[static_cast<std::size_t>(op)]) {
    const auto fate = fates_[static_cast<std::size_t>(earlier)];
    if (fate == Fate::unknown && earlier >= first_out_) path.push_back(earlier);
    if (fate != Fate::out) continue;
    path.resize(length);
    return Fate::out;
  }
  return path.size() == length ? Fate::open : Fate::unknown;
}

Window Within::operator()(const Window& inner) const {
  Window result = inner;
  std::erase_if(result.from, [&](Op op) { return is_in(op); });
  std::erase_if(result.until, [&](Op op) { return is_out(op); });
  return {outermost(order_, std::move(result.from), Keep::last),
          outermost(order_, std::move(result.until), Keep::first)};
}

}  // namespace interlock
