#include "engine/executor_state.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "engine/failure.hpp"

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

/// A step that the plan lacks is never done: what waits for it is found by break_stall.
void Executor::State::connect() {
  std::map<std::string, Index> numbers;
  for (Index i = 0; i < nodes.size(); ++i) numbers.emplace(plan.steps[i].id, i);
  for (Index i = 0; i < nodes.size(); ++i) {
    nodes[i].open = plan.steps[i].after.size();
    for (const auto& id : plan.steps[i].after) {
      if (const auto found = numbers.find(id); found != numbers.end()) nodes[found->second].dependants.push_back(i);
    }
  }
}

/// Tells the jobs what an earlier attempt left. Returns the steps that need no look, since a later one of their object
/// was done or may have been: what the tenant has now is of that one.
std::vector<Executor::State::Index> Executor::State::recalled() {
  std::map<Address, Index> last;
  for (Index i = 0; i < nodes.size(); ++i) {
    if (options.prior.contains(plan.steps[i].id)) last[address(i)] = i;
  }
  std::vector<Index> superseded;
  for (Index i = 0; i < nodes.size(); ++i) {
    const auto prior = options.prior.find(plan.steps[i].id);
    if (prior == options.prior.end()) continue;
    if (!prior->second.object.value.empty()) workshop.names.add(address(i), prior->second.object);
    if (prior->second.kind == Prior::Kind::done && last[address(i)] != i) superseded.push_back(i);
    nodes[i].job.recall(prior->second);
  }
  return superseded;
}

void Executor::State::take_as_done(Index index) {
  nodes[index].job.settle(Standing::done, "");
  tally(index);
  for (const auto dependant : nodes[index].dependants) --nodes[dependant].open;
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
    const auto& job = nodes[index].job;
    const bool writes = std::holds_alternative<Job::Writing>(job.state());
    if (writes) intents.push_back(job.intent());
    tickets[courier.submit(std::move(*call), writes ? job.stale_at(now) : std::nullopt)] = index;
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
  fresh.push_back(index);
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

}  // namespace interlock
