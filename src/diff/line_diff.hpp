// Texts compared line by line, for people.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace interlock {

enum class LineFate { kept, removed, added };

struct DiffLine {
  LineFate fate{};
  std::string line{};  // without its line break
  friend bool operator==(const DiffLine&, const DiffLine&) = default;
};

/// Every line of both texts, in order; what was replaced stands as removed lines before added ones. A shortest diff for
/// texts of ordinary size. The break behind the last line makes no line of its own.
std::vector<DiffLine> line_diff(std::string_view before, std::string_view after);

}  // namespace interlock
