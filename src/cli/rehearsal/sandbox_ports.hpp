// A sandbox as the world of an engine, in fake time: what is rehearsed takes no longer than its arithmetic.
#pragma once

#include <deque>
#include <optional>
#include <utility>

#include "engine/ports.hpp"
#include "sandbox/faults/injector.hpp"
#include "sandbox/sandbox.hpp"

namespace interlock {

class SandboxPorts final : public Clock, public Transport {
 public:
  /// `start` is the moment that the first request is made at. `trouble` stands before the sandbox, if it is not null.
  SandboxPorts(Sandbox& sandbox, Api api, Wall start, sandbox::FaultInjector* trouble = nullptr)
      : sandbox_(sandbox), api_(api), start_(start), trouble_(trouble) {}

  Instant now() override { return now_; }
  Wall wall() override { return start_ + now_.time_since_epoch(); }
  void send(Ticket ticket, const Request& request) override { sent_.emplace_back(ticket, request); }
  std::optional<Completion> wait(Instant until) override;

 private:
  Sandbox& sandbox_;
  Api api_;
  Wall start_;
  sandbox::FaultInjector* trouble_;
  Instant now_{};
  std::deque<std::pair<Ticket, Request>> sent_;
};

/// The same numbers for the same seed.
class SeededRandom final : public Random {
 public:
  explicit SeededRandom(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() override;

 private:
  std::uint64_t state_;
};

}  // namespace interlock
