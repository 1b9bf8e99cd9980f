#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace interlock {

/// The address of a tenant in the one form that is compared: "https://host" or "https://host:port", lower case, without
/// a trailing dot. Refused (B45): a path, query, user name, punycode, anything but https, except http to a loopback
/// host.
Result<std::string> normal_tenant_url(std::string_view text, const Place& at);

/// Whether the host is 127.0.0.0/8, ::1 or localhost.
bool is_loopback(std::string_view host);

}  // namespace interlock
