#include "codec/yaml_scanner.hpp"

#include <yaml.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <new>
#include <optional>
#include <string>
#include <utility>

#include "base/text.hpp"
#include "codec/yaml_disguise.hpp"

namespace interlock {
namespace {

YamlMark mark_of(const yaml_mark_t& mark) { return {mark.line, mark.column}; }

std::string_view view(const yaml_char_t* text) {
  return text != nullptr ? std::string_view(reinterpret_cast<const char*>(text)) : std::string_view();
}

/// libyaml decodes all that it has been given before the first event, so it gets little at a time: starting afresh
/// behind a document stays cheap.
int read_slice(void* data, unsigned char* buffer, std::size_t size, std::size_t* count) {
  static constexpr std::size_t kSlice = 1024;
  auto& rest = *static_cast<std::string_view*>(data);
  *count = std::min({size, kSlice, rest.size()});
  std::memcpy(buffer, rest.data(), *count);
  rest.remove_prefix(*count);
  return 1;
}

/// A parser of libyaml on a text that outlives it.
class Libyaml {
 public:
  explicit Libyaml(std::string_view text) : rest_(text) {
    if (yaml_parser_initialize(&parser_) == 0) throw std::bad_alloc();
    yaml_parser_set_encoding(&parser_, YAML_UTF8_ENCODING);
    yaml_parser_set_input(&parser_, read_slice, &rest_);
  }
  Libyaml(const Libyaml&) = delete;
  Libyaml& operator=(const Libyaml&) = delete;
  ~Libyaml() {
    yaml_event_delete(&event_);
    yaml_parser_delete(&parser_);
  }

  /// Valid until the next call.
  const yaml_event_t& next_event() {
    yaml_event_delete(&event_);
    if (yaml_parser_parse(&parser_, &event_) == 0) fail();
    return event_;
  }
  /// For yaml_token_delete.
  yaml_token_t next_token() {
    yaml_token_t token{};
    if (yaml_parser_scan(&parser_, &token) == 0) fail();
    return token;
  }

 private:
  [[noreturn]] void fail() const {
    if (parser_.error == YAML_MEMORY_ERROR) throw std::bad_alloc();
    YamlFault fault{.problem = parser_.problem, .at = mark_of(parser_.problem_mark)};
    if (parser_.context != nullptr) {
      fault.context = parser_.context;
      fault.context_at = mark_of(parser_.context_mark);
    }
    // What the reader of characters refuses has no mark of its own; the parser stands at most some characters before.
    if (parser_.error == YAML_READER_ERROR) fault.at = mark_of(parser_.mark);
    throw fault;
  }

  std::string_view rest_;
  yaml_parser_t parser_{};
  yaml_event_t event_{};
};

/// From marks to offsets of bytes, in ascending order.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : text_(text) {}

  std::size_t offset_of(const YamlMark& mark) {
    for (; line_ < mark.line; ++line_, column_ = 0) {
      offset_ = std::min(text_.find('\n', offset_), text_.size() - 1) + 1;
    }
    auto rest = text_.substr(offset_);
    for (; column_ < mark.column && !rest.empty(); ++column_) take_code_point(rest);
    offset_ = text_.size() - rest.size();
    return offset_;
  }

