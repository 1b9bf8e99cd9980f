#include "diff/compare.hpp"

#include <map>
#include <set>
#include <utility>

#include "diff/diff.hpp"

namespace interlock {
namespace {

std::map<Address, const Resource*> entries_of(const Manifest& manifest) {
  std::map<Address, const Resource*> entries;
  for (const auto& resource : manifest.resources) {
    if (!resource.is_absent()) entries.emplace(resource.address, &resource);
  }
  return entries;
}

}  // namespace

std::vector<Change> compared(const Manifest& wanted, const Manifest& other) {
  const auto entries = entries_of(wanted);
  const auto others = entries_of(other);
  std::set<Address> addresses;
  for (const auto& [address, entry] : entries) addresses.insert(address);
  for (const auto& [address, entry] : others) addresses.insert(address);
  std::vector<Change> changes;
  for (const auto& address : addresses) {
    const auto after = entries.find(address);
    const auto before = others.find(address);
    const auto* after_fields = after != entries.end() ? &after->second->fields : nullptr;
    const auto* before_fields = before != others.end() ? &before->second->fields : nullptr;
    auto edits = field_edits(address.kind, before_fields, after_fields);
    if (before_fields == nullptr) {
      changes.push_back(Create{address, std::move(edits), after->second->at});
    } else if (after_fields == nullptr) {
      changes.push_back(Delete{address, {}, std::move(edits), before->second->at});
    } else if (!edits.empty()) {
      changes.push_back(Update{address, {}, std::move(edits), after->second->at});
    }
  }
  return changes;
}

}  // namespace interlock
