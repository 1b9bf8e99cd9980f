#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <utility>

#include "engine/ports.hpp"

namespace interlock {

/// What commands that only read are given: it lets through what asks, and the logins, and has no way to send a write.
/// Whoever tries is answered like one whom the platform forbids the method.
class ReadingTransport final : public Transport {
 public:
  /// `login` is the path of the request that asks for a token.
  ReadingTransport(std::unique_ptr<Transport> inner, Request login)
      : inner_(std::move(inner)), login_(std::move(login)) {}

  void send(Ticket ticket, const Request& request) override {
    const bool is_login = request.method == login_.method && request.host == login_.host && request.path == login_.path;
    if (request.method == Method::get || is_login) return inner_->send(ticket, request);
    refused_.push_back({ticket, Response{405, {}, {}}});
  }
  std::optional<Completion> wait(Instant until) override {
    if (refused_.empty()) return inner_->wait(until);
    auto completion = std::move(refused_.front());
    refused_.pop_front();
    return completion;
  }

 private:
  std::unique_ptr<Transport> inner_;
  Request login_;
  std::deque<Completion> refused_;
};

}  // namespace interlock
