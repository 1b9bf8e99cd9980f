// A small HTTP/1.1 server on loopback: the sandbox's front (deps.md 4). One thread, so the handler needs no lock.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include "base/http.hpp"
#include "base/result.hpp"

namespace interlock {

class HttpServer {
 public:
  /// A Failure answers nothing: the connection is closed.
  using Handler = std::function<Outcome(const Request&)>;

  /// Listens on 127.0.0.1; port 0 takes a free one. A port that is taken is a problem of exit 11.
  static Result<HttpServer> start(std::uint16_t port, Handler handler);
  HttpServer(HttpServer&&) noexcept;
  HttpServer& operator=(HttpServer&&) noexcept;
  ~HttpServer();  // answers what is being handled, then stops

  std::uint16_t port() const;

 private:
  struct State;
  explicit HttpServer(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace interlock
