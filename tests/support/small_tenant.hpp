// A tenant with little of each, and what tests of runs want of it.
#pragma once

#include <string>

#include "support/bench.hpp"
#include "support/tenant_builder.hpp"

namespace interlock::testing {

/// Where the profile P lies.
inline const std::string kProfile = "/api/v2/routing/profiles/profile-P";

inline Value small_tenant() {
  return TenantBuilder()
      .skill("A")
      .skill("B")
      .skill("C")
      .profile("P", {{"A", 1}, {"B", 2}})
      .user("ana@x", {{"A", 2}, {"C", 3}}, "P")
      .user("ben@x", {{"A", 1}})
      .queue("Q", {{"A", 1}})
      .schedule("S")
      .document();
}

inline Manifest raise_shared_level() { return manifest({{"profile/P", R"({"levels":{"A":4}})"}}); }

/// Two steps that do not wait for each other.
inline Manifest two_users() {
  return manifest({{"user/ana@x", R"({"levels":{"B":1}})"}, {"user/ben@x", R"({"levels":{"B":1}})"}});
}

}  // namespace interlock::testing
