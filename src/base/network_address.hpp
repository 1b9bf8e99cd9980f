// Where an address of the network leads: what a callback may reach (security.md, SEC7).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace interlock {

/// An IPv6 address in network order; one of IPv4 stands as ::ffff:a.b.c.d.
using NetworkAddress = std::array<std::uint8_t, 16>;

/// Of 4 or 16 bytes in network order.
std::optional<NetworkAddress> network_address(std::span<const std::uint8_t> bytes);
/// "192.0.2.1", "2001:db8::1"; no other spelling of either.
std::optional<NetworkAddress> parse_network_address(const std::string& text);

enum class Reachable : std::uint8_t {
  everywhere,  // a public address
  inside,      // loopback, private (RFC 1918, 4193), shared (RFC 6598), test nets: of one network alone
  never        // link-local, where clouds keep credentials; unspecified, multicast, reserved: no host of anybody
};

/// The IPv4 address inside of a mapped, translated (RFC 6052) or tunnelled one (6to4) decides for it.
Reachable reach_of(const NetworkAddress& address);

}  // namespace interlock
