#include "codec/manifest_checks.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <span>
#include <string>
#include <utility>

#include "base/text.hpp"

namespace interlock {
namespace {

constexpr std::size_t kShownMembers = 20;

std::string shown(const Address& address) { return std::string(kind_name(address.kind)) + " " + quoted(address.name); }

/// Of every kind: the fields that refer to an object of the same kind and are part of its state form a tree.
const FieldInfo* parent_field(Kind kind) {
  const auto& fields = info(kind).fields;
  const auto found = std::find_if(fields.begin(), fields.end(), [&](const FieldInfo& field) {
    return field.shape == Shape::reference && field.target == kind && field.access != Access::directive;
  });
  return found != fields.end() ? &*found : nullptr;
}

const FieldInfo* replacing_field(Kind kind) {
  const auto& fields = info(kind).fields;
  const auto found = std::find_if(fields.begin(), fields.end(), [&](const FieldInfo& field) {
    return field.shape == Shape::reference && field.target == kind && field.access == Access::directive;
  });
  return found != fields.end() ? &*found : nullptr;
}

const Value* value_of(const Resource& resource, const FieldInfo* field) {
  return field != nullptr ? resource.fields.find(field->name) : nullptr;
}

/// The entry that the reference leads to, where the manifest has it.
const Resource* target_of(const Manifest& manifest, const Resource& resource, const Value& reference) {
  return manifest.find({resource.address.kind, std::get<std::string>(reference.data)});
}

Problem cycle_problem(const std::vector<const Resource*>& cycle, const FieldInfo& field) {
  const auto* first = cycle.front();
  std::string names;
  for (const auto* member : std::span(cycle).first(std::min(cycle.size(), kShownMembers))) {
    names += quoted(member->address.name) + " -> ";
  }
  if (cycle.size() > kShownMembers) names += std::to_string(cycle.size() - kShownMembers) + " more -> ";
  Problem problem{.rule = "B28",
                  .where = value_of(*first, &field)->at,
                  .message = "cycle of '" + std::string(field.name) + "': " + names + quoted(first->address.name),
                  .hint = "remove one '" + std::string(field.name) + "' of them"};
  for (auto member = cycle.begin() + 1; member != cycle.end(); ++member) {
    problem.related.push_back({value_of(**member, &field)->at, "and on from " + quoted((*member)->address.name)});
  }
  return problem;
}

}  // namespace

Manifest unique_resources(std::vector<Resource> resources, Problems& problems) {
  std::stable_sort(resources.begin(), resources.end(),
                   [](const Resource& a, const Resource& b) { return a.address < b.address; });
  Manifest manifest;
  for (auto& resource : resources) {
    if (manifest.resources.empty() || manifest.resources.back().address != resource.address) {
      manifest.resources.push_back(std::move(resource));
      continue;
    }
    problems.push_back({.rule = "B21",
                        .where = resource.at,
                        .message = shown(resource.address) + " is declared twice",
                        .hint = "keep one entry with the fields of both",
                        .related = {{manifest.resources.back().at, "first declared here"}}});
  }
  return manifest;
}

/// Every entry has at most one parent, so a walk upwards either ends, meets an older walk, or closes a circle.
void check_cycles(const Manifest& manifest, Problems& problems) {
  std::set<const Resource*> walked;
  for (const auto& start : manifest.resources) {
    const auto* field = parent_field(start.address.kind);
    std::vector<const Resource*> path;
    std::set<const Resource*> on_path;
    const auto* at = &start;
    while (at != nullptr && walked.insert(at).second) {
      path.push_back(at);
      on_path.insert(at);
      const auto* parent = value_of(*at, field);
      at = parent != nullptr ? target_of(manifest, *at, *parent) : nullptr;
    }
    if (at == nullptr || !on_path.contains(at)) continue;
    path.erase(path.begin(), std::find(path.begin(), path.end(), at));
    problems.push_back(cycle_problem(path, *field));
  }
}

void check_replacements(const Manifest& manifest, Problems& problems) {
  std::map<Address, Place> replaced;
  for (const auto& resource : manifest.resources) {
    const auto* old = value_of(resource, replacing_field(resource.address.kind));
    if (old == nullptr) continue;
    const Address address{resource.address.kind, std::get<std::string>(old->data)};
    const auto refuse = [&, &by = resource](const std::string& why, const std::string& hint, const Place& other) {
      problems.push_back({.rule = "B21",
                          .where = old->at,
                          .message = shown(by.address) + " replaces " + quoted(address.name) + ", " + why,
                          .hint = hint,
                          .related = {{other, "the other place"}}});
    };
    const auto [first, is_new] = replaced.emplace(address, old->at);
    if (!is_new) refuse("which another one replaces too", "one skill can take over from it", first->second);
    if (const auto* declared = manifest.find(address)) {
      refuse("which is declared too", "remove the entry of " + quoted(address.name) + ": `replaces` deletes it",
             declared->at);
    }
  }
}

}  // namespace interlock
