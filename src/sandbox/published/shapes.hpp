// The wire form of the published API's objects, as tables: what is checked, written, shown and referred to.
#pragma once

#include <span>

#include "sandbox/shape.hpp"

namespace interlock::sandbox::published {

/// The fields of a kind, `id` first; empty for what the API does not have. What an object of the document holds beside
/// them is invisible here and survives every write.
std::span<const Field> fields(Collection collection);

/// The fields of one condition of a skill group refer to it by its name.
inline constexpr std::string_view kSkillOfCondition = "routingSkill";
inline constexpr std::string_view kLanguageOfCondition = "languageSkill";

}  // namespace interlock::sandbox::published
