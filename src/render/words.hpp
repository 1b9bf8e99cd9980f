// Kinds, fields and values in the words of people who run a contact centre, as Markdown.
#pragma once

#include <string>
#include <string_view>

#include "render/render.hpp"

namespace interlock::render {

std::string kind_words(Kind kind);  // "shared profile", "schedule"

/// "queue `Billing`", made for a cell of a table; `shown` is the address as it may be seen.
std::string object_cell(std::string_view shown);

/// What the edit is about: "needs `Billing`", "level of `Billing`", "`description`".
std::string field_cell(std::string_view path);

/// One side of it: "level 2 or higher", "level 3", "closed"; "none" where there is none.
std::string side_cell(std::string_view path, const std::optional<Value>& side);

/// "level 2 or higher", "level 2 to 5": what a queue asks of a skill.
std::string range_words(const Value& requirement);

}  // namespace interlock::render
