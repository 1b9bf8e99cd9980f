#include "safety/greedy.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <queue>

#include "safety/at.hpp"

namespace interlock {
namespace {

class Greedy {
 public:
  Greedy(Sequence& sequence, std::vector<Arranged> ops, Divide divide)
      : sequence_(sequence), divide_(divide), start_(sequence.ops().size()) {
    for (auto& op : ops) enter(std::move(op));
  }

  bool run() {
    for (int i = 0; i < size(); ++i) offer(i);
    while (left_ > 0) {
      if (!next_.empty()) {
        take_next();
      } else if (!offer_all() && !(divide_ == Divide::where_needed && divide_one())) {
        sequence_.take_back_to(start_);
        return false;
      }
    }
    return true;
  }

 private:
  struct Entry {
    Harm harm;
    int item;
    friend auto operator<=>(const Entry&, const Entry&) = default;
  };
  struct Item {
    Arranged op;
    std::vector<int> touched;
    bool is_done = false;
  };
  struct Asking {
    std::vector<int> items{};
    int moved = 0;  // ops that changed who is eligible, since the items were looked at
  };
  static constexpr int kLooks = 32;  // at a queue's items, while all of its agents move

  int size() const { return static_cast<int>(items_.size()); }
  Item& item(int i) { return at(items_, i); }

  void enter(Arranged op) {
    const int number = size();
    by_draft_[op.draft].push_back(number);
    auto touched = sequence_.touched(op.draft);
    for (const int queue : touched) touching_[queue].push_back(number);
    if (const auto queue = asked_by(op)) asking_[*queue].items.push_back(number);
    items_.push_back({std::move(op), std::move(touched)});
    ++left_;
  }

  /// The queue that the op lets ask anew.
  std::optional<int> asked_by(const Arranged& op) const {
    for (const int part : op.parts) {
      for (const auto& effect : at(sequence_.draft(op.draft).parts, part)) {
        if (const auto* asked = std::get_if<SetAsked>(&effect)) return asked->queue;
      }
    }
    return std::nullopt;
  }

  /// Puts the item among those that may come next, or where what stands in its way is waited for.
  bool offer(int i) {
    if (item(i).is_done || !sequence_.is_ready(item(i).op)) return false;
    const auto verdict = sequence_.judge(item(i).op);
    if (verdict.hindrance) {
      if (verdict.hindrance->kind != Hindrance::Kind::limit) parked_[verdict.hindrance->object].push_back(i);
      return false;
    }
    next_.push({verdict.harm, i});
    return true;
  }

  bool offer_all() {
    bool any = false;
    for (int i = 0; i < size(); ++i) any = offer(i) || any;
    return any;
  }

  /// What was offered may do more harm by now, and is offered again then.
  void take_next() {
    const auto [harm, i] = next_.top();
    next_.pop();
    if (item(i).is_done) return;
    const auto verdict = sequence_.judge(item(i).op);
    if (!verdict.hindrance && verdict.harm <= harm) {
      take(i);
    } else {
      offer(i);
    }
  }

  void take(int i) {
    sequence_.take(item(i).op);
    item(i).is_done = true;
    --left_;
    const auto deltas = sequence_.playthrough().deltas();
    for (const auto& [queue, by, asks_anew] : deltas) {
      wake(queue, by, asks_anew);
      if (!asks_anew) offer_asking(queue);
    }
    for (const int follower : sequence_.followers(item(i).op.draft)) {
      for (const int other : by_draft_[follower]) offer(other);
    }
  }

  /// Each agent more may let one of those go on who wait for the queue; what it asks for anew, all of them.
  void wake(int queue, int by, bool asks_anew) {
    const auto found = parked_.find(queue);
    if (found == parked_.end() || (by <= 0 && !asks_anew)) return;
    auto waiting = std::move(found->second);
    const auto count = asks_anew ? waiting.size() : std::min(waiting.size(), static_cast<std::size_t>(by));
    found->second.assign(waiting.begin() + static_cast<std::ptrdiff_t>(count), waiting.end());
    waiting.resize(count);
    for (const int i : waiting) offer(i);
  }

