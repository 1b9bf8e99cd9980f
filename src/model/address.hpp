#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

#include "model/kind.hpp"

namespace interlock {

/// The name of an object for people, in flags and in JSON: "queue/Enterprise_Support". Ordered by kind, then name.
struct Address {
  Kind kind{};
  std::string name;
  friend auto operator<=>(const Address&, const Address&) = default;
};
std::string to_string(const Address& address);
/// The data table of a row, "TABLE/KEY"; nothing for other kinds.
std::optional<Address> table_of(const Address& address);
std::optional<Address> parse_address(std::string_view text);

/// Text of one meaning, so that two meanings cannot be mixed up.
template <class Tag>
struct Text {
  std::string value;
  friend auto operator<=>(const Text&, const Text&) = default;
};
using ResourceId = Text<struct ResourceIdTag>;  // the platform's id of an object

/// The precondition of a write (applying.md).
enum class GuardKind : std::uint8_t { etag, version, content, absence };
std::string_view guard_name(GuardKind kind);
std::optional<GuardKind> parse_guard(std::string_view name);

struct Guard {
  GuardKind kind = GuardKind::absence;
  std::string value;  // entity tag, version number, SHA-256 of the body; empty for absence
  friend bool operator==(const Guard&, const Guard&) = default;
};

}  // namespace interlock
