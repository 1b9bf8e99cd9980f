// The transport over libcurl: a multi handle with a pool of HTTP/1.1 connections (deps.md 3).
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "base/network_address.hpp"
#include "engine/ports.hpp"

namespace interlock {

struct HttpClientOptions {
  std::string origin;          // "https://api.example.com" or "http://127.0.0.1:8080": scheme, host, port; no path
  std::string login_origin{};  // where requests for Host::login go; empty: to `origin`
  std::string ca_file{};
  bool use_proxy_from_environment = false;
  /// At most so many at once. Requests beyond it wait inside the transport, where no quota sees them, and leave in a
  /// bunch: not fewer than whoever sends has on their way.
  int connections = 8;
  Millis connect_timeout{10'000};
  Millis total_timeout{60'000};
  std::size_t body_limit = 64u << 20;  // after decompression
  /// Asked with the very address before a connection is made to it; empty: every address will do.
  std::function<bool(const NetworkAddress&)> may_connect{};
};

/// Every request goes to the one origin, or to the one that gives tokens, credentials with it; redirects are answers
/// like any other and are not followed (SEC5); TLS 1.2 or newer, verified, and no option turns that off (SEC6); plain
/// http to loopback only.
class HttpClient final : public Transport {
 public:
  explicit HttpClient(HttpClientOptions options);
  ~HttpClient() override;
  void send(Ticket ticket, const Request& request) override;
  std::optional<Completion> wait(Instant until) override;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace interlock
