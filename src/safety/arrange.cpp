#include "safety/arrange.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

#include "safety/at.hpp"
#include "safety/greedy.hpp"
#include "safety/sequence.hpp"

namespace interlock {
namespace {

/// Drafts that hang together, by the smallest number of each.
class Components {
 public:
  explicit Components(std::size_t drafts) : parent_(drafts) { std::iota(parent_.begin(), parent_.end(), 0); }

  int root(int draft) {
    while (at(parent_, draft) != draft) draft = at(parent_, draft) = at(parent_, at(parent_, draft));
    return draft;
  }
  void join(int a, int b) {
    const int first = root(a), second = root(b);
    at(parent_, std::max(first, second)) = std::min(first, second);
  }

 private:
  std::vector<int> parent_;
};

/// Every order of few ops, until one is found or no more sets of them may be looked at.
class EveryOrder {
 public:
  static constexpr std::size_t kMostOps = 20;

  EveryOrder(Sequence& sequence, const std::vector<Arranged>& ops, int& budget)
      : sequence_(sequence), ops_(ops), budget_(budget) {}
  bool run() {
    if (ops_.size() > kMostOps) return false;
    seen_.resize(std::size_t{1} << ops_.size());
    return from(0);
  }

 private:
  bool from(unsigned done) {
    if (done == (1U << ops_.size()) - 1) return true;
    if (seen_[done] || --budget_ < 0) return false;
    seen_[done] = true;
    std::vector<std::pair<Harm, std::size_t>> next;
    for (std::size_t i = 0; i < ops_.size(); ++i) {
      if ((done >> i & 1U) != 0 || !sequence_.is_ready(ops_[i])) continue;
      const auto verdict = sequence_.judge(ops_[i]);
      if (!verdict.hindrance) next.emplace_back(verdict.harm, i);
    }
    std::sort(next.begin(), next.end());
    for (const auto& [harm, i] : next) {
      sequence_.take(ops_[i]);
      if (from(done | 1U << i)) return true;
      sequence_.take_back();
    }
    return false;
  }

  Sequence& sequence_;
  const std::vector<Arranged>& ops_;
  int& budget_;
  std::vector<bool> seen_;  // sets of ops that lead nowhere
};

// Sets of ops that are looked at: all of 16 ops undivided, and so many more for one component in pieces.
constexpr int kWholeBudget = 1 << 16;
constexpr int kDividedBudget = 1 << 15;

class Arranger {
 public:
  Arranger(const Scene& scene, std::span<const Draft> drafts, std::span<const Precedence> precedences,
           const Demands& demands)
      : scene_(scene), demands_(demands), sequence_(scene, drafts, precedences, demands_), components_(drafts.size()) {
    for (const auto& precedence : precedences) components_.join(precedence.earlier, precedence.later);
    for (int draft = 0; draft < static_cast<int>(drafts.size()); ++draft) {
      for (const int queue : sequence_.touched(draft)) {
        components_.join(draft, first_touching_.try_emplace(queue, draft).first->second);
      }
    }
  }

  std::vector<Arranged> run() {
    std::map<int, std::vector<Arranged>> components;
    for (const auto& op : whole()) components[components_.root(op.draft)].push_back(op);
    for (const auto& [root, ops] : components) arrange(ops);
    return sequence_.ops();
  }

 private:
  std::vector<Arranged> whole() const {
    std::vector<Arranged> ops;
    for (int draft = 0; draft < static_cast<int>(sequence_.drafts()); ++draft) {
      ops.push_back({draft, sequence_.all_parts(draft)});
    }
    return ops;
  }

  /// Gives up what cannot be had: the limit first, then precision, then coverage.
  void arrange(const std::vector<Arranged>& ops) {
    const auto kept = demands_;
    const auto queues = touched(ops);
    bool is_found = find(ops);
    if (!is_found) {
      demands_.largest_profile = kAnySize;
      is_found = find(ops);
    }
    for (const auto give_up : {&give_up_precision, &give_up_coverage}) {
      if (is_found) break;
      for (const int queue : queues) give_up(at(demands_.queues, queue));
      is_found = find(ops);
    }
    demands_ = kept;
  }
  static void give_up_precision(Demand& demand) { demand.is_precise = false; }
  static void give_up_coverage(Demand& demand) { demand.floor = 0; }

  bool find(const std::vector<Arranged>& ops) {
    int budget = kWholeBudget;
    return take_greedily(sequence_, ops, Divide::no) || EveryOrder(sequence_, ops, budget).run() || find_divided(ops);
  }

  /// One draft in two requests, then any; what was divided without need is put together again.
  bool find_divided(const std::vector<Arranged>& ops) {
    const auto start = sequence_.ops().size();
    int budget = kDividedBudget;
    if (find_with_one_division(ops, budget)) return true;
    if (!take_greedily(sequence_, ops, Divide::where_needed) && !find_in_parts(ops, budget)) return false;
    join_again(start);
    return true;
  }

