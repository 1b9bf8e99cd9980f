// Texts that have a normal form of their own.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "model/kind.hpp"

namespace interlock {

/// The text in the normal form that is compared, or nothing where it is none of that form. A plain text is its own. Of
/// a zone only the form is known ("Asia/Singapore"), not whether it exists; of a number that it is E.164.
std::optional<std::string> canonical_text(TextForm form, std::string_view text);

}  // namespace interlock
