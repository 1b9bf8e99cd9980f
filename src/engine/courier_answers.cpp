// What comes back to the courier, and what it does about it: deliver, send again, wait, or fetch a new token.
#include <algorithm>
#include <charconv>

#include "base/overloaded.hpp"
#include "engine/courier_state.hpp"
#include "engine/retry_after.hpp"

namespace interlock {
namespace {

constexpr Millis kUnstatedWait{1'000};  // after a 429 that does not say how long

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
    if (const auto count = counted(*response)) governor.quota(Bucket::token).observed(*count, flight.sent_at, now);
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

}  // namespace interlock
