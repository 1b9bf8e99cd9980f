#include "codec/yaml_layout.hpp"

#include <algorithm>
#include <utility>

namespace interlock {

using Kind = YamlToken::Kind;
using Shape = YamlLayout::Level::Shape;

std::size_t YamlLayout::take(const YamlToken& token) {
  const bool is_key = std::exchange(is_key_, false);
  if (token.start < token.end) is_awaited_ = token.kind == Kind::value || token.kind == Kind::entry;
  switch (token.kind) {
    case Kind::document_start:
    case Kind::document_end:
    case Kind::directive:
      levels_.clear();
      return 0;
    case Kind::block_list:
      open(Shape::list, token);
      return inner();
    case Kind::block_map:
      open(Shape::map, token);
      return inner();
    case Kind::block_end:
      close_implied();
      close();
      return inner();
    case Kind::entry:
      if (!is_in(Shape::list)) open(Shape::list, token, true);
      return levels_.back().indent;
    case Kind::key:
    case Kind::value:
      close_implied();
      is_key_ = token.start == token.end;
      return is_in(Shape::map) ? levels_.back().indent : inner();
    case Kind::flow_start: {
      const auto indent = inner();
      open(Shape::brackets, token);
      return indent;
    }
    case Kind::flow_end: {
      const auto indent = levels_.back().indent;
      close();
      return indent;
    }
    case Kind::plain:
      // A document that is one text: in the first column it might look like a marker.
      if (levels_.empty()) return token.at.column;
      [[fallthrough]];
    default:
      return is_key && is_in(Shape::map) ? levels_.back().indent : inner();
  }
}

std::size_t YamlLayout::of_comment(std::size_t column, std::size_t next) const {
  for (auto level = levels_.rbegin(); level != levels_.rend(); ++level) {
    if (level->shape == Shape::brackets) return level->indent + kStep;
    const bool is_within = level->is_implied ? column > level->column : column >= level->column;
    if (!is_within) continue;
    const bool is_value = level == levels_.rbegin() && is_awaited_ && column > level->column;
    return std::max(next, is_value ? level->indent + kStep : level->indent);
  }
  return next;
}

void YamlLayout::open(Shape shape, const YamlToken& token, bool is_implied) {
  levels_.push_back({shape, token.at.column, inner(), is_implied});
}

void YamlLayout::close() {
  if (!levels_.empty()) levels_.pop_back();
}

void YamlLayout::close_implied() {
  if (!levels_.empty() && levels_.back().is_implied) levels_.pop_back();
}

}  // namespace interlock
