// What an executor is made of, for its own files alone.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "engine/executor.hpp"
#include "engine/job.hpp"
#include "engine/journal.hpp"

namespace interlock {

struct Executor::State {
  using Index = std::size_t;
  using Due = std::pair<Instant, Index>;
  using Ready = std::set<Due>;

  struct Node {
    Job job;
    std::vector<Index> dependants{};
    std::size_t open = 0;  // steps that it still waits for
    Instant ready_at{};
    int begun = 0;  // numbers in the order of events
    int ended = 0;
  };

  State(const Plan& plan_, const Binding& binding, const Tenant& tenant, Courier& courier_, Random& random,
        ExecutorOptions options_)
      : plan(plan_),
        courier(courier_),
        options(options_),
        organization(plan.organization),
        workshop{.binding = binding, .tenant = tenant, .random = random} {
    for (const auto& [address, id] : plan.ids) workshop.names.add(address, id);
    for (const auto& step : plan.steps) {
      if (!step.object_id.value.empty()) workshop.names.add(step.address, step.object_id);
      nodes.push_back({Job(step, workshop)});
    }
    counts.steps = static_cast<int>(nodes.size());
    connect();
    for (const auto index : recalled()) take_as_done(index);
    for (Index i = 0; i < nodes.size(); ++i) {
      if (nodes[i].open == 0 && nodes[i].job.outcome() == nullptr) ready.insert({Instant{}, i});
    }
  }

  void connect();
  std::vector<Index> recalled();
  void take_as_done(Index index);
  Ready::iterator next_ready(Instant now);
  void start_ready(Instant now);
  void resume_paused(Instant now);
  void run(Index index, std::optional<Call> call, Instant now);
  void settled(Index index, Instant now);
  void tally(Index index);
  void not_attempted(Index index, const std::string& reason, Exit exit = Exit::success);
  void abandon_dependants(Index index);
  void abandon_blocked(const std::string& reason, Exit exit = Exit::success);
  void break_stall();
  void enter(Phase phase);
  void close(std::string reason, Exit exit);
  void refuse(Index index, const Answer& answer, Instant now);
  void prove_rest();
  void wind_down(Instant now);
  void curtail(Index index);
  bool has_room() const { return tickets.size() < static_cast<std::size_t>(std::max(1, options.parallelism)); }
  bool is_done(Index index) const {
    const auto* outcome = nodes[index].job.outcome();
    return outcome != nullptr && outcome->standing == Standing::done;
  }
  const Address& address(Index index) const { return nodes[index].job.step().address; }

  const Plan& plan;
  Courier& courier;
  ExecutorOptions options;
  std::string organization;
  std::set<Phase> phases{};  // that have begun
  std::optional<Problem> refusal{};
  Workshop workshop;
  std::vector<Node> nodes;
  Ready ready;  // they wait for nothing but the settle time, their turn, and another step of their object
  std::set<Due> paused;
  std::map<Ticket, Index> tickets;
  std::set<Address> busy;            // objects that a step is at: one write at a time each (F69)
  std::size_t ended = 0;             // steps that have an outcome
  Counts counts{};                   // without those that run
  std::vector<WriteIntent> intents;  // that nobody was told of yet
  std::vector<Index> fresh;          // steps with an outcome that nobody was told of yet
  int events = 0;
  int signal = 0;
  std::optional<Instant> deadline{};
};

}  // namespace interlock
