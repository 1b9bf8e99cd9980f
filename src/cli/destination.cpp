#include "cli/destination.hpp"

#include <algorithm>

#include "adapters/files.hpp"
#include "base/text.hpp"
#include "cli/origin.hpp"
#include "cli/proxy.hpp"
#include "cli/typed_text.hpp"
#include "codec/settings.hpp"
#include "codec/url.hpp"

namespace interlock {
namespace {

constexpr const char* kSettingsFile = "interlock.yaml";

std::vector<std::string> names_of(const std::vector<Tenant>& tenants) {
  std::vector<std::string> names;
  names.reserve(tenants.size());
  for (const auto& tenant : tenants) names.push_back(tenant.name);
  return names;
}

std::vector<std::string> quoted_names(const std::vector<Tenant>& tenants) {
  auto names = names_of(tenants);
  std::transform(names.begin(), names.end(), names.begin(), [](const auto& name) { return quoted(name); });
  return names;
}

Api choose_api(const Context& context, const Tenant& tenant) {
  return context.options.api.value_or(tenant.api.value_or(kDefaultApi));
}

void add(std::vector<Claim>& claims, const std::string& source, const Result<std::string>& origin, Problems& problems) {
  if (origin) {
    claims.push_back({source, *origin});
  } else {
    append(problems, origin.problems());
  }
}

Problem disagreement(const Claim& a, const Claim& b) {
  return {.rule = "B96",
          .message = a.source + " says " + quoted(a.origin) + ", " + b.source + " says " + quoted(b.origin),
          .hint = "leave one of them out, or choose other settings with --settings FILE"};
}

Problem nowhere(const Settings& settings) {
  if (settings.tenants.size() > 1) {
    return {.rule = "B96",
            .message = "the settings name several tenants: " + join(quoted_names(settings.tenants), ", "),
            .hint = "choose one with --tenant NAME"};
  }
  return {.rule = "B96",
          .message = "no tenant is named",
          .hint = "--url URL, or a tenant in interlock.yaml, or GENESYSCLOUD_REGION"};
}

void check_host(const Context& context, const Destination& destination, Problems& problems) {
  const auto host = host_of(authority_of(destination.origin));
  const bool is_by_flag = !context.options.url.empty();
  if (is_by_flag || may_have_credentials(destination.origin, context.options.allowed_hosts)) return;
  problems.push_back({.rule = "SEC42",
                      .exit = Exit::refused,
                      .where = destination.tenant.url_at,
                      .message = "credentials are not sent to " + quoted(host) +
                                 ": it is no region's host, and only the settings file names it",
                      .hint = "if it is right: --allow-host " + visible(host)});
}

}  // namespace

Settings find_settings(const Context& context, Problems& problems) {
  const auto& named = context.options.settings;
  if (named.empty() && !file_exists(kSettingsFile)) return {};
  const auto source = read_settings_file(named.empty() ? kSettingsFile : named);
  if (source) return read_settings(*source, problems);
  append(problems, source.problems());
  return {};
}

Tenant choose_tenant(const std::vector<Tenant>& tenants, const std::string& wanted, Problems& problems) {
  if (wanted.empty()) return tenants.size() == 1 ? tenants.front() : Tenant{};
  const auto found = std::find_if(tenants.begin(), tenants.end(), [&](const Tenant& t) { return t.name == wanted; });
  if (found != tenants.end()) return *found;
  const auto known = tenants.empty() ? std::string("they name none") : "they name " + join(quoted_names(tenants), ", ");
  problems.push_back({.rule = "B96",
                      .message = "tenant " + quoted(wanted) + " is not in the settings: " + known,
                      .hint = did_you_mean(wanted, names_of(tenants))});
  return {};
}

std::vector<Claim> find_claims(const Context& context, const Tenant& tenant, Problems& problems) {
  std::vector<Claim> claims;
  if (const auto& url = context.options.url; !url.empty()) add(claims, "--url", normal_tenant_url(url, {}), problems);
  if (const auto& region = context.environment.region) {
    if (auto problem = variable_fault("GENESYSCLOUD_REGION", *region)) {
      problems.push_back(*std::move(problem));
    } else {
      add(claims, "GENESYSCLOUD_REGION", region_origin(*region, "GENESYSCLOUD_REGION"), problems);
    }
  }
  const auto of_tenant = " of tenant " + quoted(tenant.name);
  if (!tenant.url.empty()) {
    add(claims, "url" + of_tenant, tenant.url, problems);
  } else if (!tenant.region.empty()) {
    add(claims, "region" + of_tenant, region_origin(tenant.region, "region" + of_tenant), problems);
  }
  for (std::size_t i = 1; i < claims.size(); ++i) {
    if (claims[i].origin != claims[0].origin) problems.push_back(disagreement(claims[0], claims[i]));
  }
  return claims;
}

Destination find_tenant(const Context& context, const std::string& wanted, Problems& problems) {
  Destination destination{.settings = find_settings(context, problems)};
  if (has_errors(problems)) return destination;  // G6: what could not be read is not missed as well
  const auto& flag = context.options.tenant;
  destination.tenant = choose_tenant(destination.settings.tenants, flag.empty() ? wanted : flag, problems);
  destination.api = choose_api(context, destination.tenant);
  return destination;
}

Destination find_destination(const Context& context, const std::string& wanted, Problems& problems) {
  auto destination = find_tenant(context, wanted, problems);
  if (context.options.proxy_from_environment) append(problems, check_proxies(context.environment, context.output));
  if (has_errors(problems)) return destination;
  const bool is_open = destination.tenant.name.empty() && destination.settings.tenants.size() > 1;
  const auto claims = find_claims(context, destination.tenant, problems);
  if (claims.empty() && has_errors(problems)) return destination;
  if (is_open || claims.empty()) {
    problems.push_back(nowhere(destination.settings));
    return destination;
  }
  destination.origin = claims.front().origin;
  destination.login_origin = login_origin(destination.origin);
  check_host(context, destination, problems);
  return destination;
}

}  // namespace interlock
