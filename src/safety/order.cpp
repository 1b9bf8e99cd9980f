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

Within::Within(const Order& order, const Window& outer) : order_(order), in_(order), out_(order.size()) {
  for (const auto op : outer.from) in_.add(op);
  for (const auto op : outer.until) out_[static_cast<std::size_t>(op)] = true;
  if (outer.until.empty()) return;
  const auto is_out = [&](Op op) { return this->is_out(op); };
  const auto first = *std::min_element(outer.until.begin(), outer.until.end());
  for (auto op = static_cast<std::size_t>(first); op < order.size(); ++op) {
    if (!out_[op]) out_[op] = std::any_of(order[op].begin(), order[op].end(), is_out);
  }
  is_never_ = std::any_of(in_.ops().begin(), in_.ops().end(), is_out);
}

Window Within::operator()(const Window& inner) const {
  Window result = inner;
  std::erase_if(result.from, [&](Op op) { return is_in(op); });
  std::erase_if(result.until, [&](Op op) { return is_out(op); });
  return {outermost(order_, std::move(result.from), Keep::last),
          outermost(order_, std::move(result.until), Keep::first)};
}

}  // namespace interlock