 private:
  std::string_view text_;
  std::size_t offset_ = 0, line_ = 0, column_ = 0;
};

/// The next character that is neither blank nor part of a comment.
std::size_t behind_gap(std::string_view text, std::size_t offset) {
  while (offset < text.size()) {
    offset = std::min(text.find_first_not_of(" \t\n", offset), text.size());
    if (offset == text.size() || text[offset] != '#') break;
    offset = std::min(text.find('\n', offset), text.size());
  }
  return offset;
}

bool is_marker(std::string_view text, std::size_t offset, std::string_view marker) {
  const auto behind = offset + marker.size();
  return (offset == 0 || text[offset - 1] == '\n') && text.substr(offset).starts_with(marker) &&
         (behind >= text.size() || std::string_view(" \t\n").find(text[behind]) != std::string_view::npos);
}

/// The line behind the `...` lines that stand before anything else.
std::size_t behind_document_ends(std::string_view text, std::size_t offset) {
  auto next = behind_gap(text, offset);
  while (is_marker(text, next, "...")) {
    offset = std::min(text.find('\n', next), text.size());
    next = behind_gap(text, offset);
  }
  return offset;
}

/// Where a document begins without a marker, which YAML 1.2 allows behind the `...` of the last one.
std::optional<std::size_t> bare_document(std::string_view text, std::size_t offset) {
  offset = behind_document_ends(text, offset);
  const auto next = behind_gap(text, offset);
  if (next == text.size() || text[next] == '%' || is_marker(text, next, "---")) return std::nullopt;
  const auto line_start = text.rfind('\n', next) + 1;
  return line_start > offset ? std::optional(line_start) : std::nullopt;
}

/// Whether `! ` stands among the properties of a node: libyaml drops it, and the 12 of `! 12` looks like a number.
bool is_marked_text(std::string_view text, std::size_t offset) {
  while (offset < text.size() && (text[offset] == '&' || text[offset] == '!')) {
    const auto end = std::min(text.find_first_of(" \t\n", offset), text.size());
    const auto word = text.substr(offset, end - offset);
    if (word == "!" || word == "!<!>") return true;
    offset = behind_gap(text, end);
  }
  return false;
}

using TokenKind = YamlToken::Kind;

struct TokenType {
  yaml_token_type_t type;
  TokenKind kind;
};
constexpr std::array kTokenTypes{
    TokenType{YAML_DOCUMENT_START_TOKEN, TokenKind::document_start},
    TokenType{YAML_DOCUMENT_END_TOKEN, TokenKind::document_end},
    TokenType{YAML_BLOCK_SEQUENCE_START_TOKEN, TokenKind::block_list},
    TokenType{YAML_BLOCK_MAPPING_START_TOKEN, TokenKind::block_map},
    TokenType{YAML_BLOCK_END_TOKEN, TokenKind::block_end},
    TokenType{YAML_FLOW_SEQUENCE_START_TOKEN, TokenKind::flow_start},
    TokenType{YAML_FLOW_MAPPING_START_TOKEN, TokenKind::flow_start},
    TokenType{YAML_FLOW_SEQUENCE_END_TOKEN, TokenKind::flow_end},
    TokenType{YAML_FLOW_MAPPING_END_TOKEN, TokenKind::flow_end},
    TokenType{YAML_BLOCK_ENTRY_TOKEN, TokenKind::entry},
    TokenType{YAML_FLOW_ENTRY_TOKEN, TokenKind::comma},
    TokenType{YAML_KEY_TOKEN, TokenKind::key},
    TokenType{YAML_VALUE_TOKEN, TokenKind::value},
    TokenType{YAML_ALIAS_TOKEN, TokenKind::alias},
    TokenType{YAML_ANCHOR_TOKEN, TokenKind::anchor},
    TokenType{YAML_TAG_TOKEN, TokenKind::tag},
    TokenType{YAML_VERSION_DIRECTIVE_TOKEN, TokenKind::directive},
    TokenType{YAML_TAG_DIRECTIVE_TOKEN, TokenKind::directive},
};

TokenKind scalar_kind(yaml_scalar_style_t style) {
  if (style == YAML_PLAIN_SCALAR_STYLE) return TokenKind::plain;
  const bool is_block = style == YAML_LITERAL_SCALAR_STYLE || style == YAML_FOLDED_SCALAR_STYLE;
  return is_block ? TokenKind::block_scalar : TokenKind::quoted;
}

/// Nothing for the ends of the stream.
std::optional<TokenKind> kind_of(const yaml_token_t& token) {
  if (token.type == YAML_SCALAR_TOKEN) return scalar_kind(token.data.scalar.style);
  const auto row = std::find_if(kTokenTypes.begin(), kTokenTypes.end(),
                                [&](const TokenType& known) { return known.type == token.type; });
  return row != kTokenTypes.end() ? std::optional(row->kind) : std::nullopt;
}

/// Calls `use` with the kind and the marks of each token.
template <class Use>
void scan(std::string_view text, const Use& use) {
  Libyaml libyaml(text);
  for (auto type = YAML_NO_TOKEN; type != YAML_STREAM_END_TOKEN;) {
    auto token = libyaml.next_token();
    type = token.type;
    const auto kind = kind_of(token);
    const auto start = mark_of(token.start_mark), end = mark_of(token.end_mark);
    yaml_token_delete(&token);
    if (kind) use(*kind, start, end);
  }
}

/// The text with spaces for the tabs of its tabbed lines, but for those in block scalars, whose content they may be.
/// Which lines these are is found in the text without any such tab: it has the same block scalars, save where a tab
/// stands in the indentation of one, and there the text is no YAML.
std::string without_tabs(std::string_view text, const std::vector<TabbedLine>& lines) {
  std::string plain(text);
  for (const auto& line : lines) {
    const auto begin = plain.begin() + static_cast<std::ptrdiff_t>(line.offset);
    std::replace(begin, begin + static_cast<std::ptrdiff_t>(line.blanks), '\t', ' ');
  }
  std::string result = plain;
  auto line = lines.begin();
  try {
    scan(plain, [&](TokenKind kind, const YamlMark& start, const YamlMark& end) {
      while (line != lines.end() && line->line <= start.line) ++line;
      for (; kind == TokenKind::block_scalar && line != lines.end() && line->line <= end.line; ++line) {
        result.replace(line->offset, line->blanks, text, line->offset, line->blanks);
      }
    });
  } catch (const YamlFault&) {
    // Nothing behind it is read.
  }
  return result;
}

/// What libyaml gets to see of a text.
class Sight {
 public:
  explicit Sight(std::string_view text) : disguise_(text), text_(disguise_.text()) {
    const auto lines = tabbed_lines(text_);
    if (lines.empty()) return;
    untabbed_ = without_tabs(text_, lines);
    text_ = untabbed_;
  }
  std::string_view text() const { return text_; }
  const YamlDisguise& disguise() const { return disguise_; }

