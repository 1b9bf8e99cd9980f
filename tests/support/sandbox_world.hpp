// A world of fake time round a sandbox: what the engine's machines are driven in. Nothing waits; the same run gives the
// same answers in the same order.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <utility>

#include "engine/ports.hpp"
#include "sandbox/sandbox.hpp"

namespace interlock::testing {

inline constexpr const char* kClientId = "sandbox";
inline constexpr const char* kClientSecret = "secret";
inline constexpr const char* kAccessToken = "token";  // accepted from the start, and what the first login gives

/// A sandbox with the credentials above; a document that it refuses is a bug of the test and aborts with the problems.
Sandbox make_sandbox(const Value& document);

class SandboxWorld final : public Clock, public Transport {
 public:
  explicit SandboxWorld(const Value& document, Api served = Api::guide)
      : sandbox(make_sandbox(document)), api(served) {}

  Sandbox sandbox;
  Api api;  // that requests are made through

  // The hooks; `nth` counts the requests from 1 in the order in which they reach the sandbox, for `latency` in the
  // order in which they are sent.

  /// Fake time from the sending to the answer. The request reaches the sandbox when its answer is due, so requests take
  /// effect in the order of their due times.
  std::function<Millis(const Request&, int nth)> latency = [](const Request&, int) { return Millis(5); };
  /// Runs before a request reaches the sandbox, `writes` being those accepted so far: the moment for foreign edits.
  std::function<void(Sandbox&, int writes)> before_request = [](Sandbox&, int) {};
  /// An outcome instead of the sandbox's: the request never arrives.
  std::function<std::optional<Outcome>(const Request&, int nth)> intercept = [](const Request&, int) {
    return std::nullopt;
  };
  /// An outcome in place of the sandbox's answer: the request has taken effect. Lost answers are made here.
  std::function<std::optional<Outcome>(const Request&, const Response&, int nth)> replace =
      [](const Request&, const Response&, int) { return std::nullopt; };

  Instant now() override { return now_; }
  Wall wall() override { return kStart + now_.time_since_epoch(); }
  void send(Ticket ticket, const Request& request) override;
  std::optional<Completion> wait(Instant until) override;

  int requests() const { return requests_; }  // that reached the sandbox or were intercepted
  int in_flight() const { return static_cast<int>(flights_.size()); }

  /// What is on its way when a process is killed: it reaches the sandbox and nobody hears the answer, or it never does.
  void land_flights();
  void lose_flights() { flights_.clear(); }

  /// A request at this moment, past the hooks and the counters: a colleague at work.
  Response ask(Request request);
  /// A foreign edit through the sandbox's own door: a merge patch on the raw object at the address.
  Response edit(const std::string& address, const Value& set);

 private:
  static constexpr Wall kStart{std::chrono::sys_days{std::chrono::year(2026) / 1 / 5} + std::chrono::hours(8)};

  Outcome arrive(const Request& request);

  Instant now_{};
  int sent_ = 0;
  int requests_ = 0;
  std::map<std::pair<Instant, int>, std::pair<Ticket, Request>> flights_;  // by due time, then order of sending
};

}  // namespace interlock::testing
