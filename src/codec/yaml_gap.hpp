// What stands between the tokens of a YAML text: blanks, line ends and comments.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "codec/yaml_scanner.hpp"

namespace interlock {

/// A line of a gap, or the part of it that belongs to the gap.
struct GapLine {
  std::size_t blanks = 0;
  std::string_view comment{};  // from its sign to the end of the line; empty where there is none
};

/// At least one: the first one ends the line of the token before, the last one stands before the token behind.
std::vector<GapLine> gap_lines(std::string_view gap);

/// Every comment of the text, in order, also those behind the `|` of a block scalar.
std::vector<std::string_view> yaml_comments(std::string_view text, const std::vector<YamlToken>& tokens);

}  // namespace interlock