 private:
  YamlDisguise disguise_;
  std::string untabbed_;
  std::string_view text_;
};

struct EventType {
  yaml_event_type_t type;
  YamlEvent::Kind kind;
};
constexpr std::array kEventTypes{
    EventType{YAML_STREAM_END_EVENT, YamlEvent::Kind::end},
    EventType{YAML_DOCUMENT_START_EVENT, YamlEvent::Kind::document_start},
    EventType{YAML_DOCUMENT_END_EVENT, YamlEvent::Kind::document_end},
    EventType{YAML_ALIAS_EVENT, YamlEvent::Kind::alias},
    EventType{YAML_SCALAR_EVENT, YamlEvent::Kind::scalar},
    EventType{YAML_SEQUENCE_START_EVENT, YamlEvent::Kind::list},
    EventType{YAML_MAPPING_START_EVENT, YamlEvent::Kind::map},
    EventType{YAML_SEQUENCE_END_EVENT, YamlEvent::Kind::close},
    EventType{YAML_MAPPING_END_EVENT, YamlEvent::Kind::close},
};

template <class Node>
void take_properties(YamlEvent& event, const Node& node) {
  event.anchor = view(node.anchor);
  event.tag = view(node.tag);
}

YamlEvent described(const yaml_event_t& found, YamlEvent::Kind kind) {
  YamlEvent event{.kind = kind, .start = mark_of(found.start_mark), .end = mark_of(found.end_mark)};
  const auto& data = found.data;
  if (kind == YamlEvent::Kind::alias) event.anchor = view(data.alias.anchor);
  if (kind == YamlEvent::Kind::scalar) {
    take_properties(event, data.scalar);
    event.text = {reinterpret_cast<const char*>(data.scalar.value), data.scalar.length};
    event.is_plain = data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
  }
  if (kind == YamlEvent::Kind::list) {
    take_properties(event, data.sequence_start);
    event.is_flow = data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE;
  }
  if (kind == YamlEvent::Kind::map) {
    take_properties(event, data.mapping_start);
    event.is_flow = data.mapping_start.style == YAML_FLOW_MAPPING_STYLE;
  }
  return event;
}

}  // namespace

