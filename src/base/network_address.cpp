#include "base/network_address.hpp"

#include <arpa/inet.h>

#include <algorithm>

namespace interlock {
namespace {

using enum Reachable;

/// The first `bits` of an address; what begins otherwise is another net.
struct Net {
  NetworkAddress prefix;
  int bits;
  Reachable reach;
};

constexpr Net v4(std::uint8_t a, std::uint8_t b, std::uint8_t c, int bits, Reachable reach) {
  return {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, a, b, c, 0}, 96 + bits, reach};
}

// IANA's registries of special-purpose addresses; the first row that fits decides.
constexpr std::array kNets{
    v4(0, 0, 0, 8, never),                                  // "this network", RFC 791
    v4(10, 0, 0, 8, inside),                                // RFC 1918
    v4(100, 64, 0, 10, inside),                             // RFC 6598
    v4(127, 0, 0, 8, inside),                               // loopback
    v4(169, 254, 0, 16, never),                             // link-local
    v4(172, 16, 0, 12, inside),                             // RFC 1918
    v4(192, 0, 0, 24, inside),                              // RFC 6890
    v4(192, 0, 2, 24, inside),                              // documentation
    v4(192, 168, 0, 16, inside),                            // RFC 1918
    v4(198, 18, 0, 15, inside),                             // benchmarks
    v4(198, 51, 100, 24, inside),                           // documentation
    v4(203, 0, 113, 24, inside),                            // documentation
    v4(224, 0, 0, 4, never),                                // multicast
    v4(240, 0, 0, 4, never),                                // reserved, broadcast
    v4(0, 0, 0, 0, everywhere),                             // every other one of IPv4
    Net{{}, 128, never},                                    // unspecified
    Net{{0xFE, 0x80}, 10, never},                           // link-local
    Net{{0xFF}, 8, never},                                  // multicast
    Net{{0xFE, 0xC0}, 10, inside},                          // site-local, RFC 3879
    Net{{0xFC}, 7, inside},                                 // RFC 4193
    Net{{0x20, 0x01, 0x0D, 0xB8}, 32, inside},              // documentation
    Net{{0x20, 0x01}, 32, inside},                          // Teredo: the address inside is hidden
    Net{{0x00, 0x64, 0xFF, 0x9B, 0x00, 0x01}, 48, inside},  // RFC 8215: whose translator it is, is not known
    Net{{0x20}, 3, everywhere},                             // what is given out: 2000::/3
};
constexpr NetworkAddress kLoopback{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

bool is_in(const NetworkAddress& address, const NetworkAddress& prefix, int bits) {
  const auto bytes = static_cast<std::size_t>(bits / 8);
  if (!std::equal(prefix.begin(), prefix.begin() + static_cast<std::ptrdiff_t>(bytes), address.begin())) return false;
  const auto rest = bits % 8;
  return rest == 0 || (address[bytes] ^ prefix[bytes]) >> (8 - rest) == 0;
}

NetworkAddress mapped(std::span<const std::uint8_t, 4> v4_bytes) {
  NetworkAddress address{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
  std::copy(v4_bytes.begin(), v4_bytes.end(), address.begin() + 12);
  return address;
}

/// The IPv4 address that one of IPv6 carries in a form whose place for it is known.
std::optional<NetworkAddress> carried(const NetworkAddress& address) {
  constexpr NetworkAddress kTranslated{0x00, 0x64, 0xFF, 0x9B};
  constexpr NetworkAddress k6to4{0x20, 0x02};
  constexpr NetworkAddress kCompatible{};
  const std::span<const std::uint8_t, 16> bytes(address);
  if (is_in(address, k6to4, 16)) return mapped(bytes.subspan<2, 4>());
  if (is_in(address, kTranslated, 96)) return mapped(bytes.subspan<12, 4>());
  const bool is_compatible = is_in(address, kCompatible, 96) && !is_in(address, kCompatible, 112);
  return is_compatible ? std::optional(mapped(bytes.subspan<12, 4>())) : std::nullopt;
}

}  // namespace

std::optional<NetworkAddress> network_address(std::span<const std::uint8_t> bytes) {
  if (bytes.size() == 4) return mapped(bytes.first<4>());
  if (bytes.size() != 16) return std::nullopt;
  NetworkAddress address{};
  std::copy(bytes.begin(), bytes.end(), address.begin());
  return address;
}

std::optional<NetworkAddress> parse_network_address(const std::string& text) {
  NetworkAddress address{};
  if (inet_pton(AF_INET, text.c_str(), address.data()) == 1) return network_address(std::span(address).first<4>());
  if (inet_pton(AF_INET6, text.c_str(), address.data()) == 1) return address;
  return std::nullopt;
}

Reachable reach_of(const NetworkAddress& address) {
  if (address == kLoopback) return inside;
  if (const auto inner = carried(address)) return reach_of(*inner);
  const auto net =
      std::find_if(kNets.begin(), kNets.end(), [&](const Net& row) { return is_in(address, row.prefix, row.bits); });
  return net != kNets.end() ? net->reach : never;
}

}  // namespace interlock
