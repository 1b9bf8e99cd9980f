#include "codec/url.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/text.hpp"

namespace interlock {
namespace {

constexpr std::string_view kDigits = "0123456789";

std::string lower_case(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return lower;
}

struct Url {
  std::string scheme;
  std::string host;  // with the brackets of an IPv6 address
  std::string port;  // empty or digits
};

/// Whether every label of a host name is of letters, digits and inner hyphens.
bool is_host_name(std::string_view host) {
  static constexpr std::string_view kAllowed = "abcdefghijklmnopqrstuvwxyz0123456789-";
  if (host.size() > 253) return false;
  while (true) {
    const auto label = host.substr(0, host.find('.'));
    if (label.empty() || label.size() > 63 || label.front() == '-' || label.back() == '-') return false;
    if (label.find_first_not_of(kAllowed) != std::string_view::npos) return false;
    if (label.size() == host.size()) return true;
    host.remove_prefix(label.size() + 1);
  }
}

bool is_ipv6_literal(std::string_view host) {
  return host.size() >= 4 && host.front() == '[' && host.back() == ']' &&
         host.substr(1, host.size() - 2).find_first_not_of("0123456789abcdef:.") == std::string_view::npos;
}

bool is_port(std::string_view text) {
  int port = 0;
  const bool has_digits =
      !text.empty() && text.size() <= 5 && text.find_first_not_of(kDigits) == std::string_view::npos;
  return has_digits && std::from_chars(text.data(), text.data() + text.size(), port).ec == std::errc{} && port > 0 &&
         port <= 65535;
}

/// Why the address is refused, or nothing and its parts.
std::optional<std::string> fault_of(std::string_view text, Url& url) {
  if (text.find('@') != std::string_view::npos) return "it has a user name; credentials do not belong into settings";
  const auto scheme_end = text.find("://");
  if (scheme_end == std::string_view::npos) return "it does not begin with https://";
  url.scheme = lower_case(text.substr(0, scheme_end));
  auto rest = text.substr(scheme_end + 3);
  if (rest.ends_with('/')) rest.remove_suffix(1);
  if (const auto end = rest.find_first_of("/?#\\"); end != std::string_view::npos) {
    return "it has a path (" + quoted(rest.substr(end)) + ")";
  }
  const auto colon = rest.starts_with('[') ? rest.find(':', rest.find(']')) : rest.find(':');
  url.host = lower_case(rest.substr(0, colon));
  if (colon != std::string_view::npos) url.port = rest.substr(colon + 1);
  if (colon != std::string_view::npos && !is_port(url.port)) return "its port is no number from 1 to 65535";
  if (url.host.ends_with('.')) url.host.pop_back();
  if (url.host.starts_with("xn--") || url.host.find(".xn--") != std::string::npos) return "its host is punycode";
  if (!is_host_name(url.host) && !is_ipv6_literal(url.host)) return "its host " + quoted(url.host) + " is no host name";
  if (url.scheme == "https" || (url.scheme == "http" && is_loopback(url.host))) return std::nullopt;
  return "its scheme is " + quoted(url.scheme) + "; only https is allowed, and http to a loopback host";
}

}  // namespace

bool is_loopback(std::string_view host) {
  if (host == "localhost" || host == "[::1]" || host == "::1") return true;
  if (!host.starts_with("127.")) return false;
  int numbers = 0;
  while (!host.empty()) {
    const auto number = host.substr(0, host.find('.'));
    const bool is_number = !number.empty() && number.size() <= 3 &&
                           number.find_first_not_of(kDigits) == std::string_view::npos &&
                           !(number.size() == 3 && number > "255");
    if (!is_number) return false;
    ++numbers;
    host.remove_prefix(std::min(number.size() + 1, host.size()));
  }
  return numbers == 4;
}

Result<std::string> normal_tenant_url(std::string_view text, const Place& at) {
  Url url;
  if (const auto fault = fault_of(text, url)) {
    const bool may_hold_secret = text.find('@') != std::string_view::npos;
    return Problem{.rule = "B45",
                   .where = at,
                   .message = "url" + (may_hold_secret ? "" : " " + quoted(text)) + ": " + *fault,
                   .hint = "write it like https://api.example.com"};
  }
  return url.scheme + "://" + url.host + (url.port.empty() ? "" : ":" + url.port);
}

}  // namespace interlock
