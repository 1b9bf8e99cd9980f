// libyaml reads YAML 1.1. What 1.2 sees otherwise is kept from it by a disguise that moves nothing: a disguised text
// has the same lines, and each has as many code points.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace interlock {

/// NEL, LS and PS end a line in YAML 1.1, and libyaml refuses a byte order mark, C1 controls and two noncharacters. All
/// of them are text to YAML 1.2 (B15): libyaml sees private characters that do not occur in the text instead.
class YamlDisguise {
 public:
  /// Keeps a view of `text`, which has LF line ends and is valid UTF-8.
  explicit YamlDisguise(std::string_view text);
  YamlDisguise(const YamlDisguise&) = delete;
  YamlDisguise& operator=(const YamlDisguise&) = delete;

  std::string_view text() const { return hidden_.empty() ? text_ : disguised_; }
  bool hides() const { return !hidden_.empty(); }
  /// A scalar of the disguised text as it is meant.
  std::string revealed(std::string_view scalar) const;

 private:
  std::string_view text_;
  std::string disguised_;
  std::vector<std::pair<std::string, std::string>> hidden_;  // what is meant, what libyaml sees
};

/// A line that is blank or holds a comment only, with a tab in front.
struct TabbedLine {
  std::size_t line = 0;  // from 0
  std::size_t offset = 0;
  std::size_t blanks = 0;  // bytes before the comment or the end of the line
};

/// In YAML 1.2 such a line is empty wherever it stands outside of a block scalar; to libyaml its tab is an error.
std::vector<TabbedLine> tabbed_lines(std::string_view text);

}  // namespace interlock
