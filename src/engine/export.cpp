#include "engine/export.hpp"

#include <utility>

#include "plan/manifest_of.hpp"

namespace interlock {

Result<Export> export_tenant(Connection& connection, const Scope& scope, Problems& problems) {
  const auto api = connection.binding.api;
  auto tenancy = read_everything(connection, exported_kinds(api, scope));
  if (!tenancy) return tenancy.problems();
  Problems found;
  auto view = view_of(connection, {}, *tenancy, found);
  const auto pins = pins_of(view.live, api, scope);
  if (!pins.resources.empty()) {
    found.clear();
    view = view_of(connection, pins, *tenancy, found);
  }
  append(problems, found);
  Export exported{*std::move(tenancy), std::move(view.live), {}};
  if (!has_errors(problems)) exported.manifest = manifest_of(exported.live, pins, api, scope, problems);
  return exported;
}

}  // namespace interlock
