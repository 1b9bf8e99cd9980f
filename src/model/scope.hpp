// Which objects a command may touch: --only, --except and the settings' `ignore`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/address.hpp"
#include "model/settings.hpp"

namespace interlock {

/// Whether the address, as text, is one that the glob means: `*` and `?` also match a slash.
bool matches(std::string_view glob, const Address& address);

struct Scope {
  std::vector<std::string> only{};    // globs; empty: every address
  std::vector<std::string> except{};  // globs
  std::vector<Ignore> ignore{};       // those in force at the moment that is planned for

  /// Whether --only and --except choose it.
  bool chooses(const Address& address) const;
  /// The first `ignore` that hides it, or null.
  const Ignore* ignored_by(const Address& address) const;
  bool covers(const Address& address) const { return chooses(address) && ignored_by(address) == nullptr; }
};

/// An object that a manifest names and that the settings keep hands off, for the reports.
struct Ignored {
  Address address;
  std::string reason;
  std::string until;  // a date, or empty
  friend bool operator==(const Ignored&, const Ignored&) = default;
};

}  // namespace interlock
