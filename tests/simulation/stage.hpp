// The world of a simulated run: fake time, a sandbox behind its troubles, and a log of everything that was sent. A
// request takes its time to the server and its answer back, so both can be overtaken.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/ports.hpp"
#include "sandbox/faults/injector.hpp"
#include "sandbox/sandbox.hpp"
#include "simulation/dice.hpp"
#include "simulation/scenario.hpp"

namespace interlock::simulation {

/// One request of the tool, as the sending side and the server saw it.
struct Exchange {
  Request request;
  Instant sent{}, arrived{}, answered{};
  Wall wall{};        // when it was answered
  Outcome outcome{};  // meaningless until it was answered
  bool is_answered = false;
  std::size_t sending = 0, answering = 0;  // numbers in the order of events, for what happens at one moment
  int writes = 0;                          // that the server accepted because of it
  int write = 0;                           // the number of the last of them
};

/// The process is gone.
struct Crash {};
/// The run goes on and on (O12).
struct Endless {};

class Stage final : public Clock, public Transport {
 public:
  explicit Stage(const Scenario& scenario);

  Instant now() override { return now_; }
  Wall wall() override { return kStart + now_.time_since_epoch(); }
  void send(Ticket ticket, const Request& request) override;
  std::optional<Completion> wait(Instant until) override;

  /// The process is gone behind that many requests from now on; 0: it stays.
  void crash_behind(int requests) { crash_at_ = requests > 0 ? log_.size() + static_cast<std::size_t>(requests) : 0; }
  /// Nothing is on its way any more, quotas are free again, and from now on nothing happens.
  void heal();
  /// While troubles are held back, requests go straight to the sandbox.
  void hold_back(bool is_held_back) { is_held_back_ = is_held_back; }
  /// What is on its way arrives, and so much time goes by.
  void rest(Millis time);

  Value document() const { return sandbox_.document(); }
  const Sandbox& sandbox() const { return sandbox_; }
  const std::vector<Exchange>& log() const { return log_; }
  const sandbox::FaultInjector& injector() const { return injector_; }
  std::uint64_t hash() const { return hash_; }
  /// Called with a line for each event.
  std::function<void(const std::string&)> tell{};

 private:
  static constexpr Wall kStart{std::chrono::sys_days{std::chrono::year(2026) / 1 / 5} + std::chrono::hours(8)};
  struct Event {
    Ticket ticket = 0;
    std::size_t entry = 0;
    bool is_answer = false;
  };

  void arrive(const Event& event);
  Completion hand_back(const Event& event);
  void note(const Exchange& exchange, std::string_view what);
  Millis leg() { return Millis(1 + static_cast<int>(dice_.below(static_cast<std::size_t>(slowest_.count())))); }

  Sandbox sandbox_;
  Api api_;
  sandbox::FaultInjector injector_;
  Dice dice_;
  Millis slowest_;
  Instant now_{};
  std::map<std::pair<Instant, std::size_t>, Event> events_;
  std::size_t events_made_ = 0, happened_ = 0;
  std::vector<Exchange> log_;
  std::size_t crash_at_ = 0;
  bool is_held_back_ = false;
  std::uint64_t hash_ = 14695981039346656037U;
};

/// "PUT /api/v2/routing/queues/q?x=y"
std::string shown(const Request& request);
/// "200", "429 Retry-After 7", "lost"
std::string shown(const Outcome& outcome);

}  // namespace interlock::simulation
