// The names and values of a tenant may be such that manifests cannot have them: too long, hidden characters, two names
// that differ by case alone. The reader of manifests is the one judge of that, so it is asked.
#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "codec/manifest.hpp"
#include "plan/manifest_of.hpp"

namespace interlock {
namespace {

/// What the reader makes of the text of a manifest.
struct Reading {
  Manifest manifest;
  Problems errors;
};

Reading read_back(const Manifest& manifest, Api api) {
  Reading reading;
  const Source source{"export", write_manifest(manifest)};
  reading.manifest = read_manifest(std::span(&source, 1), api, reading.errors);
  std::erase_if(reading.errors, [](const Problem& problem) { return problem.severity == Severity::warning; });
  return reading;
}

bool holds(const Reading& reading, const Resource& resource) {
  const auto* found = reading.manifest.find(resource.address);
  return found != nullptr && found->fields == resource.fields;
}

bool is_readable(const Resource& resource, Api api) {
  const auto reading = read_back({{resource}}, api);
  return reading.errors.empty() && holds(reading, resource);
}

/// People are not named (SEC19); what the reader says of the entry tells the rest.
void tell(const Resource& resource, std::string_view field, const Problems& reasons, Problems& problems) {
  const bool is_person = resource.address.kind == Kind::user;
  auto what = is_person ? std::string("a user") : to_string(resource.address);
  if (!field.empty()) what += ": field '" + std::string(field) + "'";
  const bool has_reason = !reasons.empty() && !is_person;
  problems.push_back({.rule = reasons.empty() ? "B20" : reasons.front().rule,
                      .exit = Exit::success,
                      .severity = Severity::warning,
                      .message = what + " is left out, since manifests cannot say it" +
                                 (has_reason ? ": " + reasons.front().message : std::string())});
}

/// The entry with those fields alone that can be read, or nothing where its name cannot.
std::optional<Resource> readable_part(const Resource& resource, Api api, Problems& problems) {
  Resource bare{resource.address, {}};
  if (const auto* pin = resource.fields.find("id")) bare.fields.set("id", *pin);
  const auto reading = read_back({{bare}}, api);
  if (!reading.errors.empty() || !holds(reading, bare)) {
    tell(resource, {}, reading.errors, problems);
    return std::nullopt;
  }
  Resource part = bare;
  for (const auto& [key, value] : resource.fields) {
    auto with_field = bare;
    with_field.fields.set(key.name, value);
    if (is_readable(with_field, api)) {
      part.fields.set(key.name, value);
    } else {
      tell(resource, key.name, read_back({{with_field}}, api).errors, problems);
    }
  }
  return part;
}

/// The last of those that stand at or before the place.
template <class Range, class PlaceOf>
auto last_before(const Range& range, const Place& at, const PlaceOf& place_of) {
  auto found = range.end();
  for (auto it = range.begin(); it != range.end(); ++it) {
    const auto& place = place_of(*it);
    if (at < place || !place) continue;
    if (found == range.end() || place_of(*found) < place) found = it;
  }
  return found;
}

/// Takes out what the problem points at: a field, or the entry. Whether there was something.
bool take_out(Manifest& manifest, const Reading& reading, const Problem& problem, Problems& problems) {
  const auto& entries = reading.manifest.resources;
  const auto entry = last_before(entries, problem.where, [](const Resource& r) -> const Place& { return r.at; });
  if (entry == entries.end()) return false;
  const auto own = std::find_if(manifest.resources.begin(), manifest.resources.end(),
                                [&](const Resource& resource) { return resource.address == entry->address; });
  if (own == manifest.resources.end()) return false;
  std::string field;
  for (const auto& [key, value] : entry->fields) {
    const bool is_later = entry->at < key.at && !(problem.where < key.at);
    const auto* best = entry->fields.find_key(field);
    if (is_later && (best == nullptr || best->at < key.at)) field = key.name;
  }
  tell(*own, field, {problem}, problems);
  if (field.empty()) {
    manifest.resources.erase(own);
  } else {
    own->fields.erase(field);
  }
  return true;
}

}  // namespace

Manifest readable(Manifest manifest, Api api, Problems& problems) {
  const auto whole = read_back(manifest, api);
  const auto is_held = [&](const Resource& resource) { return holds(whole, resource); };
  if (manifest.resources.empty()) return manifest;
  if (whole.errors.empty() && std::all_of(manifest.resources.begin(), manifest.resources.end(), is_held)) {
    return manifest;
  }
  Manifest kept;
  for (auto& resource : manifest.resources) {
    if (is_readable(resource, api)) {
      kept.resources.push_back(std::move(resource));
    } else if (auto part = readable_part(resource, api, problems)) {
      kept.resources.push_back(*std::move(part));
    }
  }
  // What is left are entries that do not go together; each round settles one pair.
  for (auto reading = read_back(kept, api); !reading.errors.empty() && !kept.resources.empty();
       reading = read_back(kept, api)) {
    if (take_out(kept, reading, reading.errors.front(), problems)) continue;
    append(problems, reading.errors);
    break;
  }
  return kept;
}

}  // namespace interlock
