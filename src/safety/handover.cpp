#include "safety/handover.hpp"

#include <algorithm>
#include <limits>
#include <queue>

#include "safety/at.hpp"

namespace interlock {
namespace {

constexpr Op kStart = -1;
constexpr Op kNever = std::numeric_limits<Op>::max();

Op last(const std::vector<Op>& ops) { return ops.empty() ? kStart : *std::max_element(ops.begin(), ops.end()); }
Op first(const std::vector<Op>& ops) { return ops.empty() ? kNever : *std::min_element(ops.begin(), ops.end()); }

/// An agent's window in a version while the ops come in as they are numbered.
struct Shift {
  const Window* window;
  Op begin, end;
};

/// A version and who serves it then.
struct Span {
  QueueVersion version;
  Op begin, end;
  std::vector<Shift> shifts{};  // by their beginning
};

Span span_of(QueueVersion version) {
  Span span{std::move(version), 0, 0};
  span.begin = last(span.version.in_force.from);
  span.end = first(span.version.in_force.until);
  for (const auto& witness : span.version.eligible) {
    const auto begin = std::max(span.begin, last(witness.window.from));
    const auto end = std::min(span.end, first(witness.window.until));
    if (begin < end) span.shifts.push_back({&witness.window, begin, end});
  }
  std::stable_sort(span.shifts.begin(), span.shifts.end(),
                   [](const Shift& a, const Shift& b) { return a.begin < b.begin; });
  return span;
}

/// The fewest who serve at once.
int fewest(const Span& span) {
  std::vector<std::pair<Op, int>> changes;
  for (const auto& shift : span.shifts) {
    changes.emplace_back(shift.begin, 1);
    if (shift.end < span.end) changes.emplace_back(shift.end, -1);
  }
  std::sort(changes.begin(), changes.end());
  int count = 0;
  std::optional<int> least;
  for (std::size_t i = 0; i < changes.size();) {
    const auto op = changes[i].first;
    if (op > span.begin) least = std::min(least.value_or(count), count);
    for (; i < changes.size() && changes[i].first == op; ++i) count += changes[i].second;
    least = std::min(least.value_or(count), count);
  }
  return least.value_or(0);
}

/// Covers a version with so many shifts at every moment, each as long as there is one.
class Shifts {
 public:
  Shifts(const Span& span, std::vector<Edge>& edges) : span_(span), edges_(edges) {}

  void fill(int count) {
    enter_until(span_.begin);
    for (int i = 0; i < count; ++i) {
      const auto shift = longest();
      add_all(shift.window->from, span_.begin);
      serving_.push(shift);
    }
    while (!serving_.empty() && serving_.top().end < span_.end) hand_over();
    for (; !serving_.empty(); serving_.pop()) {
      for (const auto op : serving_.top().window->until) add(span_.end, op);
    }
  }

 private:
  struct EndsEarlier {
    bool operator()(const Shift& a, const Shift& b) const {
      return std::pair(a.end, b.begin) < std::pair(b.end, a.begin);
    }
  };
  struct EndsLater {
    bool operator()(const Shift& a, const Shift& b) const { return a.end > b.end; }
  };

  void add(Op earlier, Op later) {
    if (earlier != later && earlier != kStart && later != kNever) edges_.push_back({earlier, later});
  }
  void add_all(const std::vector<Op>& earlier, Op later) {
    for (const auto op : earlier) add(op, later);
  }

  void enter_until(Op op) {
    for (; next_ < span_.shifts.size() && span_.shifts[next_].begin <= op; ++next_) free_.push(span_.shifts[next_]);
  }
  Shift longest() {
    const auto shift = free_.top();
    free_.pop();
    return shift;
  }

  /// The next one is there before the first op that lets this one go; of several that could, that one is the first.
  void hand_over() {
    const auto leaving = serving_.top();
    serving_.pop();
    enter_until(leaving.end);
    const auto coming = longest();
    for (const auto op : leaving.window->until) {
      if (op != leaving.end) add(leaving.end, op);
    }
    add_all(coming.window->from, leaving.end);
    const auto gained = last(coming.window->from);
    if (gained != leaving.end) add_all(coming.window->from, gained);
    serving_.push(coming);
  }

  const Span& span_;
  std::vector<Edge>& edges_;
  std::size_t next_ = 0;
  std::priority_queue<Shift, std::vector<Shift>, EndsEarlier> free_;   // the longest first
  std::priority_queue<Shift, std::vector<Shift>, EndsLater> serving_;  // the next to leave first
};

/// Who is never eligible as the ops are numbered is so in no order.
void keep_out(const QueueVersion& version, const std::vector<int>& entitled, std::vector<Edge>& edges) {
  for (const auto& witness : version.eligible) {
    if (std::binary_search(entitled.begin(), entitled.end(), witness.agent)) continue;
    const auto window = both(version.in_force, witness.window);
    const auto opened = last(window.from), closed = first(window.until);
    if (closed < opened) edges.push_back({closed, opened});
  }
}

/// A queue and the skill group that states its requirements are two objects: nothing else keeps their ops in order.
void keep_versions(const std::vector<Op>& asking, std::vector<Edge>& edges) {
  for (std::size_t i = 1; i < asking.size(); ++i) edges.push_back({asking[i - 1], asking[i]});
}

}  // namespace

std::vector<Edge> handovers(const Course& course, int queue) {
  std::vector<Edge> edges;
  std::vector<Span> spans;
  const auto entitled = course.entitled(queue);
  keep_versions(course.asking(queue), edges);
  for (const auto& asked : course.asked(queue)) {
    spans.push_back(span_of(course.version(queue, asked)));
    keep_out(spans.back().version, entitled, edges);
  }
  int least = kNever;
  for (const auto& span : spans) least = std::min(least, fewest(span));
  const bool lasts = !course.before(queue).empty() && !course.after(queue).empty();
  for (const auto& span : spans) Shifts(span, edges).fill(lasts ? least : fewest(span));
  return edges;
}

Order order_from(std::size_t ops, std::vector<Edge> edges) {
  // The latest that an op waits for comes first; what that waits for itself needs no edge.
  std::sort(edges.begin(), edges.end(),
            [](const Edge& a, const Edge& b) { return std::pair(a.later, b.earlier) < std::pair(b.later, a.earlier); });
  Order order(ops);
  std::vector<Op> covered_for(ops, kStart);  // by op: the last one that waits for it already
  for (const auto& [earlier, later] : edges) {
    if (at(covered_for, earlier) == later) continue;
    at(covered_for, earlier) = later;
    at(order, later).push_back(earlier);
    for (const auto op : at(order, earlier)) at(covered_for, op) = later;
  }
  for (auto& before : order) std::reverse(before.begin(), before.end());
  return order;
}

}  // namespace interlock
