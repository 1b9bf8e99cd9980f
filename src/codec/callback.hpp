// Addresses that are called once a run has ended, and the list of hosts that may be called (security.md, SEC7).
#pragma once

#include <optional>
#include <string_view>

#include "base/network_address.hpp"

namespace interlock {

/// The part for which the address is refused, in words that show nothing of it: a path or a user name of a callback is
/// often what lets a caller in. Empty where it is https to a host, with any path.
std::string_view callback_fault(std::string_view url);

/// "hooks.example.com", "10.1.2.3", "[fd00::1]:8443": a host in lower case, with a port if it is not 443.
bool is_callback_host(std::string_view entry);

/// The address that the entry is; nothing where it is a name.
std::optional<NetworkAddress> callback_address(std::string_view entry);

/// Whether the entry of a list is the host of the callback, with its port: any but 443 needs an entry of its own.
bool allows_callback(std::string_view entry, std::string_view url);

}  // namespace interlock
