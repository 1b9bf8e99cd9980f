#include "plan/manifest_of.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "model/references.hpp"
#include "plan/lowering.hpp"

namespace interlock {
namespace {

constexpr const char* kNameEach = "give each a name of its own";
constexpr std::string_view kUnnamed = "id:";  // of what the tenant does not list by a name of its own (LiveObject)

bool is_listed(const KindInfo& kind, Api api) {
  const auto all = sections();
  const auto section = std::find_if(all.begin(), all.end(), [&](const auto& row) { return row.name == kind.section; });
  const bool has_section = section != all.end() && includes(section->apis, api);
  return includes(kind.apis, api) && (has_section || kind.kind == Kind::row);
}

/// Of a glob that begins with the plain name of a kind it is known that it chooses no other kind.
bool may_choose(const std::string& glob, const KindInfo& kind) {
  const auto before_name = std::string_view(glob).substr(0, glob.find('/'));
  return before_name.find_first_of("*?[\\") != std::string_view::npos || before_name == kind.name;
}

/// What is shown of an object that is left out. People are shown by id (SEC19).
std::string shown(const Address& address, const ResourceId& id) {
  return address.kind == Kind::user ? "user " + quoted(id.value)
                                    : std::string(kind_name(address.kind)) + " " + quoted(address.name);
}

std::string list_of(const std::vector<ResourceId>& ids) {
  std::string list;
  for (const auto& id : ids) list += (list.empty() ? "" : ", ") + quoted(id.value);
  return list;
}

Problem left_out(std::string rule, std::string what, const std::string& why, std::string hint = {}) {
  return {.rule = std::move(rule),
          .exit = Exit::success,
          .severity = Severity::warning,
          .message = std::move(what) + " is left out: " + why,
          .hint = std::move(hint)};
}

class Exporter {
 public:
  Exporter(const LiveState& live, const Manifest& pins, Api api, const Scope& scope, Problems& problems)
      : live_(live), pins_(pins), api_(api), scope_(scope), problems_(problems) {}

  std::optional<Resource> entry(const LiveObject& object);

 private:
  bool is_said(Kind kind, const FieldInfo& field) const;
  bool is_default(const FieldInfo& field, const Value& value) const;
  bool has_table(const LiveObject& row);
  bool has_name(const LiveObject& object);
  bool is_known(const Address& address) const;
  const std::vector<ResourceId>* sharing(const Address& address) const;

  std::optional<Value> said(const FieldInfo& field, const Value& value);
  std::optional<Value> said_record(const FieldInfo& field, const Map& record);
  std::optional<Value> said_levels(const FieldInfo& field, const Map& levels);
  std::optional<Problem> unsayable(const Reference& reference, const std::string& owner) const;
  bool names_known(const FieldInfo& field, const Value& value, const std::string& what);