  /// The more agents have moved, the less it takes to ask anew. To look at that each time would be dear in a large
  /// queue.
  void offer_asking(int queue) {
    const auto asking = asking_.find(queue);
    if (asking == asking_.end() || ++asking->second.moved * kLooks < sequence_.playthrough().count(queue)) return;
    asking->second.moved = 0;
    for (const int i : asking->second.items) offer(i);
  }

  /// Nothing can come next as a whole: a part of something comes next that lets another one go on.
  bool divide_one() {
    for (const auto most : {Harm::Kind::none, Harm::Kind::much}) {
      std::map<int, std::vector<int>> takeable;  // by item; nothing is taken until one helps
      for (int i = 0; i < size(); ++i) {
        if (item(i).is_done || !sequence_.is_ready(item(i).op)) continue;
        const auto hindrance = sequence_.judge(item(i).op).hindrance;
        if (!hindrance || hindrance->kind == Hindrance::Kind::limit) continue;
        for (const int other : touching_[hindrance->object]) {
          const auto [found, is_new] = takeable.try_emplace(other);
          if (is_new) found->second = takeable_parts(other, most);
          if (!found->second.empty() && helps(other, found->second, i, *hindrance)) return true;
        }
      }
    }
    return take_any_part();
  }

  /// Whether these parts of `other` relieve the item of its hindrance; then they are taken.
  bool helps(int other, const std::vector<int>& parts, int i, const Hindrance& hindrance) {
    sequence_.take({item(other).op.draft, parts});
    auto blocked = item(i).op;
    if (other == i) std::erase_if(blocked.parts, [&](int part) { return contains(parts, part); });
    const auto now = sequence_.judge(blocked).hindrance;
    sequence_.take_back();
    const bool is_relieved =
        !now || (now->kind == hindrance.kind && now->object == hindrance.object && now->missing < hindrance.missing);
    if (is_relieved) split_off(other, std::vector(parts));
    return is_relieved;
  }

  bool take_any_part() {
    for (int i = 0; i < size(); ++i) {
      const auto parts = takeable_parts(i, Harm::Kind::none);
      if (parts.empty()) continue;
      split_off(i, parts);
      return true;
    }
    return false;
  }

  static bool contains(const std::vector<int>& parts, int part) {
    return std::find(parts.begin(), parts.end(), part) != parts.end();
  }

  /// The parts of the item that can come next without more harm than that; none where that is all of them.
  std::vector<int> takeable_parts(int i, Harm::Kind most) {
    const auto op = item(i).op;
    if (item(i).is_done || op.parts.size() < 2 || !sequence_.draft(op.draft).is_divisible) return {};
    const auto length = sequence_.ops().size();
    std::vector<int> parts;
    for (const int part : op.parts) {
      const Arranged alone{op.draft, {part}};
      if (!sequence_.is_ready(alone)) continue;
      const auto verdict = sequence_.take(alone);
      if (verdict.hindrance || verdict.harm.kind > most) {
        sequence_.take_back();
      } else {
        parts.push_back(part);
      }
    }
    sequence_.take_back_to(length);
    return parts.size() < op.parts.size() ? parts : std::vector<int>();
  }

  void split_off(int i, const std::vector<int>& parts) {
    enter({item(i).op.draft, parts});
    std::erase_if(item(i).op.parts, [&](int part) { return contains(parts, part); });
    take(size() - 1);
    offer(i);
  }

  Sequence& sequence_;
  Divide divide_;
  std::size_t start_;
  std::vector<Item> items_;
  int left_ = 0;
  std::map<int, std::vector<int>> by_draft_, touching_;  // items by draft, by queue
  std::map<int, Asking> asking_;                         // by queue
  std::map<int, std::vector<int>> parked_;               // items by the queue that stands in their way
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> next_;
};

}  // namespace

bool take_greedily(Sequence& sequence, std::vector<Arranged> ops, Divide divide) {
  return Greedy(sequence, std::move(ops), divide).run();
}

}  // namespace interlock