  bool find_with_one_division(const std::vector<Arranged>& ops, int& budget) {
    for (std::size_t i = 0; i < ops.size() && ops.size() < EveryOrder::kMostOps; ++i) {
      for (const auto& division : divisions(ops[i])) {
        if (EveryOrder(sequence_, with(ops, i, division), budget).run()) return true;
      }
    }
    return false;
  }

  using Division = std::vector<Arranged>;

  /// Part by part, while that is few enough to look at.
  bool find_in_parts(const std::vector<Arranged>& ops, int& budget) {
    std::vector<Arranged> parts;
    for (const auto& op : ops) {
      const auto division = singles(op);
      parts.insert(parts.end(), division.begin(), division.end());
    }
    return parts.size() > ops.size() && EveryOrder(sequence_, parts, budget).run();
  }

  Division singles(const Arranged& op) const {
    if (!sequence_.draft(op.draft).is_divisible) return {op};
    Division division;
    for (const int part : op.parts) division.push_back({op.draft, {part}});
    return division;
  }

  /// What is granted apart from what is taken away; else each part apart from all others.
  std::vector<Division> divisions(const Arranged& op) const {
    if (!sequence_.draft(op.draft).is_divisible || op.parts.size() < 2) return {};
    std::vector<std::vector<int>> firsts{granting_parts(op)};
    for (const int part : op.parts) firsts.push_back({part});
    std::vector<Division> divisions;
    for (const auto& first : firsts) {
      std::vector<int> second;
      std::set_difference(op.parts.begin(), op.parts.end(), first.begin(), first.end(), std::back_inserter(second));
      if (!first.empty() && !second.empty()) divisions.push_back({{op.draft, first}, {op.draft, second}});
    }
    return divisions;
  }

  std::vector<int> granting_parts(const Arranged& op) const {
    std::vector<int> granting;
    for (const int part : op.parts) {
      const auto& effects = at(sequence_.draft(op.draft).parts, part);
      const bool grants = std::all_of(effects.begin(), effects.end(), [&](const Effect& effect) {
        const auto* level = std::get_if<SetLevel>(&effect);
        if (level == nullptr) return true;
        const auto before = level_of(at(scene_.profiles, level->profile), level->skill);
        return level->level && (!before || *before < *level->level);
      });
      if (grants) granting.push_back(part);
    }
    return granting;
  }

  static std::vector<Arranged> with(const std::vector<Arranged>& ops, std::size_t i, const Division& division) {
    auto divided = ops;
    divided[i] = division.front();
    divided.insert(divided.end(), division.begin() + 1, division.end());
    return divided;
  }

  /// Tries each draft that went out in several requests as one, where the first or the last of them stands.
  void join_again(std::size_t start) {
    const std::vector<Arranged> found(sequence_.ops().begin() + static_cast<std::ptrdiff_t>(start),
                                      sequence_.ops().end());
    std::map<int, int> pieces;
    for (const auto& op : found) ++pieces[op.draft];
    std::erase_if(pieces, [](const auto& piece) { return piece.second < 2; });
    if (pieces.size() * found.size() > kMostJoining) return;
    for (const auto& [draft, count] : pieces) try_joined(start, draft);
  }

  void try_joined(std::size_t start, int draft) {
    const std::vector<Arranged> divided(sequence_.ops().begin() + static_cast<std::ptrdiff_t>(start),
                                        sequence_.ops().end());
    for (std::size_t place = 0; place < divided.size(); ++place) {
      if (divided[place].draft != draft) continue;
      if (follow(start, joined_at(divided, place))) return;
    }
    follow(start, divided);
  }

  std::vector<Arranged> joined_at(const std::vector<Arranged>& divided, std::size_t place) const {
    std::vector<Arranged> joined;
    for (std::size_t i = 0; i < divided.size(); ++i) {
      if (i == place) joined.push_back({divided[i].draft, sequence_.all_parts(divided[i].draft)});
      if (divided[i].draft != divided[place].draft) joined.push_back(divided[i]);
    }
    return joined;
  }

  /// Goes that way from the start on, as far as it is safe; whether that is to its end.
  bool follow(std::size_t start, const std::vector<Arranged>& ops) {
    sequence_.take_back_to(start);
    return std::all_of(ops.begin(), ops.end(),
                       [&](const Arranged& op) { return sequence_.is_ready(op) && !sequence_.take(op).hindrance; });
  }

  std::vector<int> touched(const std::vector<Arranged>& ops) const {
    std::set<int> queues;
    for (const auto& op : ops) {
      const auto some = sequence_.touched(op.draft);
      queues.insert(some.begin(), some.end());
    }
    return {queues.begin(), queues.end()};
  }

  static constexpr std::size_t kMostJoining = 200000;  // ops that are made again
  static constexpr int kAnySize = 1 << 30;

  const Scene& scene_;
  Demands demands_;
  Sequence sequence_;
  Components components_;
  std::map<int, int> first_touching_;
};

}  // namespace

std::vector<Arranged> arrange(const Scene& scene, std::span<const Draft> drafts,
                              std::span<const Precedence> precedences, const Demands& demands) {
  return Arranger(scene, drafts, precedences, demands).run();
}

}  // namespace interlock
