#include "model/kind.hpp"

#include <algorithm>
#include <array>

#include "model/fields/people.hpp"
#include "model/fields/queues.hpp"
#include "model/fields/telephony.hpp"

namespace interlock {

namespace fields {

// Here and not beside its fields, which lead back to it.
const FieldInfo kConditionBlock[3] = {
    required(published_choice("operation", "How the conditions of the block are joined.", kOperations)),
    published_records("routing_skill_conditions", "Conditions on skills.", kSkillCondition),
    published_records("language_skill_conditions", "Conditions on languages.", kLanguageCondition),
};

}  // namespace fields

namespace {

using namespace fields;

constexpr KindInfo known_by_name(Kind kind, std::string_view name, std::string_view doc) {
  return {.kind = kind, .name = name, .section = {}, .key = "name", .doc = doc, .fields = kNamedFields};
}
/// A kind that the published API alone has, and that it creates and deletes.
constexpr KindInfo published(Kind kind, std::string_view name, std::string_view section, std::string_view key,
                             std::string_view doc, std::span<const FieldInfo> fields) {
  return {.kind = kind,
          .name = name,
          .section = section,
          .key = key,
          .doc = doc,
          .fields = fields,
          .creatable = Apis::published,
          .deletable = Apis::published};
}

constexpr std::array kKinds{
    published(Kind::division, "division", "divisions", "name", "A division, which owns objects.", kDivisionFields),
    KindInfo{.kind = Kind::skill,
             .name = "skill",
             .section = "skills",
             .key = "name",
             .doc = "A skill that routing matches.",
             .fields = kSkillFields,
             .apis = Apis::both,
             .creatable = Apis::both,
             .deletable = Apis::both},
    published(Kind::language, "language", "languages", "name", "A language that agents speak.", kLanguageFields),
    published(Kind::wrapup_code, "wrapup_code", "wrapup_codes", "name", "What an agent says a conversation was about.",
              kWrapupCodeFields),
    KindInfo{.kind = Kind::user,
             .name = "user",
             .section = "profiles",
             .key = "user",
             .doc = "The personal routing profile of one user.",
             .fields = kUserFields,
             .apis = Apis::both,
             .longest_name = 254},
    KindInfo{.kind = Kind::profile,
             .name = "profile",
             .section = "profiles",
             .key = "name",
             .doc = "A shared routing profile.",
             .fields = kProfileFields,
             .apis = Apis::both},
    known_by_name(Kind::flow, "flow", "An Architect flow."),
    known_by_name(Kind::script, "script", "A script for agents."),
    known_by_name(Kind::prompt, "prompt", "A prompt."),
    known_by_name(Kind::group, "group", "A group of users."),
    known_by_name(Kind::team, "team", "A team of users."),
    known_by_name(Kind::site, "site", "A telephony site."),
    published(Kind::skill_group, "skill_group", "skill_groups", "name", "Users who meet conditions on skills.",
              kSkillGroupFields),
    KindInfo{.kind = Kind::queue,
             .name = "queue",
             .section = "queues",
             .key = "name",
             .doc = "A queue and what it requires of agents.",
             .fields = kQueueFields,
             .apis = Apis::both,
             .creatable = Apis::both,
             .deletable = Apis::both},
    KindInfo{.kind = Kind::schedule,
             .name = "schedule",
             .section = "schedules",
             .key = "name",
             .doc = "A schedule and whether its lines are open.",
             .fields = kScheduleFields,
             .apis = Apis::both,
             .creatable = Apis::published,
             .deletable = Apis::published},
    published(Kind::schedule_group, "schedule_group", "schedule_groups", "name", "When lines are open.",
              kScheduleGroupFields),
    published(Kind::ivr, "ivr", "ivrs", "name", "What callers of a number reach.", kIvrFields),
    published(Kind::emergency_group, "emergency_group", "emergency_groups", "name", "A switch that diverts IVRs.",
              kEmergencyGroupFields),
    published(Kind::data_table, "data_table", "data_tables", "name", "A table that flows read.", kDataTableFields),
    KindInfo{.kind = Kind::row,
             .name = "row",
             .section = {},
             .key = "row",
             .doc = "A row of a data table.",
             .fields = kRowFields,
             .creatable = Apis::published,
             .deletable = Apis::published,
             .longest_name = 513},
    KindInfo{.kind = Kind::utilization,
             .name = "utilization",
             .section = "utilization",
             .key = "of",
             .doc = "How much agents take at a time.",
             .fields = kUtilizationFields,
             .deletable = Apis::published,
             .longest_name = 254},
    published(Kind::trunk_base, "trunk_base", "trunk_bases", "name", "Settings of trunks.", kTrunkBaseFields),
};

constexpr std::array kSections{
    SectionInfo{"divisions", Apis::published, "divisions can be managed with --api published only"},
    SectionInfo{"skills", Apis::both},
    SectionInfo{"languages", Apis::published, "languages can be managed with --api published only"},
    SectionInfo{"wrapup_codes", Apis::published, "wrap-up codes can be managed with --api published only"},
    SectionInfo{"profiles", Apis::both},
    SectionInfo{"skill_groups", Apis::published, "give the queue's `requires` instead"},
    SectionInfo{"queues", Apis::both},
    SectionInfo{"schedules", Apis::both},
    SectionInfo{"schedule_groups", Apis::published, "give the schedule's `state` instead"},
    SectionInfo{"ivrs", Apis::published, "IVRs can be managed with --api published only"},
    SectionInfo{"emergency_groups", Apis::published, "with the guide API they are not managed by this version"},
    SectionInfo{"data_tables", Apis::published, "with the guide API they are not managed by this version"},
    SectionInfo{"utilization", Apis::published, "utilization can be managed with --api published only"},
    SectionInfo{"trunk_bases", Apis::published, "trunk base settings can be managed with --api published only"},
    SectionInfo{"flows", Apis::none},
    SectionInfo{"maintenance", Apis::none},
    SectionInfo{"trunks", Apis::none},
};

constexpr std::array<std::string_view, 2> kApiNames{"guide", "published"};

consteval bool rows_stand_in_order() {
  for (std::size_t i = 0; i < kKinds.size(); ++i) {
    if (static_cast<std::size_t>(kKinds[i].kind) != i) return false;
  }
  return true;
}
static_assert(rows_stand_in_order(), "info() finds the row of a Kind by its number");

}  // namespace

std::string_view api_name(Api api) { return kApiNames[static_cast<std::size_t>(api)]; }

std::optional<Api> parse_api(std::string_view name) {
  const auto found = std::find(kApiNames.begin(), kApiNames.end(), name);
  if (found == kApiNames.end()) return std::nullopt;
  return static_cast<Api>(found - kApiNames.begin());
}

bool includes(Apis apis, Api api) { return (static_cast<unsigned>(apis) >> static_cast<unsigned>(api) & 1U) != 0; }

std::span<const KindInfo> kinds() { return kKinds; }

const KindInfo& info(Kind kind) { return kKinds[static_cast<std::size_t>(kind)]; }

std::string_view kind_name(Kind kind) { return info(kind).name; }

std::optional<Kind> parse_kind(std::string_view name) {
  const auto found = std::find_if(kKinds.begin(), kKinds.end(), [&](const auto& row) { return row.name == name; });
  if (found == kKinds.end()) return std::nullopt;
  return found->kind;
}

bool is_keyed(Shape shape) {
  static constexpr std::array kKeyed{Shape::levels,      Shape::keyed_list,    Shape::reference_set, Shape::text_set,
                                     Shape::address_set, Shape::reference_map, Shape::scalars};
  return std::find(kKeyed.begin(), kKeyed.end(), shape) != kKeyed.end();
}

std::optional<Kind> named_kind(const FieldInfo& field) {
  if (field.shape == Shape::keyed_list) return field.record.front().target;
  const bool is_named_inside = field.shape == Shape::reference_map;
  return !is_named_inside && (is_keyed(field.shape) || field.shape == Shape::reference) ? field.target : std::nullopt;
}

std::optional<Value> default_value(const FieldInfo& field) {
  if (!field.fallback) return std::nullopt;
  return field.shape == Shape::flag ? Value(*field.fallback == "true") : Value(*field.fallback);
}

const FieldInfo* find_field(std::span<const FieldInfo> fields, std::string_view name) {
  const auto found = std::find_if(fields.begin(), fields.end(), [&](const auto& field) { return field.name == name; });
  return found != fields.end() ? &*found : nullptr;
}

std::span<const SectionInfo> sections() { return kSections; }

LevelRange level_range(Api api) { return api == Api::guide ? LevelRange{1, 5, false} : LevelRange{0, 5, true}; }

LevelRange level_range(const FieldInfo& field, Api api) {
  auto range = level_range(api);
  range.decimals = range.decimals && field.shape == Shape::levels && field.target == Kind::skill;
  return range;
}

}  // namespace interlock
