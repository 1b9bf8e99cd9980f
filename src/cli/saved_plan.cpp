#include "cli/saved_plan.hpp"

#include "base/text.hpp"

namespace interlock {
namespace {

Problem elsewhere(const std::string& what, const std::string& planned, const std::string& found) {
  return {.rule = "B46",
          .exit = Exit::refused,
          .message = "the plan is for " + what + " " + quoted(planned) + ", the settings say " + quoted(found),
          .hint = "plan again for the tenant that is meant"};
}

}  // namespace

void check_header(const Plan& plan, const Destination& destination, Wall now, Problems& problems) {
  const auto& tenant = destination.tenant;
  if (plan.expires && now >= *plan.expires) {
    problems.push_back({.rule = "B66",
                        .exit = Exit::stale,
                        .message = "the plan was made at " + format_wall(plan.created) + " and expired at " +
                                   format_wall(*plan.expires),
                        .hint = "plan again"});
  }
  if (!plan.tenant.empty() && !tenant.name.empty() && plan.tenant != tenant.name) {
    problems.push_back(elsewhere("tenant", plan.tenant, tenant.name));
  }
  if (!tenant.organization.empty() && plan.organization != tenant.organization) {
    problems.push_back(elsewhere("organization", plan.organization, tenant.organization));
  }
  if (plan.api != destination.api) {
    problems.push_back(elsewhere("the API", std::string(api_name(plan.api)), std::string(api_name(destination.api))));
  }
}

}  // namespace interlock
