#include "codec/yaml_gap.hpp"

#include <algorithm>

namespace interlock {
namespace {

std::string_view first_line(std::string_view text) { return text.substr(0, text.find('\n')); }

}  // namespace

std::vector<GapLine> gap_lines(std::string_view gap) {
  std::vector<GapLine> lines;
  for (;;) {
    const auto line = first_line(gap);
    const auto blanks = std::min(line.find_first_not_of(" \t"), line.size());
    lines.push_back({blanks, line.substr(blanks)});
    if (line.size() == gap.size()) return lines;
    gap.remove_prefix(line.size() + 1);
  }
}

std::vector<std::string_view> yaml_comments(std::string_view text, const std::vector<YamlToken>& tokens) {
  std::vector<std::string_view> comments;
  const auto take = [&](std::string_view gap) {
    for (const auto& line : gap_lines(gap)) {
      if (!line.comment.empty()) comments.push_back(line.comment);
    }
  };
  std::size_t end = 0;
  for (const auto& token : tokens) {
    if (token.start == token.end) continue;
    take(text.substr(end, token.start - end));
    end = token.end;
    if (token.kind != YamlToken::Kind::block_scalar) continue;
    const auto header = first_line(text.substr(token.start));
    const auto sign = header.find('#');
    if (sign != std::string_view::npos) comments.push_back(header.substr(sign));
  }
  take(text.substr(end));
  return comments;
}

}  // namespace interlock