std::vector<YamlToken> yaml_tokens(std::string_view text) {
  const Sight sight(text);
  Cursor cursor(text);
  std::vector<YamlToken> tokens;
  scan(sight.text(), [&](TokenKind kind, const YamlMark& start, const YamlMark& end) {
    const auto from = cursor.offset_of(start);
    tokens.push_back({kind, from, cursor.offset_of(end), start});
  });
  return tokens;
}

struct YamlScanner::State {
  State(std::string_view text, std::size_t first)
      : sight(text),
        seen(sight.text()),
        may_mark_text(seen.find('!') != std::string_view::npos),
        cursor(seen),
        first_line(first),
        line(first) {
    start_at(behind_document_ends(seen, 0));
  }

  /// libyaml reads on from there as though nothing stood before.
  void start_at(std::size_t next) {
    const auto passed = seen.substr(offset, next - offset);
    line += static_cast<std::size_t>(std::count(passed.begin(), passed.end(), '\n'));
    offset = next;
    libyaml.emplace(seen.substr(offset));
  }
  std::size_t offset_of(const YamlMark& mark) { return cursor.offset_of({mark.line - first_line, mark.column}); }

  YamlEvent next();
  void mend_scalar(YamlEvent& event);

  Sight sight;
  std::string_view seen;
  bool may_mark_text;
  Cursor cursor;
  std::size_t first_line;
  std::size_t offset = 0, line;  // where libyaml started
  std::optional<Libyaml> libyaml;
  std::string revealed;
};

YamlEvent YamlScanner::State::next() {
  for (;;) {
    const auto& found = libyaml->next_event();
    const auto type = std::find_if(kEventTypes.begin(), kEventTypes.end(),
                                   [&](const EventType& known) { return known.type == found.type; });
    if (type == kEventTypes.end()) continue;  // the start of the stream
    auto event = described(found, type->kind);
    event.start.line += line;
    event.end.line += line;
    if (type->kind == YamlEvent::Kind::scalar) mend_scalar(event);
    if (type->kind == YamlEvent::Kind::document_end && found.data.document_end.implicit == 0) {
      if (const auto bare = bare_document(seen, offset_of(event.end))) start_at(*bare);
    }
    return event;
  }
}

void YamlScanner::State::mend_scalar(YamlEvent& event) {
  // Where text and marks have the same length, there is nothing but the text.
  const bool is_alone =
      event.start.line == event.end.line && event.text.size() == event.end.column - event.start.column;
  if (may_mark_text && event.is_plain && event.tag.empty() && !is_alone &&
      is_marked_text(seen, offset_of(event.start))) {
    event.tag = "!";
  }
  if (!sight.disguise().hides()) return;
  revealed = sight.disguise().revealed(event.text);
  event.text = revealed;
}

YamlScanner::YamlScanner(std::string_view text, std::size_t first_line)
    : state_(std::make_unique<State>(text, first_line)) {}
YamlScanner::~YamlScanner() = default;

YamlEvent YamlScanner::next() {
  try {
    return state_->next();
  } catch (YamlFault& fault) {
    fault.at.line += state_->line;
    fault.context_at.line += state_->line;
    throw;
  }
}

}  // namespace interlock
