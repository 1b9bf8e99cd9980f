#include "safety/sequence.hpp"

#include <algorithm>
#include <numeric>

#include "safety/at.hpp"

namespace interlock {
namespace {

constexpr int slot(int part) { return part - Precedence::kAll; }

std::vector<Effects> joined(std::span<const Draft> drafts) {
  std::vector<Effects> ops;
  for (const auto& draft : drafts) {
    auto& effects = ops.emplace_back();
    for (const auto& part : draft.parts) effects.insert(effects.end(), part.begin(), part.end());
  }
  return ops;
}

}  // namespace

Sequence::Sequence(const Scene& scene, std::span<const Draft> drafts, std::span<const Precedence> precedences,
                   const Demands& demands)
    : drafts_(drafts), playthrough_(scene, joined(drafts), demands), followers_(drafts.size()) {
  for (const auto& draft : drafts) {
    left_.push_back(static_cast<int>(draft.parts.size()));
    unmet_.emplace_back(draft.parts.size() + 1);
    waiting_.emplace_back(draft.parts.size() + 1);
  }
  for (const auto& [earlier, earlier_part, later, later_part] : precedences) {
    ++at(at(unmet_, later), slot(later_part));
    at(at(waiting_, earlier), slot(earlier_part)).push_back({later, later_part});
    at(followers_, earlier).push_back(later);
  }
  for (auto& followers : followers_) {
    std::sort(followers.begin(), followers.end());
    followers.erase(std::unique(followers.begin(), followers.end()), followers.end());
  }
}

std::vector<int> Sequence::all_parts(int number) const {
  std::vector<int> parts(draft(number).parts.size());
  std::iota(parts.begin(), parts.end(), 0);
  return parts;
}

std::vector<const Effects*> Sequence::effects_of(const Arranged& op) const {
  std::vector<const Effects*> effects;
  for (const int part : op.parts) effects.push_back(&at(draft(op.draft).parts, part));
  return effects;
}

bool Sequence::is_ready(const Arranged& op) const {
  const auto& unmet = at(unmet_, op.draft);
  return unmet.front() == 0 &&
         std::all_of(op.parts.begin(), op.parts.end(), [&](int part) { return at(unmet, slot(part)) == 0; });
}

Verdict Sequence::judge(const Arranged& op) {
  auto verdict = playthrough_.make(effects_of(op));
  playthrough_.undo();
  return verdict;
}

/// Tells those who wait for the op's parts, and for the whole draft where that begins or ceases to be done.
void Sequence::settle(const Arranged& op, int by) {
  const auto tell = [&](int part) {
    for (const auto& [draft, follower] : at(at(waiting_, op.draft), slot(part))) {
      at(at(unmet_, draft), slot(follower)) -= by;
    }
  };
  auto& left = at(left_, op.draft);
  const bool was_done = left == 0;
  left -= by * static_cast<int>(op.parts.size());
  for (const int part : op.parts) tell(part);
  if (was_done != (left == 0)) tell(Precedence::kAll);
}

Verdict Sequence::take(const Arranged& op) {
  auto verdict = playthrough_.make(effects_of(op));
  settle(op, 1);
  ops_.push_back(op);
  return verdict;
}

void Sequence::take_back() {
  playthrough_.undo();
  settle(ops_.back(), -1);
  ops_.pop_back();
}

void Sequence::take_back_to(std::size_t length) {
  while (ops_.size() > length) take_back();
}

}  // namespace interlock
