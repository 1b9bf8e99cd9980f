// What every text file must be, whatever its format, and the one form of its bytes that the readers see.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/problem.hpp"
#include "codec/source.hpp"

namespace interlock {

/// In front of a text it says that the text is UTF-8, and is no part of it; anywhere else it is.
inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

using TextCheck = std::optional<Problem> (*)(std::string_view text, const std::string& name);

/// What a format asks of its files.
struct TextFormat {
  std::string_view name;  // "YAML": in messages
  std::size_t file_bytes;
  bool has_escapes = false;             // whether a control character can be written as "\x1b" (B14)
  std::span<const TextCheck> checks{};  // of the text that the reader would see
};

/// The text with LF at every line end and without a byte order mark, so that positions do not depend on either (B15).
/// Nothing where the file is too large, in another encoding, encrypted or binary, an unresolved merge (B14, B16, B89,
/// B90), or where a check of the format says so. Then there is exactly one problem: what follows from it is noise.
std::optional<std::string> plain_text(const Source& source, const TextFormat& format, Problems& problems);

/// Places of a text that has LF line ends, for positions that mostly come in ascending order.
class Places {
 public:
  Places(std::string_view text, std::string name);

  /// Of the byte at `offset`, `column` bytes behind the start of line `line` (both from 0).
  Place at(std::size_t offset, std::size_t line, std::size_t column);
  Place of_offset(std::size_t offset);  // from the start of the text: for the one position of a problem

 private:
  std::string_view text_;
  std::shared_ptr<const std::string> file_;
  std::size_t line_start_ = 0;
  std::size_t counted_to_ = 0;  // code points of the line are counted up to here: long lines stay linear
  std::uint32_t column_ = 1;
};

Place place_of(std::string_view text, const std::string& name, std::size_t offset);

}  // namespace interlock
