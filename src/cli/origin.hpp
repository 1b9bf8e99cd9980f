// Where requests go, and whether credentials may go there (B45, B96, SEC42). An origin is text in the form that
// `normal_tenant_url` gives: scheme, host and port.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace interlock {

/// The API of the region of that name, of which `source` speaks; B45 with the known regions.
Result<std::string> region_origin(std::string_view name, const std::string& source);

/// Whether credentials may go there: a region's host, a loopback host, or one that the command line allows.
bool may_have_credentials(std::string_view origin, std::span<const std::string> allowed_hosts);

/// Where the tokens for an API's origin come from: the login host of a region, else the same origin.
std::string login_origin(const std::string& origin);

}  // namespace interlock
