#include "engine/statistics.hpp"

#include <algorithm>
#include <cstdlib>
#include <set>

#include "codec/json.hpp"
#include "engine/failure.hpp"
#include "engine/gather.hpp"

namespace interlock {
namespace {

/// A machine for `drive` that does nothing until its time has come.
class Pause {
 public:
  explicit Pause(Instant until) : until_(until) {}

  void advance(Instant now) { is_over_ = now >= until_; }
  void deliver(const Delivery&, Instant) {}
  std::optional<Instant> next_due() const { return until_; }
  bool finished() const { return is_over_ || was_interrupted_; }
  void interrupt(int) { was_interrupted_ = true; }
  bool was_interrupted() const { return was_interrupted_; }

 private:
  Instant until_;
  bool is_over_ = false;
  bool was_interrupted_ = false;
};

Problems take(const Binding& binding, const StatisticsCall& asked, const Reply& reply,
              std::map<ResourceId, QueueCounts>& counts) {
  const auto name = endpoint(asked.call.request);
  if (reply.signal != 0) return {interrupted_by(reply.signal)};
  if (reply.answer.kind != Answer::Kind::done) return {unreadable(binding, name, reply.answer)};
  const auto body = parse_json(reply.answer.response.body, name);
  if (!body) return body.problems();
  const auto found = binding.statistics(asked.queues, *body, name);
  if (!found) return found.problems();
  counts.insert(found->begin(), found->end());
  return {};
}

/// Whether a count is more than `percent` above what it was.
bool is_above(std::int64_t before, std::int64_t after, const std::optional<int>& percent) {
  return percent && (after - before) * 100 > before * *percent;
}

}  // namespace

std::map<Address, ResourceId> queues_to_watch(const Plan& plan) {
  std::set<Address> touched;
  for (const auto& step : plan.steps) touched.insert(step.address);
  std::map<Address, ResourceId> queues;
  for (const auto& queue : plan.certificate) {
    const bool is_changed = queue.before != queue.after || queue.never_below != queue.before;
    const auto id = plan.ids.find(queue.queue);
    if (id != plan.ids.end() && (is_changed || touched.contains(queue.queue))) queues.insert(*id);
  }
  for (const auto& step : plan.steps) {
    if (step.address.kind == Kind::queue && step.verb == Verb::update) queues.emplace(step.address, step.object_id);
  }
  return queues;
}

Result<Statistics> read_statistics(Connection& connection, const std::map<Address, ResourceId>& queues, Wall from,
                                   Wall until) {
  std::vector<ResourceId> ids;
  for (const auto& [address, id] : queues) ids.push_back(id);
  const auto calls = connection.binding.statistics_calls(ids, from, until);
  std::vector<Call> to_ask;
  for (const auto& one : calls) to_ask.push_back(one.call);
  const auto replies = ask_all(connection, std::move(to_ask));
  Problems problems;
  std::map<ResourceId, QueueCounts> counts;
  for (std::size_t i = 0; i < calls.size(); ++i) {
    append(problems, take(connection.binding, calls[i], replies[i], counts));
  }
  sort_unique(problems);
  if (has_errors(problems)) return problems;
  Statistics statistics;
  for (const auto& [address, id] : queues) statistics[address] = counts[id];
  return statistics;
}

bool wait_for(Connection& connection, Millis duration) {
  Pause pause(connection.world.clock.now() + duration);
  drive(pause, connection.courier, connection.world);
  return !pause.was_interrupted();
}

std::vector<QueueChange> compare(const Statistics& before, const Statistics& after, const Watch& limits) {
  std::vector<QueueChange> changes;
  for (const auto& [queue, now] : after) {
    const auto then = before.find(queue);
    if (then == before.end()) continue;
    const auto& [conversations, abandoned] = then->second;
    const auto moved = conversations + std::abs(now.conversations - conversations);
    changes.push_back({.queue = queue,
                       .before = then->second,
                       .after = now,
                       .is_abandoned_outside = is_above(abandoned, now.abandoned, limits.abandoned_percent),
                       .is_conversations_outside = is_above(conversations, moved, limits.conversations_percent)});
  }
  return changes;
}

}  // namespace interlock
