#pragma once

#include <string_view>

namespace interlock {

/// The text of ASCII that the code point looks like, or nothing where it looks like itself alone (UTS #39).
std::string_view lookalike(char32_t c);

}  // namespace interlock
