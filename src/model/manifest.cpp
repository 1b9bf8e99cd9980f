#include "model/manifest.hpp"

#include <algorithm>

namespace interlock {

bool Resource::is_absent() const { return flag_or(fields, "absent", false); }

bool Resource::is_exact() const { return text_or(fields, "mode") == "exact"; }

const Resource* Manifest::find(const Address& address) const {
  const auto found = std::lower_bound(resources.begin(), resources.end(), address,
                                      [](const Resource& r, const Address& wanted) { return r.address < wanted; });
  return found != resources.end() && found->address == address ? &*found : nullptr;
}

}  // namespace interlock
