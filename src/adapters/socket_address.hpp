#pragma once

#include <optional>

#include "base/network_address.hpp"

struct sockaddr;

namespace interlock {

/// Of IPv4 or IPv6; nothing for another family.
std::optional<NetworkAddress> address_of(const sockaddr& address);

}  // namespace interlock
