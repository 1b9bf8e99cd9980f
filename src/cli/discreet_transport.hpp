#pragma once

#include <memory>
#include <optional>
#include <utility>

#include "adapters/output.hpp"
#include "engine/ports.hpp"

namespace interlock {

/// Hides from the output whatever goes into an Authorization header, before it leaves: also the token that the platform
/// gave only a moment ago and may echo in its next answer (SEC2).
class DiscreetTransport final : public Transport {
 public:
  DiscreetTransport(std::unique_ptr<Transport> inner, Output& output) : inner_(std::move(inner)), output_(output) {}

  void send(Ticket ticket, const Request& request) override {
    if (request.authorization) hide(request.authorization->credentials);
    inner_->send(ticket, request);
  }
  std::optional<Completion> wait(Instant until) override { return inner_->wait(until); }

 private:
  void hide(const Secret& secret) {
    if (secret.reveal() == last_.reveal()) return;
    last_ = secret;
    output_.hide(secret);
  }

  std::unique_ptr<Transport> inner_;
  Output& output_;
  Secret last_;
};

}  // namespace interlock
