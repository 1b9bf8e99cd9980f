// How a call travels: lane -> wire -> (backoff or the shelf -> lane) -> delivery.
//
// Calls that use up the same buckets wait in one lane, in the order they came, so that a moment's work is a look at the
// heads of at most sixteen lanes however many calls wait, and a closed bucket blocks its own lanes only.
#include "engine/courier.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

#include "base/overloaded.hpp"
#include "engine/breaker.hpp"
#include "engine/governor.hpp"
#include "engine/judge.hpp"
#include "engine/lanes.hpp"
#include "engine/login.hpp"
#include "engine/retry.hpp"
#include "engine/retry_after.hpp"

namespace interlock {
namespace {

constexpr Millis kUnstatedWait{1'000};  // after a 429 that does not say how long

struct Pending {
  Call call;
  std::size_t lane = 0;
  int attempts = 0;  // those that count (R1)
  int sends = 0;
  bool had_new_token = false;
  bool last_chance = false;  // of an abandoned run: what it is answered now is its end
};

struct Flight {
  Ticket call;
  Instant sent_at;
  int token;              // the generation that it carries
  Instant token_expires;  // by what the platform said of it
  bool is_probe;          // of an open breaker
};

/// What the platform counts against the token, where it says so (a hint: faults.md R5).
std::optional<int> counted(const Response& response) {
  const auto* text = find_header(response.headers, "inin-ratelimit-count");
  int count = 0;
  if (text == nullptr) return std::nullopt;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), count);
  if (error != std::errc{} || end != text->data() + text->size()) return std::nullopt;
  return count;
}

bool may_state_wait(int status) { return status == 429 || status == 503 || status / 100 == 3; }

}  // namespace

struct Courier::State {
  State(const Binding& binding_, Credentials credentials, CourierOptions options_, Random& random_)
      : binding(binding_),
        max_wait(options_.max_wait),
        random(random_),
        login(binding_, std::move(credentials), options_.max_wait),
        governor(options_.rates) {}

  const Binding& binding;
  Millis max_wait;
  Random& random;
  Login login;
  Governor governor;
  std::array<Breaker, kBucketCount> breakers{};
  RetryBudget budget{};
  const BucketSets buckets = all_bucket_sets();
  const BucketSets classes = outage_sets();

  std::map<Ticket, Pending> calls{};  // all that are not delivered
  std::array<std::set<Ticket>, kLanes> lanes{};
  std::set<std::pair<Instant, Ticket>> backoffs{};
  std::set<Ticket> shelf{};  // retries that the budget does not cover yet
  std::map<Ticket, Flight> flights{};
  std::optional<std::pair<Ticket, Instant>> login_flight{};
  std::vector<Delivery> deliveries{};
  Traffic traffic{};
  Ticket last_call = 0;
  Ticket last_wire = 0;
  Instant now{};
  bool ever_answered = false;
  std::string trouble{};  // the last one, for people

  void queue(Ticket ticket) { lanes[calls.at(ticket).lane].insert(ticket); }
  bool any_queued() const {
    return std::any_of(lanes.begin(), lanes.end(), [](const auto& lane) { return !lane.empty(); });
  }

  void deliver(Ticket ticket, Answer answer) {
    calls.erase(ticket);
    deliveries.push_back({ticket, std::move(answer)});
  }

  template <class Tickets>
  void deliver_all(Tickets& tickets, const Answer& answer) {
    for (const auto ticket : tickets) deliver(ticket, answer);
    tickets.clear();
  }

  bool any_open(std::size_t lane) const {
    return std::any_of(classes[lane].begin(), classes[lane].end(),
                       [&](Bucket bucket) { return breaker(bucket).is_open(); });
  }
  const Breaker& breaker(Bucket bucket) const { return breakers[static_cast<std::size_t>(bucket)]; }
  Breaker& breaker(Bucket bucket) { return breakers[static_cast<std::size_t>(bucket)]; }

  Instant earliest(std::size_t lane) {
    auto when = governor.earliest(buckets[lane], now);
    for (const auto bucket : classes[lane]) when = std::max(when, breaker(bucket).earliest(now));
    return when;
  }

