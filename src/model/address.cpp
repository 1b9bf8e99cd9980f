#include "model/address.hpp"

#include <algorithm>
#include <array>

namespace interlock {
namespace {
constexpr std::array<std::string_view, 4> kGuardNames{"etag", "version", "content", "absence"};
}

std::string to_string(const Address& address) { return std::string(kind_name(address.kind)) + "/" + address.name; }

std::optional<Address> table_of(const Address& address) {
  if (address.kind != Kind::row) return std::nullopt;
  return Address{Kind::data_table, address.name.substr(0, address.name.find('/'))};
}

std::optional<Address> parse_address(std::string_view text) {
  const auto slash = text.find('/');
  if (slash == std::string_view::npos || slash + 1 == text.size()) return std::nullopt;
  const auto kind = parse_kind(text.substr(0, slash));
  if (!kind) return std::nullopt;
  return Address{*kind, std::string(text.substr(slash + 1))};
}

std::string_view guard_name(GuardKind kind) { return kGuardNames[static_cast<std::size_t>(kind)]; }

std::optional<GuardKind> parse_guard(std::string_view name) {
  const auto found = std::find(kGuardNames.begin(), kGuardNames.end(), name);
  if (found == kGuardNames.end()) return std::nullopt;
  return static_cast<GuardKind>(found - kGuardNames.begin());
}

}  // namespace interlock
