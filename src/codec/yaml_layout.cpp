#include "codec/yaml_layout.hpp"

#include <algorithm>
#include <utility>

namespace interlock {

using TokenKind = YamlToken::Kind;
using LevelShape = YamlLayout::Level::Shape;

std::size_t YamlLayout::take(const YamlToken& token) {
  const bool is_key = std::exchange(is_key_, false);
  if (token.start < token.end) is_awaited_ = token.kind == TokenKind::value || token.kind == TokenKind::entry;
  switch (token.kind) {
    case TokenKind::document_start:
    case TokenKind::document_end:
    case TokenKind::directive:
      levels_.clear();
      return 0;
    case TokenKind::block_list:
      open(LevelShape::list, token);
      return inner();
    case TokenKind::block_map:
      open(LevelShape::map, token);
      return inner();
    case TokenKind::block_end:
      close_implied();
      close();
      return inner();
    case TokenKind::entry:
      if (!is_in(LevelShape::list)) open(LevelShape::list, token, true);
      return levels_.back().indent;
    case TokenKind::key:
    case TokenKind::value:
      close_implied();
      is_key_ = token.start == token.end;
      return is_in(LevelShape::map) ? levels_.back().indent : inner();
    case TokenKind::flow_start: {
      const auto indent = inner();
      open(LevelShape::brackets, token);
      return indent;
    }
    case TokenKind::flow_end: {
      const auto indent = levels_.back().indent;
      close();
      return indent;
    }
    case TokenKind::plain:
      // A document that is one text: in the first column it might look like a marker.
      if (levels_.empty()) return token.at.column;
      [[fallthrough]];
    default:
      return is_key && is_in(LevelShape::map) ? levels_.back().indent : inner();
  }
}

std::size_t YamlLayout::of_comment(std::size_t column, std::size_t next) const {
  for (auto level = levels_.rbegin(); level != levels_.rend(); ++level) {
    if (level->shape == LevelShape::brackets) return level->indent + kStep;
    const bool is_within = level->is_implied ? column > level->column : column >= level->column;
    if (!is_within) continue;
    const bool is_value = level == levels_.rbegin() && is_awaited_ && column > level->column;
    return std::max(next, is_value ? level->indent + kStep : level->indent);
  }
  return next;
}

void YamlLayout::open(LevelShape shape, const YamlToken& token, bool is_implied) {
  levels_.push_back({shape, token.at.column, inner(), is_implied});
}

void YamlLayout::close() {
  if (!levels_.empty()) levels_.pop_back();
}

void YamlLayout::close_implied() {
  if (!levels_.empty() && levels_.back().is_implied) levels_.pop_back();
}

}  // namespace interlock
