#include <algorithm>
#include <array>
#include <cinttypes>
#include <cstdio>

#include "engine/executor.hpp"
#include "engine/failure.hpp"
#include "engine/journal.hpp"
#include "engine/monitor.hpp"

namespace interlock {
namespace {

constexpr std::array<std::string_view, 5> kStandings{"done", "held", "failed", "not_attempted", "unknown"};

/// What was sent after `before`: the courier may have read the tenant first.
Traffic since(const Traffic& before, const Traffic& now) {
  Traffic since{
      .requests = now.requests - before.requests,
      .retries = now.retries - before.retries,
      .throttled = now.throttled - before.throttled,
      .failed = now.failed - before.failed,
      .buckets = now.buckets,
      .latencies = {now.latencies.begin() + static_cast<std::ptrdiff_t>(before.latencies.size()), now.latencies.end()}};
  for (const auto& [bucket, requests] : before.buckets) since.buckets[bucket] -= requests;
  return since;
}

/// The executor with a monitor and a journal beside it: what it is about to write is looked at once more (O10) and
/// durable (J3) before `drive` sends it.
class Recorded {
 public:
  Recorded(const Plan& plan, Executor& executor, Journal& journal)
      : executor_(executor), monitor_(plan), journal_(journal) {}

  void advance(Instant now) {
    executor_.advance(now);
    record(now);
  }
  void deliver(const Delivery& delivery, Instant now) { executor_.deliver(delivery, now); }
  std::optional<Instant> next_due() const { return executor_.next_due(); }
  bool finished() const { return executor_.finished(); }
  void interrupt(int signal) { executor_.interrupt(signal); }

 private:
  void record(Instant now) {
    const auto settled = executor_.take_settled();
    const auto intents = executor_.take_intents();
    monitor_.note(settled);
    if (!settled.empty()) check(journal_.settle(settled), now);
    if (const auto objection = monitor_.objection(intents)) return executor_.halt(*objection, now);
    if (!intents.empty()) check(journal_.intend(intents), now);
  }
  void check(const Problems& problems, Instant now) {
    if (!problems.empty()) executor_.halt(problems.front(), now);
  }

  Executor& executor_;
  Monitor monitor_;
  Journal& journal_;
};

/// What the plan itself held back is told with what the run held back, so that no summary is silent about it.
StepOutcome outcome_of(const Held& held) {
  return {.step = {},
          .address = held.address,
          .standing = Standing::held,
          .reason = "left the manifests, but somebody changed it in the tenant: naming it in a manifest decides",
          .theirs = {{held.path, held.base, held.live}},
          .exit = Exit::stale};
}

}  // namespace

std::string_view standing_name(Standing standing) { return kStandings[static_cast<std::size_t>(standing)]; }

/// The gravest of what its steps lead to (faults.md, One exit code per run); a step that was not even attempted is
/// never a success. A wrong organisation is always 4.
Exit exit_of(const Run& run) {
  if (run.refusal) return run.refusal->exit;
  Exit exit = Exit::success;
  for (const auto& outcome : run.outcomes) {
    const bool is_silent = outcome.standing != Standing::done && outcome.exit == Exit::success;
    exit = graver(exit, is_silent ? Exit::partial : outcome.exit);
  }
  return run.signal != 0 ? graver(exit, exit_of_signal(run.signal)) : exit;
}

std::string new_run_id(Random& random) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "run-%016" PRIx64, random.next());
  return text.data();
}

Run apply(Connection& connection, const Plan& plan, Random& random, const ExecutorOptions& options, Journal& journal,
          const CountsListener& progress) {
  Run run;
  run.id = options.run.empty() ? new_run_id(random) : options.run;
  run.plan_digest = plan_digest(plan);
  const auto before = connection.courier.traffic();
  const auto begin = connection.world.clock.now();
  Executor executor(plan, connection.binding, connection.tenant, connection.courier, random, options);
  auto world = connection.world;
  world.interrupted = [&] { return run.signal = std::max(run.signal, connection.world.interrupted()); };
  world.progress = [&] { progress(executor.counts()); };
  Recorded recorded(plan, executor, journal);
  drive(recorded, connection.courier, world);
  run.outcomes = executor.outcomes();
  for (const auto& held : plan.held) run.outcomes.push_back(outcome_of(held));
  run.traffic = since(before, connection.courier.traffic());
  run.conflicts = executor.conflicts();
  run.refusal = executor.refusal();
  run.elapsed = connection.world.clock.now() - begin;
  return run;
}

}  // namespace interlock
