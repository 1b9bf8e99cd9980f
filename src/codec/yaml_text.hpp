// What is wrong with a file before it is YAML at all, and the one form of its bytes that the parser sees.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/problem.hpp"
#include "codec/source.hpp"
#include "codec/yaml.hpp"

namespace interlock {

/// The text with LF at every line end and without a byte order mark, so that positions do not depend on either (B15).
/// Nothing where the file is no YAML 1.2 text of ours: too large, another encoding, encrypted or binary, a template, an
/// unresolved merge, a directive (B14, B16, B88-B90). Then there is exactly one problem: what follows from it is noise.
std::optional<std::string> readable_text(const Source& source, const YamlLimits& limits, Problems& problems);

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

}  // namespace interlock
