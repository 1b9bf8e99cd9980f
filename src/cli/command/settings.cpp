#include "cli/commands.hpp"
#include "cli/effective.hpp"
#include "cli/proxy.hpp"

namespace interlock::command {

Exit settings(Context& context) {
  Problems problems;
  if (context.environment.client_secret) context.output.hide(*context.environment.client_secret);
  if (context.environment.access_token) context.output.hide(*context.environment.access_token);
  const auto found = find_settings(context, problems);
  if (has_errors(problems)) return conclude(context, problems);
  const auto tenant = choose_tenant(found.tenants, context.options.tenant, problems);
  if (has_errors(problems)) return conclude(context, problems);
  const auto claims = find_claims(context, tenant, problems);
  if (context.options.proxy_from_environment) append(problems, check_proxies(context.environment, context.output));
  const auto report = effective_settings(context, found, tenant, claims);
  return conclude(context, problems, [&](const Format& format, const Problems& all, const Style& style) {
    return has_errors(all) ? format.refusal(all, style) : format.settings(report, style);
  });
}

}  // namespace interlock::command
