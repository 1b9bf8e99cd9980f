// One HTTP exchange as values. Bindings make requests, the sandbox answers them, the transport carries them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/secret.hpp"

namespace interlock {

enum class Method { get, post, put, patch, remove };
std::string_view method_name(Method method);  // "GET"
std::optional<Method> parse_method(std::string_view name);

using Headers = std::vector<std::pair<std::string, std::string>>;
bool same_without_case(std::string_view a, std::string_view b);  // ASCII, as header names are compared
/// The first header of that name, compared without case, or null.
const std::string* find_header(const Headers& headers, std::string_view name);

/// What goes into the Authorization header; the credentials stay a Secret until the bytes leave.
struct Authorization {
  std::string scheme;  // "Bearer", "Basic"
  Secret credentials;  // the token; for Basic already in base64
};

/// Where a request goes: the API's host, or the one that gives tokens.
enum class Host { api, login };

struct Request {
  Method method = Method::get;
  std::string path;                                        // "/api/v2/routing/skills", segments percent-encoded
  std::vector<std::pair<std::string, std::string>> query;  // decoded
  Headers headers{};
  std::optional<Authorization> authorization{};
  std::string body{};
  Host host = Host::api;
};

struct Response {
  int status = 0;
  Headers headers{};
  std::string body{};
};

/// No answer came. `sent`: a byte of the request may have reached the other side, so a write may have happened.
struct Failure {
  bool sent = true;
  std::string what;
};

using Outcome = std::variant<Response, Failure>;

std::string percent_encode(std::string_view text);  // all but unreserved characters (RFC 3986 2.3)
std::string percent_decode(std::string_view text);  // `+` stays; a broken escape stays as it is
std::string query_string(const std::vector<std::pair<std::string, std::string>>& query);  // "a=b&c=d", encoded
/// The inverse of query_string, also for forms: `+` is a blank, a part without `=` has an empty value.
std::vector<std::pair<std::string, std::string>> parse_query(std::string_view text);
std::string base64(std::string_view bytes);

}  // namespace interlock
