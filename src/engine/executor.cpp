#include "engine/executor.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "base/text.hpp"
#include "engine/failure.hpp"
#include "engine/job.hpp"

namespace interlock {
namespace {

constexpr Millis kGrace{5'000};  // for what is on its way when a signal comes (F45)

/// "s3 ('skill/Billing'), which was held"
std::string fate(const Job& other) {
  auto text = other.step().id + " (" + quoted(discreet(other.step())) + "), which ";
  switch (other.outcome()->standing) {
    case Standing::done:
      return text + "was done";
    case Standing::held:
      return text + "was held";
    case Standing::failed:
      return text + "failed";
    case Standing::not_attempted:
      return text + "was not attempted";
    case Standing::unknown:
      return text + "may or may not have happened";
  }
  return text;
}

}  // namespace

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
  }

  void connect();
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
  std::set<Address> busy;  // objects that a step is at: one write at a time each (F69)
  std::size_t ended = 0;   // steps that have an outcome
  Counts counts{};         // without those that run
  int events = 0;
  int signal = 0;
  std::optional<Instant> deadline{};
};

/// A step that the plan lacks is never done: what waits for it is found by break_stall.
void Executor::State::connect() {
  std::map<std::string, Index> numbers;
  for (Index i = 0; i < nodes.size(); ++i) numbers.emplace(plan.steps[i].id, i);
  for (Index i = 0; i < nodes.size(); ++i) {
    nodes[i].open = plan.steps[i].after.size();
    for (const auto& id : plan.steps[i].after) {
      if (const auto found = numbers.find(id); found != numbers.end()) nodes[found->second].dependants.push_back(i);
    }
    if (nodes[i].open == 0) ready.insert({Instant{}, i});
  }
}

/// The step that is to start now, or the end of `ready`.
Executor::State::Ready::iterator Executor::State::next_ready(Instant now) {
  std::vector<Ready::iterator> free;
  for (auto next = ready.begin(); next != ready.end() && next->first <= now && has_room(); ++next) {
    if (busy.contains(address(next->second))) continue;
    if (!options.choose) return next;
    free.push_back(next);
  }
  if (free.empty()) return ready.end();
  const auto chosen = free.begin() + static_cast<std::ptrdiff_t>(options.choose(free.size()) % free.size());
  std::nth_element(free.begin(), chosen, free.end(), [](auto a, auto b) { return a->second < b->second; });
  return *chosen;
}

void Executor::State::start_ready(Instant now) {
  for (auto next = next_ready(now); next != ready.end(); next = next_ready(now)) {
    const auto index = next->second;
    busy.insert(address(index));
    ready.erase(next);
    enter(nodes[index].job.step().phase);
    nodes[index].begun = ++events;
    run(index, nodes[index].job.begin(now), now);
    if (workshop.closing) return;
  }
}

void Executor::State::resume_paused(Instant now) {
  while (!paused.empty() && paused.begin()->first <= now && has_room()) {
    const auto index = paused.begin()->second;
    paused.erase(paused.begin());
    run(index, nodes[index].job.begin(now), now);
  }
}

/// Does what the job asks for after an event.
void Executor::State::run(Index index, std::optional<Call> call, Instant now) {
  if (call) {
    if (options.acting) options.acting(nodes[index].job.step());
    tickets[courier.submit(std::move(*call))] = index;
  } else if (const auto* pause = std::get_if<Job::Pausing>(&nodes[index].job.state())) {
    paused.insert({pause->until, index});
  } else {
    settled(index, now);
  }
}

void Executor::State::settled(Index index, Instant now) {
  busy.erase(address(index));
  tally(index);
  nodes[index].ended = ++events;
  if (!is_done(index)) {
    abandon_dependants(index);
    const auto& job = nodes[index].job;
    if (options.on_error == OnError::stop && job.outcome()->standing != Standing::not_attempted) {
      abandon_blocked("stopped after " + fate(job));
    }
    return;
  }
  for (const auto dependant : nodes[index].dependants) {
    auto& node = nodes[dependant];
    node.ready_at = std::max(node.ready_at, now + options.settle);
    if (--node.open == 0 && node.job.outcome() == nullptr) ready.insert({node.ready_at, dependant});
  }
}

/// Once for each step, when it has its outcome.
void Executor::State::tally(Index index) {
  ++ended;
  const auto standing = nodes[index].job.outcome()->standing;
  counts.done += standing == Standing::done ? 1 : 0;
  counts.held += standing == Standing::held ? 1 : 0;
  counts.failed += standing == Standing::failed ? 1 : 0;
}

void Executor::State::not_attempted(Index index, const std::string& reason, Exit exit) {
  if (!std::holds_alternative<Job::Blocked>(nodes[index].job.state())) return;
  nodes[index].job.settle(Standing::not_attempted, reason, exit);
  ready.erase({nodes[index].ready_at, index});
  tally(index);
}

void Executor::State::abandon_dependants(Index index) {
  std::vector<Index> lost{index};
  while (!lost.empty()) {
    const auto cause = lost.back();
    lost.pop_back();
    for (const auto dependant : nodes[cause].dependants) {
      if (nodes[dependant].job.outcome() != nullptr) continue;
      not_attempted(dependant, "it waits for " + fate(nodes[cause].job));
      lost.push_back(dependant);
    }
  }
}

void Executor::State::abandon_blocked(const std::string& reason, Exit exit) {
  for (Index i = 0; i < nodes.size(); ++i) not_attempted(i, reason, exit);
}

/// A plan whose steps wait in a circle, or for what it lacks, must end too.
void Executor::State::break_stall() {
  if (tickets.empty() && paused.empty() && ready.empty()) {
    abandon_blocked("it waits for a step that cannot come before it");
  }
}

