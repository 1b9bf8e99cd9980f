#include "cli/proxy.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/http.hpp"
#include "base/text.hpp"
#include "cli/typed_text.hpp"

namespace interlock {
namespace {

constexpr std::string_view kHint = "an address like http://proxy.example.com:3128, or --proxy none";
constexpr std::array<std::string_view, 6> kSchemes{"http", "https", "socks4", "socks4a", "socks5", "socks5h"};

bool consists_of(std::string_view text, std::string_view allowed) {
  return text.find_first_not_of(allowed) == std::string_view::npos;
}

/// The parts of SCHEME://USER:PASSWORD@HOST:PORT that are there.
struct ProxyAddress {
  std::string scheme{"http"}, user{}, host{}, port{}, rest{};
};

ProxyAddress parts_of(std::string_view value) {
  ProxyAddress parts;
  if (const auto end = value.find("://"); end != std::string_view::npos) {
    parts.scheme = lower_case(value.substr(0, end));
    value.remove_prefix(end + 3);
  }
  const auto end = std::min(value.find_first_of("/?#"), value.size());
  parts.rest = value.substr(end);
  auto authority = value.substr(0, end);
  if (const auto at = authority.rfind('@'); at != std::string_view::npos) {
    parts.user = authority.substr(0, at);
    authority.remove_prefix(at + 1);
  }
  const auto bracket = authority.rfind(']');
  const auto colon = authority.find(':', bracket == std::string_view::npos ? 0 : bracket);
  parts.host = authority.substr(0, colon);
  if (colon != std::string_view::npos) parts.port = authority.substr(colon);
  return parts;
}

bool is_port(std::string_view text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size() && number >= 1 && number <= 65535;
}

/// What is wrong with the address, as a clause behind the variable's name; empty where nothing is.
std::string fault_of(const ProxyAddress& proxy) {
  static constexpr std::string_view kNames = "abcdefghijklmnopqrstuvwxyz0123456789.-_";
  if (std::find(kSchemes.begin(), kSchemes.end(), proxy.scheme) == kSchemes.end()) {
    const bool is_word = consists_of(proxy.scheme, "abcdefghijklmnopqrstuvwxyz0123456789+-.");
    return is_word ? "has the unknown scheme " + quoted(proxy.scheme) + "; known are " + join(kSchemes, ", ")
                   : "does not begin with a scheme and ://";
  }
  const bool is_literal = proxy.host.starts_with('[') && proxy.host.ends_with(']');
  if (proxy.host.empty()) return "names no host";
  if (!is_literal && !consists_of(lower_case(proxy.host), kNames)) return "names a host that is no name or address";
  if (!proxy.port.empty() && !is_port(std::string_view(proxy.port).substr(1))) {
    return "names a port that is no number from 1 to 65535";
  }
  return proxy.rest.empty() || proxy.rest == "/" ? "" : "has something behind host and port";
}

void hide_password(std::string_view user, Output& output) {
  const auto colon = user.find(':');
  if (colon == std::string_view::npos) return;
  const auto password = user.substr(colon + 1);
  output.hide(Secret(std::string(password)));
  output.hide(Secret(percent_decode(password)));
}

}  // namespace

Problems check_proxies(const Environment& environment, Output& output) {
  Problems problems;
  for (const auto& [name, value] : environment.proxies) {
    if (value.empty()) continue;  // the usual way of switching a proxy off
    const auto proxy = parts_of(value);
    hide_password(proxy.user, output);
    if (auto problem = text_fault(name, value)) {
      problems.push_back(*std::move(problem));
    } else if (const auto fault = fault_of(proxy); !fault.empty()) {
      problems.push_back({.rule = "B51", .message = name + " " + fault, .hint = std::string(kHint)});
    }
  }
  return problems;
}

}  // namespace interlock
