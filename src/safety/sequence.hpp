// An order of writes in the making: what is done, what may come next, and the way back.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "safety/arrange.hpp"

namespace interlock {

class Sequence {
 public:
  Sequence(const Scene& scene, std::span<const Draft> drafts, std::span<const Precedence> precedences,
           const Demands& demands);

  bool is_ready(const Arranged& op) const;
  /// What the op would do if it came next.
  Verdict judge(const Arranged& op);
  /// The op comes next.
  Verdict take(const Arranged& op);
  void take_back();
  void take_back_to(std::size_t length);

  const std::vector<Arranged>& ops() const { return ops_; }
  std::size_t drafts() const { return drafts_.size(); }
  const Draft& draft(int number) const { return drafts_[static_cast<std::size_t>(number)]; }
  /// The drafts that wait for this one.
  const std::vector<int>& followers(int number) const { return followers_[static_cast<std::size_t>(number)]; }
  const Playthrough& playthrough() const { return playthrough_; }
  std::vector<int> touched(int number) const { return playthrough_.touched(effects_of({number, all_parts(number)})); }
  std::vector<int> all_parts(int number) const;

 private:
  std::vector<const Effects*> effects_of(const Arranged& op) const;
  void settle(const Arranged& op, int by);

  struct Following {
    int draft, part;
  };
  std::span<const Draft> drafts_;
  Playthrough playthrough_;
  std::vector<Arranged> ops_;
  std::vector<int> left_;                                     // by draft: parts that are not done
  std::vector<std::vector<int>> unmet_;                       // by draft, then by part from kAll on: precedences
  std::vector<std::vector<std::vector<Following>>> waiting_;  // the same for what they hold up
  std::vector<std::vector<int>> followers_;
};

}  // namespace interlock
