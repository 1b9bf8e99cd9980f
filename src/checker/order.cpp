#include "checker/order.hpp"

#include <algorithm>
#include <functional>

namespace interlock::checker {
namespace {

std::size_t words(std::size_t bits) { return (bits + 63) / 64; }

}  // namespace

Order::Order(std::vector<std::vector<At>> after) : after_(std::move(after)) {
  std::size_t total = 0;
  for (std::size_t i = 0; i < after_.size(); ++i) {
    offsets_.push_back(total);
    total += words(i);
  }
  bits_.resize(total);
  for (std::size_t i = 0; i < after_.size(); ++i) fill(static_cast<At>(i));
}

void Order::fill(At step) {
  auto& direct = after_[static_cast<std::size_t>(step)];
  // The latest first: what it waits for needs no second look, and long lists of `after` are mostly that.
  std::sort(direct.begin(), direct.end(), std::greater<>());
  auto* mine = bits_.data() + offsets_[static_cast<std::size_t>(step)];
  for (const At earlier : direct) {
    if (waits(step, earlier)) continue;
    const auto index = static_cast<std::size_t>(earlier);
    const auto* theirs = row(earlier);
    for (std::size_t word = 0; word < words(index); ++word) mine[word] |= theirs[word];
    mine[index / 64] |= std::uint64_t{1} << index % 64;
  }
}

std::vector<At> Order::closure(std::span<const At> steps) const {
  std::vector<At> all;
  for (At step = 0; step < static_cast<At>(size()); ++step) {
    if (std::any_of(steps.begin(), steps.end(), [&](At later) { return waits(later, step); })) all.push_back(step);
  }
  return all;
}

}  // namespace interlock::checker
