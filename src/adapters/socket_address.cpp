#include "adapters/socket_address.hpp"

#include <netinet/in.h>

#include <cstring>

namespace interlock {
namespace {

/// The address at `member` of the system's structure, which lies there without the alignment of its true type.
template <class Socket, class Address>
std::optional<NetworkAddress> copied(const sockaddr& address, Address Socket::*member) {
  Socket socket{};
  std::memcpy(&socket, &address, sizeof(socket));
  std::array<std::uint8_t, sizeof(Address)> bytes{};
  std::memcpy(bytes.data(), &(socket.*member), bytes.size());
  return network_address(bytes);
}

}  // namespace

std::optional<NetworkAddress> address_of(const sockaddr& address) {
  if (address.sa_family == AF_INET) return copied(address, &sockaddr_in::sin_addr);
  if (address.sa_family == AF_INET6) return copied(address, &sockaddr_in6::sin6_addr);
  return std::nullopt;
}

}  // namespace interlock
