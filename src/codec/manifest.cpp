#include "codec/manifest.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>
#include <vector>

#include "base/digest.hpp"
#include "base/text.hpp"
#include "codec/children.hpp"
#include "codec/complaints.hpp"
#include "codec/fields.hpp"
#include "codec/json.hpp"
#include "codec/manifest_checks.hpp"
#include "codec/name_checks.hpp"
#include "codec/text_checks.hpp"

namespace interlock {
namespace {

constexpr std::string_view kAbsent = "absent";
constexpr std::string_view kFormatKey = "interlock";

struct Reading {
  Api api;
  Problems& problems;
  Declarations& declared;
  std::string root{};  // of the file being read
};

std::vector<const KindInfo*> kinds_of(std::string_view section) {
  std::vector<const KindInfo*> found;
  for (const auto& kind : kinds()) {
    if (kind.section == section) found.push_back(&kind);
  }
  return found;
}

/// "queue 'Billing'", or "a queue" where the name is not known yet.
std::string owner_words(const KindInfo& kind, const std::string* name) {
  if (name != nullptr) return std::string(kind.name) + " " + quoted(*name);
  const bool has_vowel = std::string_view("aeio").find(kind.name.front()) != std::string_view::npos;
  return (has_vowel ? "an " : "a ") + std::string(kind.name);
}

/// "skill name", "user": what the key field holds.
std::string key_words(const KindInfo& kind) {
  return kind.key == kind.name ? std::string(kind.name) : std::string(kind.name) + " " + std::string(kind.key);
}

/// Creating and deleting where the API cannot (B77).
bool names_deletion(const KindInfo& kind, const Map& entry, const FieldContext& context) {
  const auto* key = entry.find_key(kAbsent);
  if (key == nullptr || includes(kind.deletable, context.api)) return false;
  context.problems.push_back({.rule = "B77",
                              .where = key->at,
                              .message = context.owner + ": field 'absent': " + std::string(kind.section) +
                                         " can be neither created nor deleted with the " +
                                         std::string(api_name(context.api)) + " API",
                              .hint = "the " + std::string(api_name(context.api)) + " API offers " +
                                      join(accepted_names(kind.fields, context.api), ", ")});
  return true;
}

/// What shall not exist has no state.
void check_absent(const Resource& resource, const Key& key, const FieldContext& context) {
  if (!resource.is_absent() || key.name == kAbsent || key.name == "id") return;
  context.problems.push_back({.rule = "B7",
                              .where = key.at,
                              .message = context.owner + ": field " + quoted(key.name) + " beside `absent: true`",
                              .hint = "an object that shall not exist has no other field than its id",
                              .related = {{resource.fields.find(kAbsent)->at, "`absent` is here"}}});
}

/// The entries that stand in this one.
std::vector<Resource> children_of(const Resource& resource, const Map& entry, const FieldContext& context) {
  const auto* field = children_field(info(resource.address.kind));
  const auto* key = field != nullptr ? entry.find_key(field->name) : nullptr;
  if (key == nullptr) return {};
  check_absent(resource, *key, context);
  return read_children(*field, resource, *entry.find(field->name), context.problems);
}

void read_object(const KindInfo& kind, const Map& entry, const Place& at, Reading& reading) {
  const auto* key = entry.find(kind.key);
  const auto* name = key != nullptr ? decode_name(key_words(kind), *key, kind.longest_name, reading.problems) : nullptr;
  const FieldContext context{reading.api, owner_words(kind, name), reading.problems};
  const auto before = reading.problems.size();
  auto others = entry;
  others.erase(kind.key);
  if (names_deletion(kind, others, context)) others.erase(kAbsent);
  Resource resource{{kind.kind, name != nullptr ? *name : ""}, decode_fields(others, kind.fields, context), at};
  for (const auto& [field, value] : resource.fields) check_absent(resource, field, context);
  if (key == nullptr && reading.problems.size() == before) {
    reading.problems.push_back(missing_field(context.owner, kind.key, at));
  }
  if (name == nullptr) return;
  resource.at = key->at;
  auto children = children_of(resource, entry, context);
  reading.declared.resources.push_back(std::move(resource));
  std::move(children.begin(), children.end(), std::back_inserter(reading.declared.resources));
}

void read_request(const Map& entry, Reading& reading) {
  const auto& path = *entry.find(kMatrixKey);
  const auto* text = path.as<std::string>();
  const auto owner = text != nullptr ? "matrix " + quoted(*text) : std::string("a matrix");
  const auto fields = decode_fields(entry, matrix_fields(), {reading.api, owner, reading.problems});
  if (!fields.contains(kMatrixKey)) return;
  const auto* mode = fields.find("mode");
  reading.declared.matrices.push_back(
      {*text, path.at, reading.root, mode != nullptr ? std::optional(*mode) : std::nullopt});
}

/// The keys of which each entry of the section has exactly one.
std::vector<std::string_view> keys_of(std::span<const KindInfo* const> candidates) {
  std::vector<std::string_view> keys;
  for (const auto* kind : candidates) keys.push_back(kind->key);
  if (candidates.front()->section == matrix_section()) keys.push_back(kMatrixKey);
  return keys;
}

/// The key that says what the entry is. Where all entries are of one kind, it need not be there.
std::optional<std::string_view> telling_key(std::string_view section, std::span<const std::string_view> keys,
                                            const Map& entry, const Place& at, Problems& problems) {
  if (keys.size() == 1) return keys.front();
  std::vector<std::string_view> named;
  std::copy_if(keys.begin(), keys.end(), std::back_inserter(named), [&](auto key) { return entry.contains(key); });
  if (named.size() == 1) return named.front();
  problems.push_back({.rule = "B7",
                      .where = at,
                      .message = "an entry of '" + std::string(section) + "' has " +
                                 (named.empty() ? "none" : "more than one") + " of the fields " + join(keys, ", "),
                      .hint = "give it exactly one of them"});
  return std::nullopt;
}

void read_entries(std::span<const KindInfo* const> candidates, const List& entries, Reading& reading) {
  const auto section = candidates.front()->section;
  const auto what = "an entry of '" + std::string(section) + "'";
  const auto keys = keys_of(candidates);
  for (const auto& value : entries) {
    if (are_enough(reading.problems)) break;
    const auto* entry = map_of(what, value, reading.problems);
    const auto key = entry != nullptr ? telling_key(section, keys, *entry, value.at, reading.problems) : std::nullopt;
    if (!key) continue;
    const auto kind = std::find_if(candidates.begin(), candidates.end(), [&](auto* row) { return row->key == *key; });
    if (kind != candidates.end()) {
      read_object(**kind, *entry, value.at, reading);
    } else {
      read_request(*entry, reading);
    }
  }
}

/// B77 for a section that the API lacks or that this version does not manage.
Problem section_problem(const SectionInfo& section, const Key& key, Api api) {
  Problem problem{.rule = "B77", .where = key.at, .message = "section " + quoted(key.name)};
  const auto api_words = std::string(api_name(api)) + " API";
  if (section.apis != Apis::none && !includes(section.apis, api)) {
    problem.message += " cannot be managed with the " + api_words;
    problem.hint = section.instead;
    return problem;
  }
  std::vector<std::string_view> managed;
  for (const auto& other : sections()) {
    if (includes(other.apis, api) && !kinds_of(other.name).empty()) managed.push_back(other.name);
  }
  problem.message += " is not managed by this version";
  problem.hint = "with the " + api_words + " it manages " + join(managed, ", ");
  return problem;
}

void read_section(const Key& key, const Value& value, Reading& reading) {
  const auto all = sections();
  const auto section = std::find_if(all.begin(), all.end(), [&](const auto& row) { return row.name == key.name; });
  if (section == all.end()) {
    std::vector<std::string_view> known{kFormatKey};
    for (const auto& row : all) known.push_back(row.name);
    reading.problems.push_back(unknown_field("the manifest", key, known));
    return;
  }
  const auto candidates = kinds_of(section->name);
  if (!includes(section->apis, reading.api) || candidates.empty()) {
    reading.problems.push_back(section_problem(*section, key, reading.api));
    return;
  }
  const auto* entries = list_of("section '" + key.name + "'", value, reading.problems);
  if (entries != nullptr) read_entries(candidates, *entries, reading);
}

void read_document(const Value& document, Reading& reading) {
  if (document.is<Null>()) return;
  const auto* sections_of = map_of("a manifest", document, reading.problems);
  if (sections_of == nullptr || !is_current_format(*sections_of, document.at, reading.problems)) return;
  for (const auto& [key, value] : *sections_of) {
    if (key.name != kFormatKey) read_section(key, value, reading);
  }
}

/// Files that declare nothing: harmless beside others, but never a desired state of their own (B1).
void check_silent(std::span<const std::string> silent, bool others_declare, Problems& problems) {
  for (const auto& file : silent) {
    problems.push_back({.rule = "B1",
                        .severity = others_declare ? Severity::warning : Severity::error,
                        .where = whole_file(file),
                        .message = "nothing declared; nothing will be deleted because of it",
                        .hint = "a removal is written out, for example `absent: true`"});
  }
}

}  // namespace

Declarations declare(std::span<const Source> sources, Api api, Problems& problems, const YamlLimits& limits) {
  Declarations declared;
  Reading reading{api, problems, declared};
  const auto size = [&] { return declared.resources.size() + declared.matrices.size(); };
  for (const auto& source : sources) {
    const auto before = std::pair(size(), problems.size());
    reading.root = source.root;
    for (const auto& document : read_yaml(source, problems, limits)) read_document(document, reading);
    if (before == std::pair(size(), problems.size())) declared.silent.push_back(source.name);
    if (before.second != problems.size()) declared.is_partial = true;
  }
  check_hidden(declared.resources, sources, Escapes::yaml, problems);
  check_texts(declared.resources, problems);
  return declared;
}

void add_matrix(Declarations& declared, const MatrixRequest& request, const Source& table, Api api,
                Problems& problems) {
  const auto before = problems.size();
  auto entries = read_matrix(table, request, api, problems);
  check_hidden(entries, std::span(&table, 1), Escapes::none, problems);
  if (entries.empty() && problems.size() == before) declared.silent.push_back(table.name);
  if (problems.size() != before) declared.is_partial = true;
  std::move(entries.begin(), entries.end(), std::back_inserter(declared.resources));
}

Manifest joined(Declarations declared, Problems& problems) {
  check_silent(declared.silent, declared.is_partial || !declared.resources.empty(), problems);
  return unique_resources(std::move(declared.resources), problems);
}

void check_together(const Manifest& manifest, Problems& problems) {
  check_cycles(manifest, problems);
  check_replacements(manifest, problems);
  check_entries(manifest, problems);
  check_alike(manifest, problems);
}

Manifest assemble(Declarations declared, Problems& problems) {
  auto manifest = joined(std::move(declared), problems);
  check_together(manifest, problems);
  return manifest;
}

Manifest read_manifest(std::span<const Source> sources, Api api, Problems& problems, const YamlLimits& limits) {
  auto declared = declare(sources, api, problems, limits);
  for (const auto& request : declared.matrices) {
    problems.push_back({.rule = "B33",
                        .where = request.at,
                        .message = "matrix " + quoted(request.path) + " cannot be read: there are no files here"});
  }
  return assemble(std::move(declared), problems);
}

std::string digest(const Manifest& manifest) {
  std::vector<Key> addresses;
  std::vector<Value> fields;
  for (const auto& resource : manifest.resources) {
    addresses.push_back({to_string(resource.address)});
    fields.emplace_back(resource.fields);
  }
  return sha256(write_json(Value(Map::of(std::move(addresses), std::move(fields)))));
}

}  // namespace interlock
