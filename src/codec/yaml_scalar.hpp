#pragma once

#include <string>
#include <string_view>

#include "base/value.hpp"

namespace interlock {

/// What a plain (unquoted) scalar means in the core schema of YAML 1.2. A number that is no plain decimal 64-bit
/// integer (1e3, 0x1F, 0o17, 012, 2.5, .nan) becomes a Decimal with its text, so that a message can show it as it was
/// written (B5). What begins with a plus sign is text: telephone numbers do.
Value::Data plain_scalar(std::string text);

/// A double-quoted scalar that reads back as the text, with escapes for all that nobody sees.
std::string quoted_scalar(std::string_view text);

}  // namespace interlock
