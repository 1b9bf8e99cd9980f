// A TCP server on 127.0.0.1 that answers whatever is asked with bytes from a script, however broken.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace interlock::testing {

struct Reply {
  enum class After { keep, close, hold, reset };  // hold: silent until the other side goes away

  std::string bytes;
  After after = After::keep;
  int times = 1;  // that the bytes are sent, as long as the other side takes them
};

/// "HTTP/1.1 200 OK" with that body and its length.
Reply ok(std::string body);

class LoopbackServer {
 public:
  /// The replies answer the requests in the order they arrive; the last one answers all that follow.
  explicit LoopbackServer(std::vector<Reply> replies);
  ~LoopbackServer();

  std::uint16_t port() const;
  std::string origin() const;  // "http://127.0.0.1:PORT"
  /// Every request so far, as its bytes.
  std::vector<std::string> requests() const;
  int connections() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace interlock::testing
