#include "cli/origin.hpp"

#include <algorithm>
#include <vector>

#include "base/text.hpp"
#include "codec/url.hpp"
#include "model/region.hpp"

namespace interlock {
Result<std::string> region_origin(std::string_view name, const std::string& source) {
  if (const auto* region = find_region(name)) return "https://" + std::string(region->api);
  std::vector<std::string_view> known;
  for (const auto& region : regions()) known.push_back(region.name);
  return Problem{.rule = "B45",
                 .message = source + " is " + quoted(name) + ", which is no region; known are " + join(known, ", "),
                 .hint = did_you_mean(name, known)};
}

std::string login_origin(const std::string& origin) {
  const auto region = std::find_if(regions().begin(), regions().end(),
                                   [&](const Region& row) { return origin == "https://" + std::string(row.api); });
  return region != regions().end() ? "https://" + std::string(region->login) : origin;
}

bool may_have_credentials(std::string_view origin, std::span<const std::string> allowed_hosts) {
  const auto authority = authority_of(origin);
  const auto host = host_of(authority);
  if (is_loopback(host)) return true;
  const bool is_region = std::any_of(regions().begin(), regions().end(), [&](const Region& region) {
    return origin == "https://" + std::string(region.api);
  });
  return is_region || std::any_of(allowed_hosts.begin(), allowed_hosts.end(), [&](const std::string& allowed) {
           const auto wanted = lower_case(allowed);
           return wanted == host || wanted == authority;
         });
}

}  // namespace interlock
