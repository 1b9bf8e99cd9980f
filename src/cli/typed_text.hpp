// Text that a person typed, pasted or exported: what came along with it unseen.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/problem.hpp"

namespace interlock {

/// The blanks and line breaks at the end, also those of browsers (U+00A0, U+200B); empty where there are none.
std::string_view loose_end(std::string_view text);

/// What makes the text unusable before its meaning is looked at (B52, B87). The text itself is not shown, since it may
/// be secret; `what` is what it is called.
std::optional<Problem> text_fault(const std::string& what, std::string_view text);

/// The same for a variable, which must not be set and empty either (B34).
std::optional<Problem> variable_fault(std::string_view name, std::string_view value);

}  // namespace interlock
