#include "codec/url.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/text.hpp"

namespace interlock {
namespace {

constexpr std::string_view kDigits = "0123456789";
constexpr std::string_view kPathStarts = "/?#\\";

struct Url {
  std::string scheme;
  std::string host;  // with the brackets of an IPv6 address
  std::string port;  // empty or digits
};

bool is_ipv6_literal(std::string_view host) {
  return host.size() >= 4 && host.front() == '[' && host.back() == ']' &&
         host.substr(1, host.size() - 2).find_first_not_of("0123456789abcdef:.") == std::string_view::npos;
}

/// Why the address is refused, or nothing and its parts.
std::optional<std::string> fault_of(std::string_view text, Url& url) {
  if (text.find('@') != std::string_view::npos) return "it has a user name; credentials do not belong into settings";
  if (text.find('%') != std::string_view::npos) return "it has an escape (%); host and port need none";
  const auto scheme_end = text.find("://");
  if (scheme_end == std::string_view::npos) return "it does not begin with https://";
  url.scheme = lower_case(text.substr(0, scheme_end));
  auto rest = text.substr(scheme_end + 3);
  if (rest.ends_with('/')) rest.remove_suffix(1);
  if (rest.find_first_of(kPathStarts) != std::string_view::npos) return "it has a path or a query behind the host";
  const auto host = host_of(rest);
  const bool has_port = host.size() < rest.size();
  url.host = lower_case(host);
  if (has_port) url.port = rest.substr(host.size() + 1);
  if (has_port && !is_port(url.port)) return "its port is no number from 1 to 65535";
  if (url.host.ends_with('.')) url.host.pop_back();
  if (url.host.starts_with("xn--") || url.host.find(".xn--") != std::string::npos) return "its host is punycode";
  if (!is_host_name(url.host) && !is_ipv6_literal(url.host)) return "its host " + quoted(url.host) + " is no host name";
  if (url.scheme == "https" || (url.scheme == "http" && is_loopback(url.host))) return std::nullopt;
  return "its scheme is " + quoted(url.scheme) + "; only https is allowed, and http to a loopback host";
}

/// What may be shown of a refused address: scheme, host and port. Nothing where one of them may be a user or a password
/// that was written in a wrong way; paths and queries hold tokens.
std::string understood(std::string_view text) {
  if (text.find_first_of("@%") != std::string_view::npos) return {};
  const auto authority = authority_of(text);
  const auto end = std::min(authority.find_first_of(kPathStarts), authority.size());
  const auto host = host_of(authority.substr(0, end));
  const auto port = authority.substr(host.size(), end - host.size());
  if (port.find_first_not_of(kDigits, 1) != std::string_view::npos) return {};
  return " " + quoted(text.substr(0, text.size() - authority.size() + end));
}

}  // namespace

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

bool is_port(std::string_view text) {
  int port = 0;
  const bool has_digits =
      !text.empty() && text.size() <= 5 && text.find_first_not_of(kDigits) == std::string_view::npos;
  return has_digits && std::from_chars(text.data(), text.data() + text.size(), port).ec == std::errc{} && port > 0 &&
         port <= 65535;
}

std::string_view origin_of(std::string_view url) {
  const auto scheme = url.find("://");
  const auto begin = scheme == std::string_view::npos ? 0 : scheme + 3;
  return url.substr(0, url.find_first_of(kPathStarts, begin));
}

std::string_view authority_of(std::string_view origin) {
  const auto scheme_end = origin.find("://");
  return scheme_end == std::string_view::npos ? origin : origin.substr(scheme_end + 3);
}

std::string_view host_of(std::string_view authority) {
  const auto colon = authority.starts_with('[') ? authority.find(':', authority.find(']')) : authority.find(':');
  return authority.substr(0, colon);
}

bool is_loopback(std::string_view host) {
  if (host == "localhost" || host == "[::1]" || host == "::1") return true;
  if (!host.starts_with("127.")) return false;
  int numbers = 0;
  while (!host.empty()) {
    const auto number = host.substr(0, host.find('.'));
    const bool is_number = !number.empty() && number.size() <= 3 &&
                           number.find_first_not_of(kDigits) == std::string_view::npos &&
                           (number.size() < 3 || number <= "255");
    if (!is_number) return false;
    ++numbers;
    host.remove_prefix(std::min(number.size() + 1, host.size()));
  }
  return numbers == 4;
}

Result<std::string> normal_tenant_url(std::string_view text, const Place& at) {
  Url url;
  if (const auto fault = fault_of(text, url)) {
    return Problem{.rule = "B45",
                   .where = at,
                   .message = "url" + understood(text) + ": " + *fault,
                   .hint = "write it like https://api.example.com"};
  }
  return url.scheme + "://" + url.host + (url.port.empty() ? "" : ":" + url.port);
}

}  // namespace interlock
