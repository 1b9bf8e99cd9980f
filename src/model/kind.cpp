#include "model/kind.hpp"

#include <algorithm>
#include <array>

namespace interlock {
namespace {

using enum Shape;
using enum Access;

constexpr std::array<std::string_view, 2> kSkillTypes{"custom", "standard"};
constexpr std::array<std::string_view, 2> kModes{"merge", "exact"};
constexpr std::array<std::string_view, 2> kStates{"open", "closed"};

constexpr FieldInfo kId{
    .name = "id", .doc = "Pins the live object of this id, whatever its name.", .access = directive};
constexpr FieldInfo kAbsent{.name = "absent", .shape = flag, .doc = "The object shall not exist.", .access = directive};
constexpr FieldInfo kMode{.name = "mode",
                          .shape = choice,
                          .doc = "merge: levels that are not named stay; exact: levels that are not named go.",
                          .access = directive,
                          .choices = kModes,
                          .fallback = "merge"};
constexpr FieldInfo kLevels{.name = "levels",
                            .shape = levels,
                            .doc = "The level of each skill, higher is better; `absent` takes the skill away.",
                            .target = Kind::skill};
constexpr FieldInfo kDivision{.name = "division", .doc = "The division that owns the object.", .apis = Apis::published};

constexpr std::array kSkillFields{
    FieldInfo{.name = "name", .doc = "The skill's name.", .required = true},
    kId,
    FieldInfo{.name = "description", .doc = "What the skill stands for.", .apis = Apis::guide, .fallback = ""},
    FieldInfo{.name = "type",
              .shape = choice,
              .doc = "custom or standard; cannot be changed later.",
              .access = immutable,
              .apis = Apis::guide,
              .choices = kSkillTypes,
              .fallback = "custom"},
    FieldInfo{.name = "enabled",
              .shape = flag,
              .doc = "Whether conversations can be routed by it.",
              .apis = Apis::guide,
              .fallback = "true"},
    FieldInfo{.name = "parent",
              .shape = reference,
              .doc = "The skill above it in the hierarchy.",
              .apis = Apis::guide,
              .target = Kind::skill},
    kDivision,
    FieldInfo{.name = "replaces",
              .shape = reference,
              .doc = "Every reference moves from that skill to this one, then that skill is deleted.",
              .access = directive,
              .target = Kind::skill},
    kAbsent,
};

constexpr std::array kUserFields{
    FieldInfo{.name = "user", .doc = "The user's e-mail address.", .required = true},
    kId,
    kMode,
    kLevels,
    FieldInfo{
        .name = "languages", .shape = levels, .doc = "The proficiency in each language.", .apis = Apis::published},
    FieldInfo{.name = "active", .shape = flag, .doc = "Whether the user can take conversations.", .access = observed},
    FieldInfo{.name = "shared_profile",
              .shape = reference,
              .doc = "The shared profile that fills in levels the user lacks.",
              .access = observed,
              .apis = Apis::guide,
              .target = Kind::profile},
};

constexpr std::array kProfileFields{
    FieldInfo{.name = "name", .doc = "The shared profile's name.", .required = true},
    kId,
    kMode,
    kLevels,
    FieldInfo{.name = "users",
              .shape = reference_set,
              .doc = "The users that the levels are written to.",
              .apis = Apis::published,
              .target = Kind::user},
};

constexpr std::array kRequirement{
    FieldInfo{.name = "skill",
              .shape = reference,
              .doc = "The skill that an agent must hold.",
              .required = true,
              .target = Kind::skill},
    FieldInfo{.name = "level", .doc = "The lowest level that serves.", .required = true, .is_level = true},
    FieldInfo{.name = "max", .doc = "The highest level that serves; none without it.", .is_level = true},
};

constexpr std::array kStaffing{
    FieldInfo{.name = "at_least",
              .shape = share,
              .doc = "At no moment fewer eligible agents than the smallest of before, after and this number or share.",
              .required = true},
};

constexpr std::array kQueueFields{
    FieldInfo{.name = "name", .doc = "The queue's name.", .required = true},
    kId,
    FieldInfo{.name = "requires",
              .shape = keyed_list,
              .doc = "What an agent must hold to be offered the queue's conversations; complete when named.",
              .record = kRequirement},
    FieldInfo{.name = "staffing",
              .shape = record,
              .doc = "The eligible agents that the queue keeps during a change.",
              .access = directive,
              .record = kStaffing},
    FieldInfo{.name = "members",
              .shape = reference_set,
              .doc = "The users whom the queue is restricted to.",
              .access = observed,
              .target = Kind::user},
    kDivision,
    kAbsent,
};

constexpr std::array kScheduleFields{
    FieldInfo{.name = "name", .doc = "The schedule's name.", .required = true},
    kId,
    FieldInfo{.name = "state", .shape = choice, .doc = "Whether its lines are open.", .choices = kStates},
    FieldInfo{.name = "start", .doc = "First start, local time.", .apis = Apis::published},
    FieldInfo{.name = "end", .doc = "First end, local time.", .apis = Apis::published},
    FieldInfo{.name = "rrule", .doc = "The recurrence rule.", .apis = Apis::published},
};

constexpr std::array kKinds{
    KindInfo{.kind = Kind::skill,
             .name = "skill",
             .section = "skills",
             .key = "name",
             .doc = "A skill that routing matches.",
             .fields = kSkillFields,
             .creatable = Apis::both,
             .deletable = Apis::both},
    KindInfo{.kind = Kind::user,
             .name = "user",
             .section = "profiles",
             .key = "user",
             .doc = "The personal routing profile of one user.",
             .fields = kUserFields,
             .longest_name = 254},
    KindInfo{.kind = Kind::profile,
             .name = "profile",
             .section = "profiles",
             .key = "name",
             .doc = "A shared routing profile.",
             .fields = kProfileFields},
    KindInfo{.kind = Kind::queue,
             .name = "queue",
             .section = "queues",
             .key = "name",
             .doc = "A queue and what it requires of agents.",
             .fields = kQueueFields,
             .creatable = Apis::both,
             .deletable = Apis::both},
    KindInfo{.kind = Kind::schedule,
             .name = "schedule",
             .section = "schedules",
             .key = "name",
             .doc = "A schedule and whether its lines are open.",
             .fields = kScheduleFields},
};

constexpr std::array kSections{
    SectionInfo{"skills", Apis::both},
    SectionInfo{"profiles", Apis::both},
    SectionInfo{"queues", Apis::both},
    SectionInfo{"schedules", Apis::both},
    SectionInfo{"schedule_groups", Apis::published, "give the schedule's `state` instead"},
    SectionInfo{"emergency_groups", Apis::none},
    SectionInfo{"data_tables", Apis::none},
    SectionInfo{"ivrs", Apis::published, "IVRs can be managed with --api published only"},
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
  return shape == Shape::levels || shape == Shape::keyed_list || shape == Shape::reference_set;
}

std::optional<Kind> named_kind(const FieldInfo& field) {
  if (field.shape == Shape::keyed_list) return field.record.front().target;
  return is_keyed(field.shape) || field.shape == Shape::reference ? field.target : std::nullopt;
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

LevelRange level_range(Api api) { return api == Api::guide ? LevelRange{1, 5} : LevelRange{0, 5}; }

}  // namespace interlock
