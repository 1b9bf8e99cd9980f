#include "codec/callback.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "codec/url.hpp"

namespace interlock {
namespace {

constexpr std::string_view kScheme = "https://";
constexpr std::size_t kLongestUrl = 2048;

struct UrlParts {
  std::string_view text, authority, host, port;  // the port with its colon
};

UrlParts url_parts(std::string_view url) {
  UrlParts parts{.text = url, .authority = authority_of(origin_of(url)), .host = {}, .port = {}};
  parts.host = host_of(parts.authority);
  parts.port = parts.authority.substr(parts.host.size());
  return parts;
}

std::optional<NetworkAddress> literal(std::string_view host) {
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  return parse_network_address(std::string(host));
}

/// What resolvers take for an address although it is not written like one: "127.1", "0x7f000001".
bool ends_in_a_number(std::string_view host) {
  const auto last = host.substr(host.rfind('.') + 1);
  return last.starts_with("0x") || last.find_first_not_of("0123456789") == std::string_view::npos;
}

bool is_printable(const UrlParts& parts) {
  return parts.text.size() <= kLongestUrl &&
         std::all_of(parts.text.begin(), parts.text.end(), [](char c) { return c > ' ' && c < 0x7F && c != '\\'; });
}
bool has(const UrlParts& parts, char c) { return parts.authority.find(c) != std::string_view::npos; }
bool is_host(const UrlParts& parts) {
  return is_host_name(parts.host) || (parts.host.starts_with('[') && literal(parts.host));
}
bool is_in_nets(const UrlParts& parts) {
  const auto address = literal(parts.host);
  return !address || reach_of(*address) != Reachable::never;
}

struct Rule {
  bool (*is_kept)(const UrlParts&);
  std::string_view fault;
};
constexpr std::array kRules{
    Rule{is_printable, "it is too long, or has characters that no address has"},
    Rule{[](const UrlParts& parts) { return parts.text.starts_with(kScheme); }, "its scheme is not https"},
    Rule{[](const UrlParts& parts) { return !has(parts, '@'); }, "it has a user name"},
    Rule{[](const UrlParts& parts) { return !has(parts, '%'); }, "it has an escape (%) in its host"},
    Rule{[](const UrlParts& parts) { return parts.port.empty() || is_port(parts.port.substr(1)); },
         "its port is no number from 1 to 65535"},
    Rule{is_host, "its host is no host name in lower case"},
    Rule{[](const UrlParts& parts) { return literal(parts.host) || !ends_in_a_number(parts.host); },
         "its host is a number that is no address"},
    Rule{is_in_nets, "its address is that of no host: link-local, multicast or reserved"},
};

/// "host" and "host:443" are the same.
std::string_view plain(const UrlParts& parts) { return parts.port == ":443" ? parts.host : parts.authority; }

}  // namespace

std::string_view callback_fault(std::string_view url) {
  const auto parts = url_parts(url);
  const auto broken =
      std::find_if(kRules.begin(), kRules.end(), [&](const Rule& rule) { return !rule.is_kept(parts); });
  return broken != kRules.end() ? broken->fault : std::string_view();
}

bool is_callback_host(std::string_view entry) {
  return entry.find('/') == std::string_view::npos && callback_fault(std::string(kScheme) + std::string(entry)).empty();
}

std::optional<NetworkAddress> callback_address(std::string_view entry) { return literal(host_of(entry)); }

bool allows_callback(std::string_view entry, std::string_view url) {
  const auto listed = std::string(kScheme) + std::string(entry);
  return plain(url_parts(listed)) == plain(url_parts(url));
}

}  // namespace interlock