  const LiveState& live_;
  const Manifest& pins_;
  Api api_;
  const Scope& scope_;
  Problems& problems_;
  const LiveObject* object_ = nullptr;  // whose entry is made
};

/// The state of a schedule is on the published API that of its groups, which say it themselves.
bool Exporter::is_said(Kind kind, const FieldInfo& field) const {
  const bool is_state = field.access == Access::writable || field.access == Access::immutable;
  const bool is_of_groups = api_ == Api::published && kind == Kind::schedule && field.name == "state";
  return is_state && !is_of_groups && field.name != info(kind).key && field.shape != Shape::children &&
         includes(field.apis, api_) && includes(field.managed, api_);
}

/// What the platform sets itself: the default of the field, and the home division for what nobody put elsewhere.
bool Exporter::is_default(const FieldInfo& field, const Value& value) const {
  const auto* name = value.as<std::string>();
  if (field.target != Kind::division || name == nullptr) return value == default_value(field);
  const auto* division = live_.find({Kind::division, *name});
  const auto* home = division != nullptr ? division->fields.find("home_division") : nullptr;
  return home != nullptr && *home == Value(true);
}

bool Exporter::has_table(const LiveObject& row) {
  const auto table = table_of(row.address);
  if (!table || live_.find(*table) != nullptr) return true;
  problems_.push_back(left_out("B77", shown(row.address, row.id), "its data table has no name that rows can be under"));
  return false;
}

/// The ids of those that share the object's name, or null.
const std::vector<ResourceId>* Exporter::sharing(const Address& address) const {
  const auto found = live_.ambiguous.find(address);
  return found != live_.ambiguous.end() ? &found->second : nullptr;
}

bool Exporter::has_name(const LiveObject& object) {
  const auto& kind = info(object.address.kind);
  if (!object.address.name.starts_with(kUnnamed)) return true;
  const Address shared{kind.kind, text_or(object.fields, kind.key)};
  const auto* pin = pins_.find(shared);
  const auto first = pin != nullptr ? text_or(pin->fields, "id") : std::string();
  problems_.push_back(left_out("B54", std::string(kind.name) + " of id " + quoted(object.id.value),
                               "its name " + (kind.kind == Kind::user ? "" : quoted(shared.name) + " ") +
                                   "is also that of id " + quoted(first) + ", which is pinned",
                               kNameEach));
  return false;
}

/// Whether a manifest can refer to the object by its name.
bool Exporter::is_known(const Address& address) const {
  if (address.name.starts_with(kUnnamed)) return false;
  return !live_.complete.contains(address.kind) || live_.find(address) != nullptr;
}

/// Why a manifest cannot have the reference, or nothing.
std::optional<Problem> Exporter::unsayable(const Reference& reference, const std::string& owner) const {
  const auto target = reference.target();
  const auto words = std::string(kind_name(target.kind)) + " " + quoted(target.name);
  const auto* object = live_.find(target);
  if (const auto* ids = sharing(target)) {
    return left_out("B54", owner, "it refers to " + words + ", which fits " + list_of(*ids), kNameEach);
  }
  if (!is_known(target)) return left_out("B62", owner, "it refers to " + words + ", which has no name of its own");
  const bool is_disabled = object != nullptr && target.kind == Kind::skill &&
                           object->fields.find("enabled") != nullptr &&
                           *object->fields.find("enabled") == Value(false) && reference.field.name != "parent";
  return is_disabled ? std::optional(left_out("B26", owner, "it refers to " + words + ", which is disabled"))
                     : std::nullopt;
}

bool Exporter::names_known(const FieldInfo& field, const Value& value, const std::string& what) {
  for (const auto& reference : references(field, value)) {
    const auto owner = shown(object_->address, object_->id) + ": field '" + std::string(field.name) + "'" + what;
    if (auto problem = unsayable(reference, owner)) {
      problems_.push_back(*std::move(problem));
      return false;
    }
  }
  return true;
}

std::optional<Value> Exporter::said_record(const FieldInfo& field, const Map& record) {
  Map kept;
  for (const auto& inner : field.record) {
    const auto* value = record.find(inner.name);
    if (auto word = value != nullptr ? said(inner, *value) : std::nullopt) kept.set(inner.name, *std::move(word));
  }
  return kept.empty() ? std::nullopt : std::optional(Value(std::move(kept)));
}

/// Levels that are not named stay, so that one of them can be left out.
std::optional<Value> Exporter::said_levels(const FieldInfo& field, const Map& levels) {
  Map kept;
  for (const auto& [name, level] : levels) {
    const Map one{{name.name, level}};
    if (!level.is<Null>() && names_known(field, Value(one), " of " + quoted(name.name))) kept.set(name.name, level);
  }
  return kept.empty() ? std::nullopt : std::optional(Value(std::move(kept)));
}

/// What is worth saying of the value. All but records and levels are complete when named: whole, or left out.
std::optional<Value> Exporter::said(const FieldInfo& field, const Value& value) {
  const auto* map = value.as<Map>();
  const auto* list = value.as<List>();
  const bool is_empty = value.is<Null>() || (map != nullptr && map->empty()) || (list != nullptr && list->empty());
  if (is_empty || is_default(field, value)) return std::nullopt;
  if (field.shape == Shape::record && map != nullptr) return said_record(field, *map);
  if (field.shape == Shape::levels && map != nullptr) return said_levels(field, *map);
  return names_known(field, value, "") ? std::optional(value) : std::nullopt;
}

std::optional<Resource> Exporter::entry(const LiveObject& object) {
  object_ = &object;
  const auto& address = object.address;
  if (!is_listed(info(address.kind), api_) || !scope_.covers(address)) return std::nullopt;
  if (states_requirements(address, live_)) return std::nullopt;  // which the queue says
  if (!has_name(object) || !has_table(object)) return std::nullopt;
  Resource resource{address, {}};
  for (const auto& field : info(address.kind).fields) {
    const auto* value = is_said(address.kind, field) ? object.fields.find(field.name) : nullptr;
    if (auto word = value != nullptr ? said(field, *value) : std::nullopt) {
      resource.fields.set(field.name, *std::move(word));
    }
  }
  if (const auto* pin = pins_.find(address)) resource.fields.set("id", *pin->fields.find("id"));
  if (address.kind == Kind::user && resource.fields.empty()) return std::nullopt;
  return resource;
}

}  // namespace

std::set<Kind> exported_kinds(Api api, const Scope& scope) {
  std::set<Kind> chosen;
  for (const auto& kind : kinds()) {
    const bool is_chosen = scope.only.empty() || std::any_of(scope.only.begin(), scope.only.end(),
                                                             [&](const auto& glob) { return may_choose(glob, kind); });
    if (is_listed(kind, api) && is_chosen) chosen.insert(kind.kind);
  }
  return chosen;
}

Manifest pins_of(const LiveState& live, Api api, const Scope& scope) {
  Manifest pins;
  for (const auto& [address, ids] : live.ambiguous) {
    const auto& kind = info(address.kind);
    if (!is_listed(kind, api) || find_field(kind.fields, "id") == nullptr || !scope.covers(address)) continue;
    const auto first = std::min_element(ids.begin(), ids.end());
    pins.resources.push_back({address, Map{{"id", first->value}}});
  }
  return pins;
}

Manifest manifest_of(const LiveState& live, const Manifest& pins, Api api, const Scope& scope, Problems& problems) {
  Exporter exporter(live, pins, api, scope, problems);
  Manifest manifest;
  for (const auto& [address, object] : live.objects) {
    if (auto entry = exporter.entry(object)) manifest.resources.push_back(*std::move(entry));
  }
  for (const auto& [address, ids] : live.ambiguous) {
    if (!is_listed(info(address.kind), api) || !scope.covers(address)) continue;
    problems.push_back(left_out("B54", std::string(kind_name(address.kind)) + " " + quoted(address.name),
                                "the name fits " + list_of(ids), kNameEach));
  }
  return readable(std::move(manifest), api, problems);
}

}  // namespace interlock
