#include "engine/courier.hpp"

#include <algorithm>

#include "engine/courier_state.hpp"

namespace interlock {

Ticket Courier::State::take_in(Call call) {
  const auto ticket = ++last_call;
  const auto lane = lane_of(call.buckets);
  calls.emplace(ticket, Pending{.call = std::move(call), .lane = lane});
  return ticket;
}

void Courier::State::ask_organization() {
  if (question || vetting.failure() || !vetting.is_due(login.generation())) return;
  question = take_in(vetting.call());
  // A token that replaces a refused one and is refused too is fruitless; any other may just have come to its end.
  calls.at(*question).had_new_token = login.generation() > 1 && vetting.is_new(login.generation());
  for (auto& lane : lanes) {
    for (const auto& [stale_at, ticket] : std::exchange(lane, {})) quarantine.insert(ticket);
  }
  queue(*question);
}

void Courier::State::settle_question(const Answer& answer) {
  const auto asked = calls.extract(*std::exchange(question, std::nullopt));
  const auto refusal = vetting.take(answer, asked.mapped().token);
  if (refusal) return deliver_all(quarantine, *refusal);
  for (const auto ticket : std::exchange(quarantine, {})) queue(ticket);
}

void Courier::State::end_backoffs() {
  while (!backoffs.empty() && backoffs.begin()->first <= now) {
    queue(backoffs.begin()->second);
    backoffs.erase(backoffs.begin());
  }
}

void Courier::State::clear_shelf() {
  while (!shelf.empty() && budget.spend()) {
    queue(*shelf.begin());
    shelf.erase(shelf.begin());
  }
  const bool may_refill = !flights.empty() || !backoffs.empty() || any_queued();
  if (may_refill) return;
  deliver_all(shelf, {Answer::Kind::unavailable, {}, "too many requests failed: the retry budget is used up"});
}

std::optional<Answer> Courier::State::hopeless(std::size_t lane) const {
  const auto within = " within " + format_duration(max_wait);
  // The longest politeness is not part of what the platform asked for.
  if (governor.closed_until(buckets[lane]) > now + max_wait + Millis(1'000)) {
    return Answer{Answer::Kind::unavailable, {}, "the platform takes no such request" + within + ": " + trouble};
  }
  for (const auto bucket : classes[lane]) {
    if (!breaker(bucket).is_open_longer_than(max_wait, now)) continue;
    return Answer{Answer::Kind::unavailable, {}, "no request succeeded" + within + ": " + trouble};
  }
  return std::nullopt;
}

void Courier::State::drop_hopeless() {
  for (std::size_t lane = 0; lane < kLanes; ++lane) {
    if (lanes[lane].empty()) continue;
    auto answer = login.failure() ? login.failure() : vetting.failure();
    if (!answer) answer = hopeless(lane);
    if (answer) deliver_lane(lane, *answer);
  }
}

std::optional<std::size_t> Courier::State::next_lane() {
  std::optional<std::size_t> first;
  for (std::size_t lane = 0; lane < kLanes; ++lane) {
    if (lanes[lane].empty() || earliest(lane) > now) continue;
    if (!first || *lanes[lane].begin() < *lanes[*first].begin()) first = lane;
  }
  return first;
}

// A probe is a read where there is one: it costs nothing, while a write that fails leaves its outcome unknown.
Ticket Courier::State::take_from(std::size_t lane) {
  auto& turns = lanes[lane];
  auto chosen = turns.begin();
  if (any_open(lane)) {
    const auto reads = [&](const Turn& turn) { return calls.at(turn.second).call.meaning == Meaning::reads; };
    const auto read = std::find_if(turns.begin(), turns.end(), reads);
    if (read != turns.end()) chosen = read;
  }
  return turns.extract(chosen).value().second;
}

void Courier::State::note_sent(std::span<const Bucket> used) {
  ++traffic.requests;
  for (const auto bucket : used) ++traffic.buckets[bucket];
}

std::optional<Courier::Sending> Courier::State::dispatch(std::size_t lane) {
  const auto ticket = take_from(lane);
  auto& pending = calls.at(ticket);
  if (pending.stale_at && *pending.stale_at < now) {
    deliver(ticket, {Answer::Kind::stale, {}, "it waited too long for its turn"});
    return std::nullopt;
  }
  flights.emplace(++last_wire, Flight{ticket, now, login.generation(), login.expires(), any_open(lane)});
  pending.token = login.generation();
  governor.sent(buckets[lane], now);
  for (const auto bucket : classes[lane]) breaker(bucket).sent();
  note_sent(buckets[lane]);
  if (pending.sends++ > 0) ++traffic.retries;
  Sending sending{last_wire, pending.call.request};
  sending.request.authorization = login.authorization();
  return sending;
}

std::optional<Instant> Courier::State::login_due() {
  const auto due = login.due();
  if (!due) return std::nullopt;
  return std::max(*due, governor.earliest(login.buckets(), now));
}

std::optional<Courier::Sending> Courier::State::log_in() {
  const auto due = login_due();
  if (!due || *due > now) return std::nullopt;
  governor.sent(login.buckets(), now);
  note_sent(login.buckets());
  login_flight = {++last_wire, now};
  return Sending{last_wire, login.start(now)};
}

Courier::Courier(const Binding& binding, Credentials credentials, CourierOptions options, Random& random)
    : state_(std::make_unique<State>(binding, std::move(credentials), std::move(options), random)) {}
Courier::~Courier() = default;

Ticket Courier::submit(Call call, std::optional<Instant> stale_at) {
  const auto ticket = state_->take_in(std::move(call));
  state_->calls.at(ticket).stale_at = stale_at;
  state_->queue(ticket);
  return ticket;
}

void Courier::confirm_organization(std::string organization) {
  state_->vetting.confirm(std::move(organization), state_->login.generation());
}

void Courier::doubt_organization(const std::string& organization) { state_->vetting.doubt(organization); }

std::vector<Courier::Sending> Courier::due(Instant now) {
  state_->now = now;
  state_->end_backoffs();
  state_->clear_shelf();
  state_->drop_hopeless();
  std::vector<Sending> sendings;
  if (!state_->any_queued()) return sendings;
  if (auto login = state_->log_in()) sendings.push_back(std::move(*login));
  if (!state_->login.has_token()) return sendings;
  state_->ask_organization();
  while (const auto lane = state_->next_lane()) {
    if (auto sending = state_->dispatch(*lane)) sendings.push_back(*std::move(sending));
  }
  return sendings;
}

std::optional<Instant> Courier::next_due() const {
  auto& state = *state_;
  if (!state.deliveries.empty()) return state.now;
  auto when = Instant::max();
  if (!state.backoffs.empty()) when = state.backoffs.begin()->first;
  if (!state.login.has_token()) {
    if (state.any_queued()) when = std::min(when, state.login_due().value_or(Instant::max()));
  } else {
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      if (!state.lanes[lane].empty()) when = std::min(when, state.earliest(lane));
    }
  }
  if (when == Instant::max()) return std::nullopt;
  return when;
}

void Courier::complete(const Completion& completion, Instant now, Wall wall) {
  state_->now = now;
  if (state_->login_flight && state_->login_flight->first == completion.ticket) {
    return state_->complete_login(completion.outcome, wall);
  }
  const auto found = state_->flights.find(completion.ticket);
  if (found == state_->flights.end()) return;
  const auto flight = found->second;
  state_->flights.erase(found);
  state_->complete_call(flight, completion.outcome, wall);
}

std::vector<Delivery> Courier::deliveries() { return std::exchange(state_->deliveries, {}); }

const Traffic& Courier::traffic() const { return state_->traffic; }
int Courier::waiting() const { return static_cast<int>(state_->calls.size() - state_->flights.size()); }
int Courier::in_flight() const { return static_cast<int>(state_->flights.size()); }

std::vector<Ticket> Courier::abandon() {
  std::map<Ticket, Pending> flying;
  for (const auto& [wire, flight] : state_->flights) {
    auto call = state_->calls.extract(flight.call);
    call.mapped().last_chance = true;
    flying.insert(std::move(call));
  }
  std::vector<Ticket> dropped;
  for (const auto& [ticket, pending] : state_->calls) dropped.push_back(ticket);
  state_->calls = std::move(flying);
  for (auto& lane : state_->lanes) lane.clear();
  state_->backoffs.clear();
  state_->shelf.clear();
  state_->quarantine.clear();
  if (state_->question && !state_->calls.contains(*state_->question)) state_->question.reset();
  return dropped;
}

}  // namespace interlock
