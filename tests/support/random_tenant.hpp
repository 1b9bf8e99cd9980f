// Random tenants of the published API, as the platform may have them: names that YAML and JSON could take for something
// else, defaults that are spelled out or missing, fields that nobody knows.
#pragma once

#include "base/value.hpp"

namespace interlock::testing {

/// The field that nobody knows, in every object and in some records within.
inline constexpr const char* kUnknownField = "inventedByThePlatform";

/// In the form of Sandbox::load. Both editions have the same objects under the same names and ids; the second one has
/// some more, and about a third of the others say something else.
enum class Edition { first, second };
Value random_tenant(unsigned seed, Edition edition);

}  // namespace interlock::testing