  void end_backoffs();
  void clear_shelf();
  void drop_hopeless();
  std::optional<Answer> hopeless(std::size_t lane) const;
  std::optional<std::size_t> next_lane();
  Ticket take_from(std::size_t lane);
  Sending dispatch(std::size_t lane);
  std::optional<Sending> log_in();
  std::optional<Instant> login_due();

  void complete_login(const Outcome& outcome, Wall wall);
  void complete_call(const Flight& flight, const Outcome& outcome, Wall wall);
  void count(Finding finding, const Outcome& outcome, Instant sent_at);
  void note_health(Finding finding, const Flight& flight, std::size_t lane);
  void obey(const Response& response, const ApiError& error, const Flight& flight, std::size_t lane, Wall wall);
  void repeat(const Flight& flight, Answer answer);
  void repeat_with_new_token(const Flight& flight, Answer answer);
};

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
    if (const auto answer = login.failure() ? login.failure() : hopeless(lane)) deliver_all(lanes[lane], *answer);
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
  auto& tickets = lanes[lane];
  auto chosen = tickets.begin();
  if (any_open(lane)) {
    const auto reads = [&](Ticket ticket) { return calls.at(ticket).call.meaning == Meaning::reads; };
    const auto read = std::find_if(tickets.begin(), tickets.end(), reads);
    if (read != tickets.end()) chosen = read;
  }
  const auto ticket = *chosen;
  tickets.erase(chosen);
  return ticket;
}

Courier::Sending Courier::State::dispatch(std::size_t lane) {
  const auto ticket = take_from(lane);
  auto& pending = calls.at(ticket);
  flights.emplace(++last_wire, Flight{ticket, now, login.generation(), login.expires(), any_open(lane)});
  governor.sent(buckets[lane], now);
  for (const auto bucket : classes[lane]) breaker(bucket).sent();
  ++traffic.requests;
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
  ++traffic.requests;
  login_flight = {++last_wire, now};
  return Sending{last_wire, login.start(now)};
}

void Courier::State::count(Finding finding, const Outcome& outcome, Instant sent_at) {
  if (std::holds_alternative<Response>(outcome)) traffic.latencies.push_back(now - sent_at);
  if (finding == Finding::throttled) {
    ++traffic.throttled;
  } else if (!is_sound(finding)) {
    ++traffic.failed;
  }
}

void Courier::State::complete_login(const Outcome& outcome, Wall wall) {
  count(find(outcome, {}), outcome, login_flight->second);
  login_flight.reset();
  login.complete(outcome, now, wall, random);
}

void Courier::State::note_health(Finding finding, const Flight& flight, std::size_t lane) {
  if (!is_sound(finding)) {
    for (const auto bucket : classes[lane]) breaker(bucket).failed(flight.sent_at, now);
    return;
  }
  for (const auto bucket : classes[lane]) breaker(bucket).succeeded();
  budget.earn();
  if (finding != Finding::unauthorized) login.accepted(flight.token);
}

void Courier::State::obey(const Response& response, const ApiError& error, const Flight& flight, std::size_t lane,
                          Wall wall) {
  if (!may_state_wait(response.status)) return;
  const bool is_throttled = response.status == 429;
  const auto stated = retry_after(response.headers, wall);
  if (!stated && !is_throttled) return;
  const auto until = now + stated.value_or(kUnstatedWait) + politeness(random);
  const auto named = parse_bucket(error.limit);
  const auto blamed = named ? std::vector{*named} : buckets[lane];
  for (const auto bucket : blamed) {
    governor.quota(bucket).close_until(until);
    if (is_throttled) governor.quota(bucket).throttled(flight.sent_at, now);
  }
  if (!named) governor.quota(Bucket::token).close_until(until);
}