/// SEC22: what the tenant was a phase ago proves nothing for the next one.
void Executor::State::enter(Phase phase) {
  if (phases.insert(phase).second) courier.doubt_organization(organization);
}

/// The credentials are for another organisation by now: what was not sent stays unsent, what is on its way comes in.
void Executor::State::refuse(Index index, const Answer& answer, Instant now) {
  if (!refusal) {
    refusal = elsewhere(answer.why + "; nothing more was sent", workshop.tenant.at);
    abandon_blocked(answer.why, refusal->exit);
  }
  run(index, nodes[index].job.take(answer, now), now);
  close(answer.why, refusal->exit);
}

/// Somebody else changed what the plan's proof may stand on: what is left must be safe all the same, or stays undone.
void Executor::State::prove_rest() {
  const auto found = std::exchange(workshop.found, {});
  if (found.empty() || workshop.closing) return;
  std::set<std::string> done, dropped;
  for (Index i = 0; i < nodes.size(); ++i) {
    const auto* outcome = nodes[i].job.outcome();
    if (outcome == nullptr || outcome->standing == Standing::unknown) continue;
    (outcome->standing == Standing::done ? done : dropped).insert(plan.steps[i].id);
  }
  const auto problems = check_rest(plan, done, dropped, found);
  if (problems.empty()) return;
  refusal = problems.front();
  close(refusal->message, refusal->exit);
}

/// Nothing new; what may have written goes on.
void Executor::State::close(std::string reason, Exit exit) {
  abandon_blocked(reason, exit);
  workshop.closing = Workshop::Closing{std::move(reason), exit};
  for (Index i = 0; i < nodes.size(); ++i) curtail(i);
}

/// After a signal what may have written has a moment to find out what became of it.
void Executor::State::wind_down(Instant now) {
  if (!deadline) deadline = now + kGrace;
  if (now < *deadline) return;
  courier.abandon();
  for (Index i = 0; i < nodes.size(); ++i) {
    if (nodes[i].job.outcome() != nullptr) continue;
    nodes[i].job.settle(Standing::unknown, "interrupted before the answer came");
    settled(i, now);
  }
  tickets.clear();
  paused.clear();
}

/// Ends a step that has not written, or that would have to wait before it can tell. The run is closing.
void Executor::State::curtail(Index index) {
  auto& job = nodes[index].job;
  const bool is_waiting = std::holds_alternative<Job::Pausing>(job.state());
  if (job.outcome() != nullptr || (job.may_have_written() && !is_waiting)) return;
  const auto standing = job.may_have_written() ? Standing::unknown : Standing::not_attempted;
  std::erase_if(tickets, [&](const auto& entry) { return entry.second == index; });
  std::erase_if(paused, [&](const Due& due) { return due.second == index; });
  job.settle(standing, workshop.closing->reason, workshop.closing->exit);
  busy.erase(address(index));
  tally(index);
}

Executor::Executor(const Plan& plan, const Binding& binding, const Tenant& tenant, Courier& courier, Random& random,
                   ExecutorOptions options)
    : state_(std::make_unique<State>(plan, binding, tenant, courier, random, options)) {}

Executor::~Executor() = default;

void Executor::advance(Instant now) {
  if (state_->signal != 0) return state_->wind_down(now);
  state_->resume_paused(now);
  state_->start_ready(now);
  state_->break_stall();
}

void Executor::deliver(const Delivery& delivery, Instant now) {
  const auto found = state_->tickets.find(delivery.ticket);
  if (found == state_->tickets.end()) return;
  const auto index = found->second;
  state_->tickets.erase(found);
  if (delivery.answer.kind == Answer::Kind::elsewhere) {
    state_->refuse(index, delivery.answer, now);
  } else {
    state_->run(index, state_->nodes[index].job.take(delivery.answer, now), now);
  }
  state_->prove_rest();
  if (state_->signal != 0) state_->curtail(index);
}

std::optional<Instant> Executor::next_due() const {
  if (state_->signal != 0) return state_->deadline;
  std::optional<Instant> due;
  if (!state_->has_room()) return due;
  if (!state_->paused.empty()) due = state_->paused.begin()->first;
  for (const auto& [at, index] : state_->ready) {
    if (state_->busy.contains(state_->address(index))) continue;
    return due ? std::min(*due, at) : at;
  }
  return due;
}

bool Executor::finished() const { return state_->ended == state_->nodes.size(); }

void Executor::interrupt(int signal) {
  if (std::exchange(state_->signal, signal) == 0) state_->close("interrupted", Exit::success);
}

Executor::Counts Executor::counts() const {
  auto counts = state_->counts;
  counts.running = static_cast<int>(state_->busy.size());
  return counts;
}

std::vector<StepOutcome> Executor::outcomes() const {
  int last_done = 0;
  for (State::Index i = 0; i < state_->nodes.size(); ++i) {
    if (state_->is_done(i)) last_done = std::max(last_done, state_->nodes[i].ended);
  }
  std::vector<StepOutcome> outcomes;
  for (const auto& node : state_->nodes) {
    const auto* outcome = node.job.outcome();
    outcomes.push_back(outcome != nullptr ? *outcome : StepOutcome{node.job.step().id, node.job.step().address});
    // The platform served others after this one began: its trouble is with this object, not an outage (F12).
    auto& exit = outcomes.back().exit;
    if (exit == Exit::unavailable && last_done > node.begun) exit = Exit::partial;
  }
  return outcomes;
}

int Executor::conflicts() const { return state_->workshop.conflicts; }
const std::optional<Problem>& Executor::refusal() const { return state_->refusal; }

}  // namespace interlock
