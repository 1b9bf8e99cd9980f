#pragma once

#include <optional>
#include <string>

namespace interlock {

/// Where every request of a client goes.
struct Origin {
  std::string base;       // "https://api.example.com", in the form that libcurl normalises to; no slash at the end
  std::string authority;  // "api.example.com:443", for messages
  bool is_plain = false;  // http
  bool is_loopback = false;
};

/// Nothing where the text is no scheme (http, https), host and port and nothing else: a user, a path or a query in it
/// would decide about requests behind our back.
std::optional<Origin> parse_origin(const std::string& text);

}  // namespace interlock
