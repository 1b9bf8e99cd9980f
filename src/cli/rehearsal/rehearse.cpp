#include "cli/rehearsal/rehearse.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

#include "base/text.hpp"
#include "cli/rehearsal/breaches.hpp"
#include "cli/rehearsal/sandbox_ports.hpp"
#include "engine/journal.hpp"
#include "sandbox/stand_ins.hpp"

namespace interlock {
namespace {

constexpr const char* kClient = "rehearsal";
constexpr const char* kToken = "rehearsal";  // opens nothing but the copy
constexpr Rate kNoLimit{100'000, std::chrono::seconds(1)};

std::function<std::size_t(std::size_t)> chooser(const RehearsalOrder& order, Random& random) {
  switch (order.way) {
    case RehearsalOrder::Way::plan:
      return [](std::size_t) { return std::size_t{0}; };
    case RehearsalOrder::Way::reverse:
      return [](std::size_t ready) { return ready - 1; };
    case RehearsalOrder::Way::random:
      break;
  }
  return [&random](std::size_t ready) { return static_cast<std::size_t>(random.next() % ready); };
}

Problems uncopied(Problems problems) {
  for (auto& problem : problems) {
    problem.exit = Exit::refused;
    problem.hint = "the plan cannot be rehearsed: the sandbox has no room for what the tenant says there";
  }
  return problems;
}

/// What was seen of one queue, by write.
class Counts {
 public:
  explicit Counts(const sandbox::Tally& tally) : counts_(tally.counts) {}

  std::optional<int> at(int write) const {
    const auto later =
        std::partition_point(counts_.begin(), counts_.end(), [&](const auto& count) { return count.first <= write; });
    return later != counts_.begin() ? std::prev(later)->second : std::nullopt;
  }
  /// The fewest behind the writes of the step; behind those before it where it made none.
  std::optional<int> fewest(const Script& script, const Step& step, const std::vector<int>& writes) const {
    if (writes.empty()) return at(script.writes_before(step));
    std::optional<int> fewest = at(writes.front());
    for (const auto write : writes) {
      const auto count = at(write);
      if (!fewest || (count && *count < *fewest)) fewest = count;
    }
    return fewest;
  }

 private:
  const std::vector<std::pair<int, std::optional<int>>>& counts_;
};

/// A performance: the copy, the engine on it, and who did what.
class Performance {
 public:
  Performance(const Plan& plan, Sandbox sandbox, const Tenant& tenant, const RehearsalOrder& order,
              const sandbox::FaultScript* script)
      : plan_(unguarded(plan)), sandbox_(std::move(sandbox)), random_(order.seed), order_(order), tenant_(tenant) {
    if (script != nullptr) trouble_.emplace(*script, kToken);
    tenant_.levels = LevelOrder::ascending;  // as the copy counts them
  }

  Run run(std::function<int()> interrupted) {
    SandboxPorts stage(sandbox_, plan_.api, plan_.created, trouble_ ? &*trouble_ : nullptr);
    std::map<Bucket, Rate> rates;
    for (std::size_t i = 0; i < kBucketCount; ++i) rates[static_cast<Bucket>(i)] = kNoLimit;
    Courier courier(binding(plan_.api), credentials(), {.rates = rates}, random_);
    Connection connection{.binding = binding(plan_.api),
                          .tenant = tenant_,
                          .courier = courier,
                          .world = {.clock = stage, .transport = stage, .interrupted = std::move(interrupted)},
                          .parallelism = 1};
    NoJournal none;
    return apply(connection, plan_, random_,
                 {.parallelism = 1,
                  .settle = Millis(0),
                  .choose = chooser(order_, random_),
                  .acting = [&](const Step& step) { script_.begin(step, sandbox_.writes()); }},
                 none);
  }

  /// Troubles may end a token, and then there must be a way to another one.
  Credentials credentials() const {
    if (!trouble_) return {.basic = {}, .access_token = Secret(kToken)};
    return {.basic = Secret(base64(std::string(kClient) + ":" + kToken)), .access_token = {}};
  }

  const Plan& plan() const { return plan_; }
  const Script& script() const { return script_; }
  const Sandbox& sandbox() const { return sandbox_; }

 private:
  Plan plan_;
  Sandbox sandbox_;
  std::optional<sandbox::FaultInjector> trouble_{};
  SeededRandom random_;
  const RehearsalOrder& order_;
  Tenant tenant_;
  Script script_;
};

std::map<const Step*, std::vector<int>> writes_by_step(const Performance& performance) {
  std::map<const Step*, std::vector<int>> writes;
  for (int write = 1; write <= performance.sandbox().writes(); ++write) {
    writes[performance.script().maker(write)].push_back(write);
  }
  return writes;
}

std::vector<RehearsedStep> steps_of(const Performance& performance, const Run& run) {
  auto order = performance.script().steps();
  for (const auto& step : performance.plan().steps) {
    if (std::find(order.begin(), order.end(), &step) == order.end()) order.push_back(&step);
  }
  std::map<std::string, const StepOutcome*> outcomes;
  for (const auto& outcome : run.outcomes) outcomes.emplace(outcome.step, &outcome);
  auto writes = writes_by_step(performance);
  std::vector<RehearsedStep> steps;
  for (const auto* step : order) {
    steps.push_back({*step, *outcomes.at(step->id), static_cast<int>(writes[step].size())});
  }
  return steps;
}

std::vector<QueueCurve> curves_of(const Performance& performance) {
  const auto& script = performance.script();
  auto writes = writes_by_step(performance);
  std::map<Address, int> promises;
  for (const auto& row : performance.plan().coverage) promises.emplace(row.queue, row.never_below);
  std::vector<QueueCurve> curves;
  for (const auto& [id, tally] : performance.sandbox().inspector().tallies()) {
    const Counts counts(tally);
    QueueCurve curve{.queue = {Kind::queue, tally.name}};
    const auto promise = promises.find(curve.queue);
    if (promise != promises.end()) curve.promised = promise->second;
    curve.before = counts.at(0);
    curve.after = counts.at(performance.sandbox().writes());
    curve.agents.push_back(curve.before);
    for (const auto* step : script.steps()) curve.agents.push_back(counts.fewest(script, *step, writes[step]));
    curves.push_back(std::move(curve));
  }
  std::stable_sort(curves.begin(), curves.end(), [](const auto& a, const auto& b) { return a.queue < b.queue; });
  return curves;
}

}  // namespace

std::string to_string(const RehearsalOrder& order) {
  switch (order.way) {
    case RehearsalOrder::Way::plan:
      return "plan";
    case RehearsalOrder::Way::reverse:
      return "reverse";
    case RehearsalOrder::Way::random:
      break;
  }
  return std::to_string(order.seed);
}

Result<Rehearsal> rehearse(const Plan& plan, const Map& document, const Tenant& tenant, const RehearsalOrder& order,
                           std::function<int()> interrupted, const sandbox::FaultScript* script) {
  const auto copy = sandbox::with_stand_ins(document);
  const SandboxOptions options{
      .client_id = kClient, .client_secret = kToken, .access_token = kToken, .inspected = plan.api};
  auto sandbox = Sandbox::load(copy, options, "copy of the tenant");
  if (!sandbox) return uncopied(sandbox.problems());
  Performance performance(plan, *std::move(sandbox), tenant, order, script);
  Rehearsal rehearsal{.plan_digest = plan_digest(plan), .order = to_string(order)};
  rehearsal.run = performance.run(std::move(interrupted));
  rehearsal.run.plan_digest = rehearsal.plan_digest;  // its guards aside, it is that plan
  rehearsal.steps = steps_of(performance, rehearsal.run);
  rehearsal.queues = curves_of(performance);
  rehearsal.breaches = breaches_of({.plan = performance.plan(),
                                    .before = copy,
                                    .script = performance.script(),
                                    .inspector = performance.sandbox().inspector(),
                                    .order = performance.script().steps(),
                                    .queues = rehearsal.queues});
  return rehearsal;
}

}  // namespace interlock
