#include "simulation/stage.hpp"

#include <cstdio>
#include <cstdlib>

#include "base/overloaded.hpp"
#include "sandbox/faults/memory.hpp"

namespace interlock::simulation {
namespace {

constexpr std::size_t kMostRequests = 20'000;
constexpr const char* kToken = "token";

Sandbox sandbox_of(const Scenario& scenario) {
  auto sandbox = Sandbox::load(
      scenario.document,
      {.client_id = "sandbox", .client_secret = "secret", .access_token = kToken, .inspected = scenario.api}, "seed");
  if (sandbox) return *std::move(sandbox);
  for (const auto& problem : sandbox.problems()) std::fprintf(stderr, "%s\n", problem.message.c_str());
  std::abort();
}

}  // namespace

std::string shown(const Request& request) { return sandbox::asked(request); }

std::string shown(const Outcome& outcome) {
  return std::visit(
      overloaded{[](const Response& response) {
                   auto text = std::to_string(response.status);
                   const auto* wait = find_header(response.headers, "Retry-After");
                   return wait != nullptr ? text + " Retry-After " + *wait : text;
                 },
                 [](const Failure& failure) { return std::string(failure.sent ? "no answer" : "not sent"); }},
      outcome);
}

Stage::Stage(const Scenario& scenario)
    : sandbox_(sandbox_of(scenario)),
      api_(scenario.api),
      injector_(scenario.script, kToken),
      dice_(scenario.seed, "legs"),
      slowest_(scenario.slowest) {}

void Stage::send(Ticket ticket, const Request& request) {
  if (log_.size() >= kMostRequests) throw Endless{};
  log_.push_back({.request = request, .sent = now_});
  log_.back().sending = ++happened_;
  events_.emplace(std::pair(now_ + leg(), ++events_made_), Event{ticket, log_.size() - 1, false});
}

void Stage::arrive(const Event& event) {
  auto& exchange = log_[event.entry];
  exchange.arrived = now_;
  const int before = sandbox_.writes();
  exchange.outcome = is_held_back_ ? Outcome(sandbox_.answer(exchange.request, now_, wall(), api_))
                                   : injector_.answer(sandbox_, exchange.request, now_, wall(), api_);
  exchange.writes = sandbox_.writes() - before;
  exchange.write = sandbox_.writes();
  note(exchange, "arrives");
  events_.emplace(std::pair(now_ + leg(), ++events_made_), Event{event.ticket, event.entry, true});
}

Completion Stage::hand_back(const Event& event) {
  auto& exchange = log_[event.entry];
  exchange.answered = now_;
  exchange.wall = wall();
  exchange.is_answered = true;
  exchange.answering = ++happened_;
  note(exchange, shown(exchange.outcome));
  return {event.ticket, exchange.outcome};
}

std::optional<Completion> Stage::wait(Instant until) {
  if (crash_at_ != 0 && log_.size() >= crash_at_) throw Crash{};
  while (!events_.empty() && events_.begin()->first.first <= until) {
    const auto next = events_.extract(events_.begin());
    now_ = std::max(now_, next.key().first);
    if (next.mapped().is_answer) return hand_back(next.mapped());
    arrive(next.mapped());
  }
  now_ = std::max(now_, until);
  return std::nullopt;
}

void Stage::rest(Millis time) {
  crash_at_ = 0;
  const auto until = now_ + time;
  while (wait(until)) {
  }
}

void Stage::heal() {
  rest(std::chrono::minutes(20));
  injector_.heal(sandbox_, now_, wall());
}

void Stage::note(const Exchange& exchange, std::string_view what) {
  const auto line = std::to_string(now_.time_since_epoch().count()) + " " + shown(exchange.request) + " " +
                    std::string(what) + (exchange.writes > 0 ? " (a write)" : "");
  const auto add = [&](std::string_view text) {
    for (const auto c : text) hash_ = (hash_ ^ static_cast<unsigned char>(c)) * 1099511628211U;
  };
  add(line);
  add(exchange.request.body);
  if (const auto* response = std::get_if<Response>(&exchange.outcome)) add(response->body);
  if (tell) tell(line);
}

}  // namespace interlock::simulation
