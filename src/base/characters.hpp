// What single code points are, and how they are named for people.
#pragma once

#include <string>
#include <string_view>

namespace interlock {

/// "a bidirectional control", "a tag character": what a code point is that no sink may get as it is (SEC11). Empty for
/// all that people can see, blanks and combining marks included.
std::string_view hidden_kind(char32_t c);
inline bool is_hidden(char32_t c) { return !hidden_kind(c).empty(); }

/// Whether it changes the order in which the text behind it is shown (CVE-2021-42574).
bool is_reordering(char32_t c);

/// White space of Unicode, as the `\s` of the schema's patterns has it.
bool is_blank(char32_t c);
std::string without_outer_blanks(std::string_view text);

std::string code_point_name(char32_t c);  // "U+202E"

}  // namespace interlock
