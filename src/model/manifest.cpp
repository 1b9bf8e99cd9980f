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

std::map<std::string, std::string> replaced_skills(const Manifest& manifest) {
  std::map<std::string, std::string> successors;
  for (const auto& entry : manifest.resources) {
    if (auto old_skill = text_or(entry.fields, "replaces"); !old_skill.empty()) {
      successors.emplace(std::move(old_skill), entry.address.name);
    }
  }
  return successors;
}

}  // namespace interlock
