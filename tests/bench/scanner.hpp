#pragma once

#include <cstddef>
#include <string>

namespace interlock::bench {

/// The events that the scanner under the codec finds in the text. Nothing is kept of them: no reader on that scanner
/// can be faster.
std::size_t scanner_events(const std::string& text);

}  // namespace interlock::bench
