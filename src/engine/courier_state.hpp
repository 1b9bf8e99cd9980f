// How a call travels: lane -> wire -> (backoff or the shelf -> lane) -> delivery.
//
// While it is asked which organisation the token is for, the question has the lanes for itself and all other calls wait
// in quarantine: so it is retried, throttled and renewed like any read, and nothing overtakes it.
//
// Calls that use up the same buckets wait in one lane, so that a moment's work is a look at the heads of at most
// sixteen lanes however many calls wait, and a closed bucket blocks its own lanes only. What grows stale goes first,
// the rest in the order it came: a write that new reads push back until its own read is too old would begin with a read
// again.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "engine/breaker.hpp"
#include "engine/courier.hpp"
#include "engine/governor.hpp"
#include "engine/judge.hpp"
#include "engine/lanes.hpp"
#include "engine/login.hpp"
#include "engine/retry.hpp"
#include "engine/vetting.hpp"

namespace interlock {

struct Courier::Pending {
  Call call;
  std::size_t lane = 0;
  std::optional<Instant> stale_at{};
  int attempts = 0;  // those that count (R1)
  int sends = 0;
  int token = 0;  // the generation that it left with last
  bool had_new_token = false;
  bool last_chance = false;  // of an abandoned run: what it is answered now is its end
};

struct Courier::Flight {
  Ticket call;
  Instant sent_at;
  int token;              // the generation that it carries
  Instant token_expires;  // by what the platform said of it
  bool is_probe;          // of an open breaker
};

struct Courier::State {
  State(const Binding& binding_, Credentials credentials, CourierOptions options_, Random& random_)
      : binding(binding_),
        max_wait(options_.max_wait),
        random(random_),
        login(binding_, std::move(credentials), options_.max_wait),
        vetting(binding_),
        governor(options_.rates) {}

  const Binding& binding;
  Millis max_wait;
  Random& random;
  Login login;
  Vetting vetting;
  Governor governor;
  std::array<Breaker, kBucketCount> breakers{};
  RetryBudget budget{};
  const BucketSets buckets = all_bucket_sets();
  const BucketSets classes = outage_sets();

  std::map<Ticket, Pending> calls{};        // all that are not delivered
  using Turn = std::pair<Instant, Ticket>;  // stale when, the far future where never
  std::array<std::set<Turn>, kLanes> lanes{};
  std::set<std::pair<Instant, Ticket>> backoffs{};
  std::set<Ticket> shelf{};  // retries that the budget does not cover yet
  std::map<Ticket, Flight> flights{};
  std::optional<std::pair<Ticket, Instant>> login_flight{};
  std::optional<Ticket> question{};  // for the organisation, until it is answered
  std::set<Ticket> quarantine{};     // what must not leave before
  std::vector<Delivery> deliveries{};
  Traffic traffic{};
  Ticket last_call = 0;
  Ticket last_wire = 0;
  Instant now{};
  bool ever_answered = false;
  std::string trouble{};  // the last one, for people

  void queue(Ticket ticket) {
    if (question && ticket != *question) {
      quarantine.insert(ticket);
      return;
    }
    const auto& pending = calls.at(ticket);
    lanes[pending.lane].emplace(pending.stale_at.value_or(Instant::max()), ticket);
  }
  bool any_queued() const {
    return std::any_of(lanes.begin(), lanes.end(), [](const auto& lane) { return !lane.empty(); });
  }

  void deliver(Ticket ticket, Answer answer) {
    if (ticket == question) return settle_question(answer);
    calls.erase(ticket);
    deliveries.push_back({ticket, std::move(answer)});
  }

  void deliver_all(std::set<Ticket>& tickets, const Answer& answer) {
    for (const auto ticket : std::exchange(tickets, {})) deliver(ticket, answer);
  }
  void deliver_lane(std::size_t lane, const Answer& answer) {
    for (const auto& [stale_at, ticket] : std::exchange(lanes[lane], {})) deliver(ticket, answer);
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

  Ticket take_in(Call call);
  void ask_organization();
  void settle_question(const Answer& answer);

  void end_backoffs();
  void clear_shelf();
  void drop_hopeless();
  std::optional<Answer> hopeless(std::size_t lane) const;
  std::optional<std::size_t> next_lane();
  Ticket take_from(std::size_t lane);
  void note_sent(std::span<const Bucket> used);
  std::optional<Sending> dispatch(std::size_t lane);
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

}  // namespace interlock
