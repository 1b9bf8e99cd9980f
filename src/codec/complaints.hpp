// The problems that every reader of Values can find, in one wording.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/problem.hpp"
#include "base/value.hpp"

namespace interlock {

/// Whether so much is wrong that reading on would only cost memory: nobody is shown more (G5).
bool are_enough(const Problems& problems);

/// "the text 'yes'", "the number 0x1F", "true", "a list": the value as found (G2).
std::string shown(const Value& value);

/// `what` is the value's role ("queue 'A': field 'name'"), `wanted` what it should be ("text").
Problem missing_value(const std::string& what, const Place& at);  // B6
Problem wrong_type(const std::string& what, const Value& value, const std::string& wanted,
                   std::string hint = {});  // B5

/// The text, or B5 or B6.
const std::string* text_of(const std::string& what, const Value& value, Problems& problems);
std::optional<bool> flag_of(const std::string& what, const Value& value, Problems& problems);
const Map* map_of(const std::string& what, const Value& value, Problems& problems);
const List* list_of(const std::string& what, const Value& value, Problems& problems);
/// The text, if it is one of `choices`.
const std::string* choice_of(const std::string& what, const Value& value, std::span<const std::string_view> choices,
                             Problems& problems);

/// B7: `what` names the map ("queue 'A'"), `known` its fields in the order of the documentation.
Problem unknown_field(const std::string& what, const Key& key, std::span<const std::string_view> known);
Problem missing_field(const std::string& what, std::string_view field, const Place& at);

/// Whether the document is of a format that this version reads (B38).
bool is_current_format(const Map& document, const Place& at, Problems& problems);

}  // namespace interlock
