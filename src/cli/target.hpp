// Which tenant a command is about, from flags, environment and settings, in this order (manifest.md, Settings).
#pragma once

#include <optional>
#include <string>

#include "cli/context.hpp"
#include "model/settings.hpp"

namespace interlock {

struct Destination {
  Settings settings{};
  Tenant tenant{};  // nameless where no settings name one
  Api api = Api::guide;
  std::string origin{};  // "https://host:port"
};

/// The settings and the choice of the tenant alone, for commands that talk to nobody. `wanted` is a tenant that
/// something else than --tenant names; empty for none.
Destination find_tenant(const Context& context, const std::string& wanted, Problems& problems);

/// And where it is: refuses hosts that must not have the credentials (SEC42). Usable where `problems` has no error.
Destination find_target(const Context& context, const std::string& wanted, Problems& problems);

}  // namespace interlock
