#include "simulation/play.hpp"

#include <algorithm>
#include <csignal>

#include "engine/journal.hpp"
#include "engine/reader.hpp"
#include "engine/resume.hpp"
#include "sandbox/faults/kinds.hpp"
#include "sandbox/inspector.hpp"
#include "simulation/swarm.hpp"

namespace interlock::simulation {
namespace {

constexpr const char* kRun = "run";

class Bits final : public Random {
 public:
  explicit Bits(std::uint64_t seed) : dice_(seed, "tool") {}
  std::uint64_t next() override { return dice_.next(); }

 private:
  Dice dice_;
};

class Player {
 public:
  Player(const Scenario& scenario, const std::function<void(const std::string&)>& tell)
      : scenario_(scenario), stage_(scenario), bits_(scenario.seed), record_{.scenario = scenario} {
    stage_.tell = tell;
    journal_.liveness = Liveness::dead;
    record_.before = stage_.document();
  }

  Record record() {
    try {
      perform();
    } catch (const Endless&) {
      record_.is_endless = true;
    }
    record_.log = stage_.log();
    record_.intents = witness_.intents();
    record_.happenings = stage_.injector().happenings();
    record_.breaches = stage_.sandbox().breaches();
    record_.findings = stage_.sandbox().inspector().findings();
    for (const auto& [id, tally] : stage_.sandbox().inspector().tallies()) {
      record_.eligible[tally.name] = tally.counts.empty() ? 0 : tally.counts.back().second.value_or(0);
    }
    record_.hash = stage_.hash();
    return std::move(record_);
  }

 private:
  void perform() {
    if (scenario_.plans_in_trouble) plan(true);
    const auto& planned = calm_plan();
    if (!planned.plan || has_errors(planned.problems)) return;
    apply(*planned.plan, true);
    // As an operator would who tries again: the very plan, on whatever the first time left.
    for (int again = 0; again < scenario_.again; ++again) apply(*planned.plan, true);
    stage_.heal();
    record_.operations.back().after = stage_.document();
    for (int tries = 0; tries < 2; ++tries) {
      const auto& again = plan(false);
      if (!again.plan || has_errors(again.problems) || again.plan->steps.empty()) return;
      apply(Plan(*again.plan), false);
    }
    plan(false);
  }

  /// What is reviewed and applied is a plan of a sound day: the troubles begin behind it.
  const Operation& calm_plan() {
    stage_.hold_back(true);
    const auto& planned = plan(false);
    stage_.hold_back(false);
    return planned;
  }

  Operation& begin(bool is_apply, bool in_trouble) {
    stage_.rest(std::chrono::minutes(2));  // the quotas that were used up so far are free again
    signal_ = 0;
    return record_.operations.emplace_back(
        Operation{.is_apply = is_apply, .in_trouble = in_trouble, .first = stage_.log().size(), .begin = stage_.now()});
  }

  const Operation& plan(bool in_trouble) {
    auto& operation = begin(false, in_trouble);
    connected([&](Connection& connection) {
      Problems problems;
      const auto planned = plan_tenant(connection, scenario_.wanted, problems);
      operation.problems = planned ? problems : planned.problems();
      if (planned) operation.plan = planned->plan;
    });
    return finish(operation);
  }

  void apply(const Plan& plan, bool in_trouble) {
    auto& operation = begin(true, in_trouble);
    operation.plan = plan;
    if (in_trouble && record_.applies() == 1) {
      stage_.crash_behind(scenario_.crash_at);
      signal_ = scenario_.signal_at;
    }
    NoJournal none;
    const auto options = in_trouble ? recorded(plan) : ExecutorOptions();
    try {
      connected([&](Connection& connection) {
        operation.run = interlock::apply(connection, *operation.plan, bits_, options,
                                         in_trouble ? static_cast<Journal&>(witness_) : none);
      });
    } catch (const Crash&) {
      operation.is_crashed = true;
    }
    if (in_trouble) keep_outcomes(operation);
    finish(operation);
  }

  void keep_outcomes(Operation& operation) {
    const auto kept = journal_.record(kRun);
    for (const auto& one : kept->outcomes) operation.kept[one.outcome.step] = one.outcome.standing;
  }

  /// The first time the run begins in the journal; then half of the seeds take it up again, and half plan anew what it
  /// left, as on a machine that is thrown away.
  ExecutorOptions recorded(const Plan& plan) {
    const auto lock =
        *journal_.try_acquire({.organization = plan.organization, .run = kRun, .id = "lock", .holder = {}, .now = {}});
    if (record_.applies() == 1) {
      journal_.begin(lock, {.run = kRun, .steps = static_cast<int>(plan.steps.size())}, "{}", "{}");
      return {.run = kRun};
    }
    journal_.go_on(lock, "simulation", {});
    return {.run = kRun,
            .prior = scenario_.seed % 2 == 0 ? prior_of(*journal_.record(kRun)) : std::map<std::string, Prior>()};
  }

  const Operation& finish(Operation& operation) {
    operation.last = stage_.log().size();
    operation.end = stage_.now();
    operation.after = stage_.document();
    return operation;
  }

  template <class Work>
  void connected(const Work& work) {
    const auto& api = binding(scenario_.api);
    const auto first = stage_.log().size();
    Courier courier(api, {.basic = Secret(base64("sandbox:secret")), .access_token = {}}, {}, bits_);
    const auto interrupted = [&] {
      const auto sent = static_cast<int>(stage_.log().size() - first);
      return signal_ > 0 && sent >= signal_ ? SIGINT : 0;
    };
    Connection connection{.binding = api,
                          .tenant = tenant_,
                          .courier = courier,
                          .world = {.clock = stage_, .transport = stage_, .interrupted = interrupted}};
    work(connection);
  }

  const Scenario& scenario_;
  Stage stage_;
  Bits bits_;
  Tenant tenant_{.name = "simulated"};
  Record record_;
  interlock::testing::MemoryJournal journal_;  // of a process that may die: its lock is nobody's then
  Witness witness_{journal_, [this] { return stage_.log().size(); }};
  int signal_ = 0;
};

}  // namespace

int Record::applies() const {
  return static_cast<int>(
      std::count_if(operations.begin(), operations.end(), [](const Operation& one) { return one.is_apply; }));
}

const Operation* Record::troubled() const {
  const auto found = std::find_if(operations.rbegin(), operations.rend(),
                                  [](const Operation& one) { return one.is_apply && one.in_trouble; });
  return found != operations.rend() ? &*found : nullptr;
}

bool Record::has(std::initializer_list<std::string_view> kinds) const {
  return std::any_of(happenings.begin(), happenings.end(), [&](const sandbox::Happening& happening) {
    const auto name = scenario.script.rules[happening.rule].kind->name;
    return std::find(kinds.begin(), kinds.end(), name) != kinds.end();
  });
}

bool Record::is_meddled() const {
  return std::any_of(happenings.begin(), happenings.end(), [&](const sandbox::Happening& happening) {
    const auto& rule = scenario.script.rules[happening.rule];
    if (rule.kind->stage != sandbox::FaultStage::actor) return false;
    const auto* set = rule.set.as<Map>();
    if (set == nullptr) return true;
    for (const auto& [key, value] : *set) {
      if (!key.name.starts_with(kColleaguesField)) return true;
    }
    return false;
  });
}

Record play(const Scenario& scenario, const std::function<void(const std::string&)>& tell) {
  return Player(scenario, tell).record();
}

}  // namespace interlock::simulation
