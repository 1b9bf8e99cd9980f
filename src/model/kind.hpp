// The kinds of object that a manifest can name, and the fields of each: the one table that drives decoding with
// positions, defaults, set or list, diff, export and the JSON Schemas. It knows no wire: bindings map fields to paths
// and bodies (api/). A new kind is a row here, a row in a binding, a schema and its golden cases.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "base/value.hpp"

namespace interlock {

enum class Api : std::uint8_t { guide, published };
std::string_view api_name(Api api);
std::optional<Api> parse_api(std::string_view name);

/// The set of APIs that have a field or an operation.
enum class Apis : std::uint8_t { none = 0, guide = 1, published = 2, both = 3 };
bool includes(Apis apis, Api api);

/// In this order kinds are read, shown and created: what is referred to comes before what refers.
enum class Kind : std::uint8_t {
  division,
  skill,
  language,
  wrapup_code,
  user,
  profile,
  flow,
  script,
  prompt,
  group,
  team,
  site,
  skill_group,
  queue,
  schedule,
  schedule_group,
  ivr,
  emergency_group,
  data_table,
  row,
  utilization,
  trunk_base
};

/// The shape of a field, in the manifest and in normal form (the form that is compared and kept in `Resource::fields`).
enum class Shape : std::uint8_t {
  text,           // text
  flag,           // true or false
  choice,         // one text of `choices`
  reference,      // the name of an object of `target`
  share,          // a whole number, or text like "80%"
  levels,         // map: name of `target` -> level, or null for `absent` (manifest: SKILL: absent)
  keyed_list,     // manifest: list of records; normal form: map by the record's first field -> map of the others
  reference_set,  // manifest: list of names of `target`; normal form: map name -> true, so that the order is no
                  // difference
  record,         // map with the fields of `record`; those that are not named are not managed
  number,         // a number within `range`, whole unless `decimals`
  text_set,       // manifest: list of texts; normal form: map text -> true
  address_set,    // manifest: list of "KIND/NAME"; normal form: map address -> true
  reference_map,  // map: a key of `choices` -> name of `target`
  scalars,        // map: name -> text, number or flag
  records,        // list of maps with the fields of `record`, in this order; one value
  children,       // map: key -> the fields of an entry of `target`, whose name is "ENTRY/KEY"; never in normal form
};

/// What a number may be. With decimals two numbers are the same when they agree in four digits after the point.
struct NumberRange {
  double lowest = 0;
  double highest = 2'147'483'647;
  bool decimals = false;
};

/// What a text is, or each text of a text_set, where it has a normal form of its own (model/text_form.hpp).
enum class TextForm : std::uint8_t { plain, local_time, rrule, time_zone, phone_number };

enum class Access : std::uint8_t {
  writable,   // compared and written
  immutable,  // given at creation, compared, never written again (B29)
  observed,   // read from the tenant for the plan's checks; an error in a manifest
  directive,  // says how to treat the entry; never compared
};

struct FieldInfo {
  std::string_view name;
  Shape shape = Shape::text;
  std::string_view doc{};  // one sentence, for the schema and the documentation
  Access access = Access::writable;
  Apis apis = Apis::both;                       // that have it
  Apis managed = Apis::both;                    // through which a manifest may name it
  bool required = false;                        // in a record of a keyed list; or an entry's key
  std::optional<Kind> target{};                 // of references
  std::span<const std::string_view> choices{};  // of Shape::choice
  std::span<const FieldInfo> record{};          // of keyed_list (the first is the key) and record
  std::optional<std::string_view> fallback{};   // what the platform sets when a create leaves it out
  bool is_level = false;                        // a whole number in the binding's range of levels (B22)
  NumberRange range{};                          // of Shape::number
  TextForm form = TextForm::plain;              // of text and text_set
  std::string_view instead{};                   // for B77: what to do where the API lacks it
};

struct KindInfo {
  Kind kind;
  std::string_view name;     // "skill": in addresses and messages
  std::string_view section;  // "skills": the key of the manifest that lists them; empty: it is referred to only
  std::string_view key;      // the field that names the object: "name", "user"
  std::string_view doc;
  std::span<const FieldInfo> fields;
  Apis apis = Apis::published;
  Apis creatable = Apis::none;
  Apis deletable = Apis::none;
  std::size_t longest_name = 100;  // in code points (B20)
};

std::span<const KindInfo> kinds();
const KindInfo& info(Kind kind);
std::string_view kind_name(Kind kind);
std::optional<Kind> parse_kind(std::string_view name);
/// Whether the normal form is a map whose keys are elements of their own: compared, edited and addressed one by one.
bool is_keyed(Shape shape);
/// The kind that the field names by its text or by the keys of its map. The names inside a reference_map, an
/// address_set and records are found by `references` alone.
std::optional<Kind> named_kind(const FieldInfo& field);
/// What the platform has in the field while nobody set it, or nothing.
std::optional<Value> default_value(const FieldInfo& field);
/// The field of that name, or null.
const FieldInfo* find_field(std::span<const FieldInfo> fields, std::string_view name);

/// A top-level key of a manifest, in the order of the documentation. `apis` is none where this version manages nothing
/// of the section yet.
struct SectionInfo {
  std::string_view name;
  Apis apis;
  std::string_view instead{};  // for B77: what to do where the API lacks it
};
std::span<const SectionInfo> sections();

/// The levels that a binding knows: whole numbers 1 to 5 on the guide API, 0 to 5 with two decimals on the published
/// one.
struct LevelRange {
  int lowest, highest;
  bool decimals;
};
LevelRange level_range(Api api);
/// Of one field: only the skills of people have decimals.
LevelRange level_range(const FieldInfo& field, Api api);

inline constexpr std::int64_t kManifestFormat = 1;  // `interlock: 1`

}  // namespace interlock
