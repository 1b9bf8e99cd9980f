#include "model/templates.hpp"

#include <algorithm>
#include <map>

namespace interlock {
namespace {

using ByAddress = std::map<Address, Resource>;

/// The user's entry; where the manifest has none the template's naming of the user is its place.
Resource& entry_of(ByAddress& entries, const Key& user) {
  const Address address{Kind::user, user.name};
  return entries.try_emplace(address, Resource{address, {}, user.at}).first->second;
}

void give(Resource& user, const Resource& profile) {
  auto levels = map_or_empty(&user.fields, "levels");
  for (const auto [skill, level] : map_or_empty(&profile.fields, "levels")) {
    if (!levels.contains(skill.name)) levels.set(skill.name, level, skill.at);
  }
  user.fields.set("levels", Value(std::move(levels), profile.at));
  if (profile.is_exact()) user.fields.set("mode", *profile.fields.find("mode"));
}

}  // namespace

Manifest with_templates(Manifest manifest) {
  ByAddress entries;
  std::vector<Resource> profiles;
  for (auto& entry : manifest.resources) {
    if (entry.address.kind == Kind::profile) {
      profiles.push_back(std::move(entry));
    } else {
      entries.emplace(entry.address, std::move(entry));
    }
  }
  for (const auto& profile : profiles) {
    for (const auto [user, named] : map_or_empty(&profile.fields, "users")) give(entry_of(entries, user), profile);
  }
  Manifest result;
  for (auto& [address, entry] : entries) result.resources.push_back(std::move(entry));
  return result;
}

}  // namespace interlock
