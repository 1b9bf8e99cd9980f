#include "support/sandbox_world.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "codec/json.hpp"

namespace interlock::testing {

Sandbox make_sandbox(const Value& document) {
  auto sandbox = Sandbox::load(
      document, {.client_id = kClientId, .client_secret = kClientSecret, .access_token = kAccessToken}, "tenant.json");
  if (!sandbox) {
    for (const auto& problem : sandbox.problems()) std::fprintf(stderr, "%s\n", problem.message.c_str());
    std::abort();
  }
  return *std::move(sandbox);
}

void SandboxWorld::send(Ticket ticket, const Request& request) {
  ++sent_;
  flights_.emplace(std::pair(now_ + latency(request, sent_), sent_), std::pair(ticket, request));
}

std::optional<Completion> SandboxWorld::wait(Instant until) {
  if (flights_.empty() || flights_.begin()->first.first > until) {
    now_ = std::max(now_, until);
    return std::nullopt;
  }
  const auto flight = flights_.extract(flights_.begin());
  now_ = std::max(now_, flight.key().first);
  const auto& [ticket, request] = flight.mapped();
  return Completion{ticket, arrive(request)};
}

void SandboxWorld::land_flights() {
  while (!flights_.empty()) wait(flights_.begin()->first.first);
}

Outcome SandboxWorld::arrive(const Request& request) {
  ++requests_;
  before_request(sandbox, sandbox.writes());
  if (auto outcome = intercept(request, requests_)) return *std::move(outcome);
  auto response = sandbox.answer(request, now(), wall(), api);
  if (auto outcome = replace(request, response, requests_)) return *std::move(outcome);
  return response;
}

Response SandboxWorld::ask(Request request) {
  if (!request.authorization) request.authorization = Authorization{"Bearer", Secret(kAccessToken)};
  return sandbox.answer(request, now(), wall(), api);
}

Response SandboxWorld::edit(const std::string& address, const Value& set) {
  return ask({.method = Method::post,
              .path = "/__sandbox/edit",
              .query = {},
              .body = write_json(Map{{"address", address}, {"set", set}})});
}

}  // namespace interlock::testing
