#include "model/intent.hpp"

#include <algorithm>

namespace interlock {
namespace {

void keep_covered(Manifest& manifest, const Scope& scope) {
  std::erase_if(manifest.resources, [&](const Resource& entry) { return !scope.covers(entry.address); });
}

void list_ignored(const Manifest& manifest, const Scope& scope, std::vector<Ignored>& ignored) {
  for (const auto& entry : manifest.resources) {
    const auto* row = scope.chooses(entry.address) ? scope.ignored_by(entry.address) : nullptr;
    if (row != nullptr) ignored.push_back({entry.address, row->reason, row->until});
  }
}

}  // namespace

Intent::Intent(Manifest wanted, std::optional<Manifest> agreed, Scope chosen)
    : desired(std::move(wanted)), base(std::move(agreed)), scope(std::move(chosen)) {
  list_ignored(desired, scope, ignored);
  keep_covered(desired, scope);
  if (base) keep_covered(*base, scope);
}

std::optional<Manifest> with_departed(const Intent& intent) {
  std::vector<Resource> departed;
  if (intent.base) {
    for (const auto& entry : intent.base->resources) {
      if (entry.is_absent() || intent.desired.find(entry.address) != nullptr) continue;
      Map fields{{"absent", true}};
      if (const auto* pin = entry.fields.find("id")) fields.set("id", *pin);
      departed.push_back({entry.address, std::move(fields), entry.at});
    }
  }
  if (departed.empty()) return std::nullopt;
  Manifest result = intent.desired;
  result.resources.insert(result.resources.end(), departed.begin(), departed.end());
  std::sort(result.resources.begin(), result.resources.end(),
            [](const Resource& a, const Resource& b) { return a.address < b.address; });
  return result;
}

}  // namespace interlock
