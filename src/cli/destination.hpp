// Which tenant a command is about, from flags, environment and settings, in this order (manifest.md, Settings).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/context.hpp"
#include "model/settings.hpp"

namespace interlock {

struct Destination {
  Settings settings{};
  Tenant tenant{};  // nameless where no settings name one
  Api api = kDefaultApi;
  std::string origin{};        // "https://host:port"
  std::string login_origin{};  // where tokens come from
};

/// The file of --settings, or interlock.yaml where it is there; defaults without a file.
Settings find_settings(const Context& context, Problems& problems);
/// The tenant of that name; without a name the only one, or a nameless one. B96 where there is none.
Tenant choose_tenant(const std::vector<Tenant>& tenants, const std::string& wanted, Problems& problems);

/// An address of the tenant, with the words for where it comes from.
struct Claim {
  std::string source;  // "--url", "GENESYSCLOUD_REGION", "url of tenant 'a'"
  std::string origin;
};
/// Every source that says where the tenant is, the strongest first; B96 where two of them disagree.
std::vector<Claim> find_claims(const Context& context, const Tenant& tenant, Problems& problems);

/// The settings and the choice of the tenant alone, for commands that talk to nobody. `wanted` is a tenant that
/// something else than --tenant names; empty for none.
Destination find_tenant(const Context& context, const std::string& wanted, Problems& problems);

/// And where it is: refuses hosts that must not have the credentials (SEC42). Usable where `problems` has no error.
Destination find_destination(const Context& context, const std::string& wanted, Problems& problems);

}  // namespace interlock
