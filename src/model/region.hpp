// The platform's regions and their hosts: the only hosts that credentials may go to unasked (SEC42).
#pragma once

#include <span>
#include <string_view>

namespace interlock {

struct Region {
  std::string_view name;   // "ap-southeast-1"
  std::string_view api;    // "api.apse1.pure.cloud"
  std::string_view login;  // "login.apse1.pure.cloud"
};
std::span<const Region> regions();
/// The region of that name, or null.
const Region* find_region(std::string_view name);

}  // namespace interlock
