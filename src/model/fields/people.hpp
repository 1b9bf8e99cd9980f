// Skills, languages and who holds them at which level.
#pragma once

#include "model/fields/common.hpp"

namespace interlock::fields {

inline constexpr std::array<std::string_view, 2> kSkillTypes{"custom", "standard"};
inline constexpr std::array<std::string_view, 2> kModes{"merge", "exact"};

inline constexpr FieldInfo kMode{.name = "mode",
                                 .shape = choice,
                                 .doc = "merge: levels that are not named stay; exact: levels that are not named go.",
                                 .access = directive,
                                 .choices = kModes,
                                 .fallback = "merge"};
inline constexpr FieldInfo kLevels{.name = "levels",
                                   .shape = levels,
                                   .doc = "The level of each skill, higher is better; `absent` takes the skill away.",
                                   .target = Kind::skill};

inline constexpr std::array kSkillFields{
    FieldInfo{.name = "name", .doc = "The skill's name.", .required = true},
    kId,
    FieldInfo{.name = "description",
              .doc = "What the skill stands for.",
              .apis = Apis::guide,
              .fallback = "",
              .instead = "a skill has its name alone there: leave the key out, or say it in a comment"},
    FieldInfo{.name = "type",
              .shape = choice,
              .doc = "custom or standard; cannot be changed later.",
              .access = immutable,
              .apis = Apis::guide,
              .choices = kSkillTypes,
              .fallback = "custom",
              .instead = "skills have no type there: leave the key out"},
    FieldInfo{.name = "enabled",
              .shape = flag,
              .doc = "Whether conversations can be routed by it.",
              .apis = Apis::guide,
              .fallback = "true",
              .instead = "leave the key out; to take a skill out of routing, take it out of what queues require"},
    FieldInfo{.name = "parent",
              .shape = reference,
              .doc = "The skill above it in the hierarchy.",
              .apis = Apis::guide,
              .target = Kind::skill,
              .instead = "skills have no hierarchy there: leave the key out and name each skill where it is meant"},
    kDivision,
    FieldInfo{.name = "replaces",
              .shape = reference,
              .doc = "Every reference moves from that skill to this one, then that skill is deleted.",
              .access = directive,
              .target = Kind::skill},
    kAbsent,
};

inline constexpr std::array kUserFields{
    FieldInfo{.name = "user", .doc = "The user's e-mail address.", .required = true},
    kId,
    kMode,
    kLevels,
    FieldInfo{.name = "languages",
              .shape = levels,
              .doc = "The proficiency in each language, a whole number; `absent` takes the language away.",
              .apis = Apis::published,
              .target = Kind::language},
    FieldInfo{.name = "active", .shape = flag, .doc = "Whether the user can take conversations.", .access = observed},
    FieldInfo{.name = "shared_profile",
              .shape = reference,
              .doc = "The shared profile that fills in levels the user lacks.",
              .access = observed,
              .apis = Apis::guide,
              .target = Kind::profile},
};

inline constexpr std::array kProfileFields{
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

inline constexpr std::array kLanguageFields{
    key_field("name", "The language's name, for example `en`."),
    kId,
    kAbsent,
};

/// What is known by its name alone.
inline constexpr std::array kNamedFields{key_field("name", "The object's name.")};

inline constexpr std::array kDivisionFields{
    key_field("name", "The division's name."),
    kId,
    kDescription,
    FieldInfo{.name = "home_division",
              .shape = flag,
              .doc = "Whether objects belong to it that nobody put elsewhere.",
              .access = observed,
              .apis = Apis::published},
    kAbsent,
};

inline constexpr std::array kWrapupCodeFields{
    key_field("name", "The wrap-up code's name."), kId, kDescription, kDivision, kAbsent,
};

}  // namespace interlock::fields