void Courier::State::repeat(const Flight& flight, Answer answer) {
  auto& pending = calls.at(flight.call);
  // A probe shows that the outage lasts, not that this call cannot succeed. But where nothing ever answered, the
  // address is more likely wrong than the platform down, and whoever mistyped it should not wait for minutes.
  if (!flight.is_probe || !ever_answered) ++pending.attempts;
  if (pending.last_chance || pending.attempts >= kMostAttempts) {
    answer.why += " after " + std::to_string(pending.sends) + (pending.sends == 1 ? " attempt" : " attempts");
    return deliver(flight.call, std::move(answer));
  }
  if (flight.is_probe) return queue(flight.call);  // the breaker waits for it
  if (!budget.spend()) {
    shelf.insert(flight.call);
  } else {
    backoffs.emplace(now + backoff(random, pending.attempts), flight.call);
  }
}

void Courier::State::repeat_with_new_token(const Flight& flight, Answer answer) {
  auto& pending = calls.at(flight.call);
  // A token past its end says nothing about the next one: a call can wait for its turn longer than a token lives.
  const bool was_fruitless = pending.had_new_token && now < flight.token_expires;
  if (was_fruitless) login.fruitless();
  const bool worth_it = !was_fruitless && !pending.last_chance && login.renew(flight.token);
  if (!worth_it) return deliver(flight.call, std::move(answer));
  pending.had_new_token = true;
  queue(flight.call);
}

void Courier::State::complete_call(const Flight& flight, const Outcome& outcome, Wall wall) {
  const auto& pending = calls.at(flight.call);
  const auto* response = std::get_if<Response>(&outcome);
  const auto error = response != nullptr && response->status >= 400 ? binding.error(*response) : ApiError{};
  const auto finding = find(outcome, error);
  ever_answered = ever_answered || response != nullptr;
  if (!is_sound(finding)) trouble = describe(outcome, error);
  count(finding, outcome, flight.sent_at);
  note_health(finding, flight, pending.lane);
  if (response != nullptr) {
    if (const auto count = counted(*response)) governor.quota(Bucket::token).observed(*count, now);
    obey(*response, error, flight, pending.lane, wall);
  }

  const auto answer = [&](Answer::Kind kind) {
    const bool is_done = kind == Answer::Kind::done;
    return Answer{kind, response != nullptr ? *response : Response{}, is_done ? "" : describe(outcome, error)};
  };
  const auto verdict = judge(finding, purpose_of(pending.call.meaning));
  std::visit(overloaded{[&](const Deliver& end) { deliver(flight.call, answer(end.kind)); },
                        [&](const TryAgain&) { repeat(flight, answer(Answer::Kind::unavailable)); },
                        [&](const StayAway&) {
                          if (!pending.last_chance) return queue(flight.call);
                          deliver(flight.call, answer(Answer::Kind::unavailable));
                        },
                        [&](const LogIn&) { repeat_with_new_token(flight, answer(Answer::Kind::forbidden)); }},
             verdict);
}

Courier::Courier(const Binding& binding, Credentials credentials, CourierOptions options, Random& random)
    : state_(std::make_unique<State>(binding, std::move(credentials), std::move(options), random)) {}
Courier::~Courier() = default;

Ticket Courier::submit(Call call) {
  const auto ticket = ++state_->last_call;
  const auto lane = lane_of(call.buckets);
  state_->calls.emplace(ticket, Pending{.call = std::move(call), .lane = lane});
  state_->queue(ticket);
  return ticket;
}

std::vector<Courier::Sending> Courier::due(Instant now) {
  state_->now = now;
  state_->end_backoffs();
  state_->clear_shelf();
  state_->drop_hopeless();
  std::vector<Sending> sendings;
  if (!state_->any_queued()) return sendings;
  if (auto login = state_->log_in()) sendings.push_back(std::move(*login));
  if (!state_->login.has_token()) return sendings;
  while (const auto lane = state_->next_lane()) sendings.push_back(state_->dispatch(*lane));
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

void Courier::abandon() {
  std::map<Ticket, Pending> flying;
  for (const auto& [wire, flight] : state_->flights) {
    auto call = state_->calls.extract(flight.call);
    call.mapped().last_chance = true;
    flying.insert(std::move(call));
  }
  state_->calls = std::move(flying);
  for (auto& lane : state_->lanes) lane.clear();
  state_->backoffs.clear();
  state_->shelf.clear();
}

}  // namespace interlock
