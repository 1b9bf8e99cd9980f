#pragma once

#include "model/manifest.hpp"

namespace interlock {

/// `overlay` laid over `manifest`: fields of an entry one by one, maps by key, lists of records by the name of each;
/// other lists are replaced. An entry that the manifest lacks must be in the tenant (`must_exist`). What shall not
/// exist in one of the two and shall in the other is as the overlay says.
Manifest overlaid(const Manifest& manifest, const Manifest& overlay);

}  // namespace interlock
