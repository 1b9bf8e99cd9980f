#include "engine/executor.hpp"

#include <algorithm>
#include <utility>

#include "engine/executor_state.hpp"

namespace interlock {

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

void Executor::halt(Problem why, Instant now) {
  auto& state = *state_;
  if (!state.refusal) state.refusal = why;
  state.close(why.message, why.exit);
  state.intents.clear();
  for (const auto ticket : state.courier.abandon()) {
    const auto found = state.tickets.find(ticket);
    if (found == state.tickets.end()) continue;
    const auto index = found->second;
    state.tickets.erase(found);
    state.run(index, state.nodes[index].job.take({.kind = Answer::Kind::elsewhere, .why = why.message}, now), now);
  }
}

std::vector<WriteIntent> Executor::take_intents() { return std::exchange(state_->intents, {}); }

/// A step that was not attempted leaves nothing to record.
std::vector<Settled> Executor::take_settled() {
  std::vector<Settled> settled;
  for (const auto index : std::exchange(state_->fresh, {})) {
    const auto& job = state_->nodes[index].job;
    if (job.outcome()->standing == Standing::not_attempted) continue;
    settled.push_back({*job.outcome(), job.object(), job.attempts(), job.made()});
  }
  return settled;
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
