// Who may speak: the client's login and the tokens that it gave.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "base/http.hpp"
#include "base/time.hpp"
#include "sandbox/exchange.hpp"
#include "sandbox/sandbox.hpp"

namespace interlock::sandbox {

class Login {
 public:
  Login(SandboxOptions options, std::chrono::seconds lifetime);

  /// POST /oauth/token. The first login gives the token of the options, each later one another, so that a client that
  /// keeps the old one is found out.
  Verdict grant(const Request& request, Instant now);
  bool admits(const Request& request, Instant now) const;
  /// Whether the request has the token of the options, which opens the sandbox's own doors at any time.
  bool is_owner(const Request& request) const;

 private:
  SandboxOptions options_;
  std::chrono::seconds lifetime_;
  int logins_ = 0;
  std::map<std::string, Instant, std::less<>> tokens_;  // with the moment of their death
};

}  // namespace interlock::sandbox
