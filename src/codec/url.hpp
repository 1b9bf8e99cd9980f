#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace interlock {

/// The address of a tenant in the one form that is compared: "https://host" or "https://host:port", lower case, without
/// a trailing dot. Refused (B45): a path, query, user name, punycode, anything but https, except http to a loopback
/// host.
Result<std::string> normal_tenant_url(std::string_view text, const Place& at);

std::string_view origin_of(std::string_view url);        // "https://host:1/path" -> "https://host:1"
std::string_view authority_of(std::string_view origin);  // "https://host:1" -> "host:1"
std::string_view host_of(std::string_view authority);    // "host:1" -> "host", "[::1]:1" -> "[::1]"

bool is_host_name(std::string_view host);  // labels of letters, digits and inner hyphens, lower case
bool is_port(std::string_view text);       // "1" to "65535"

/// Whether the host is 127.0.0.0/8, ::1 (also in brackets) or localhost, in lower case. The one place that knows.
bool is_loopback(std::string_view host);

}  // namespace interlock
