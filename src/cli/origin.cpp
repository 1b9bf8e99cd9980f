#include "cli/origin.hpp"

#include <algorithm>
#include <vector>

#include "base/text.hpp"
#include "codec/url.hpp"
#include "model/region.hpp"

namespace interlock {
namespace {

std::string lower_case(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return result;
}

std::string_view authority_of(std::string_view origin) {
  const auto scheme_end = origin.find("://");
  return scheme_end == std::string_view::npos ? origin : origin.substr(scheme_end + 3);
}

}  // namespace

std::string_view host_of(std::string_view origin) {
  const auto authority = authority_of(origin);
  const auto bracket = authority.rfind(']');
  const auto colon = authority.rfind(':');
  const bool has_port = colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket);
  return authority.substr(0, has_port ? colon : authority.size());
}

Result<std::string> region_origin(std::string_view name, const std::string& source) {
  if (const auto* region = find_region(name)) return "https://" + std::string(region->api);
  std::vector<std::string_view> known;
  for (const auto& region : regions()) known.push_back(region.name);
  return Problem{.rule = "B45",
                 .message = source + " is " + quoted(name) + ", which is no region; known are " + join(known, ", "),
                 .hint = did_you_mean(name, known)};
}

bool may_have_credentials(std::string_view origin, std::span<const std::string> allowed_hosts) {
  const auto host = host_of(origin);
  if (is_loopback(host)) return true;
  const bool is_region = std::any_of(regions().begin(), regions().end(), [&](const Region& region) {
    return origin == "https://" + std::string(region.api);
  });
  return is_region || std::any_of(allowed_hosts.begin(), allowed_hosts.end(), [&](const std::string& allowed) {
           const auto wanted = lower_case(allowed);
           return wanted == host || wanted == authority_of(origin);
         });
}

}  // namespace interlock
