// Works on the tokens of a text: between two of them there is nothing but blanks, line ends and comments. Each such gap
// is written anew; tokens are copied, and of those that have several lines only the indentation changes.
#include "codec/format_manifest.hpp"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "codec/yaml_gap.hpp"
#include "codec/yaml_layout.hpp"
#include "codec/yaml_scanner.hpp"
#include "codec/yaml_text.hpp"

namespace interlock {
namespace {

using TokenKind = YamlToken::Kind;

constexpr std::string_view kBlanks = " \t";

std::string spaces(std::size_t count) { return std::string(count, ' '); }

bool is_one_of(TokenKind kind, std::initializer_list<TokenKind> kinds) {
  return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

/// Whether two tokens of one line touch.
bool touches(TokenKind before, TokenKind next) {
  if (before == TokenKind::flow_start) return true;
  const bool is_loose =
      is_one_of(before, {TokenKind::key, TokenKind::value, TokenKind::anchor, TokenKind::tag});  // nothing follows it
  if (is_one_of(next, {TokenKind::flow_end, TokenKind::comma})) return !is_loose;
  return next == TokenKind::value && is_one_of(before, {TokenKind::plain, TokenKind::quoted, TokenKind::flow_end});
}

template <class Use>
void for_each_line(std::string_view text, const Use& use) {
  for (;;) {
    const auto end = text.find('\n');
    use(text.substr(0, end));
    if (end == std::string_view::npos) return;
    text.remove_prefix(end + 1);
  }
}

/// A plain or quoted scalar: blanks around its line breaks are no part of it, but for one that is escaped.
std::string folded(std::string_view text, std::size_t indent) {
  std::string result;
  for_each_line(text, [&](std::string_view line) {
    const bool is_first = result.empty();
    if (!is_first) line.remove_prefix(std::min(line.find_first_not_of(kBlanks), line.size()));
    const auto kept = line.substr(0, line.find_last_not_of(kBlanks) + 1);
    if (!kept.ends_with('\\')) line = kept;
    if (!is_first) result += '\n' + spaces(line.empty() ? 0 : indent);
    result += line;
  });
  return result;
}

/// A block scalar, whose lines move to the side, all by the same distance.
class Block {
 public:
  /// `text` has the empty lines behind the scalar too, as the scanner takes them.
  Block(std::string_view text, const YamlLayout& layout)
      : header_(text.substr(0, text.find('\n'))),
        body_(text.substr(std::min(header_.size() + 1, text.size()))),
        has_body_(!body_.empty()) {
    const auto indicators = header_.substr(0, header_.find_first_of(" \t#"));
    find_indent(indicators, layout);
    if (indicators.find('+') == std::string_view::npos) {
      drop_empty_lines_at_end();
    } else if (has_body_) {
      body_.remove_suffix(1);  // the line end of the last line
    }
  }

  /// How much of the text belongs to the value.
  std::size_t size() const { return header_.size() + (has_body_ ? 1 + body_.size() : 0); }

  std::string moved() const {
    const bool has_comment = header_.find('#') != std::string_view::npos;
    std::string result(has_comment ? header_ : header_.substr(0, header_.find_last_not_of(kBlanks) + 1));
    if (has_body_) for_each_line(body_, [&](std::string_view line) { result += '\n' + moved(line); });
    return result;
  }

 private:
  void find_indent(std::string_view indicators, const YamlLayout& layout) {
    const auto* parent = layout.innermost();
    const auto digit = indicators.find_first_of("123456789");
    const auto first = body_.find_first_not_of(" \n");
    if (digit != std::string_view::npos) {
      const auto told = static_cast<std::size_t>(indicators[digit] - '0');
      now_ = told + (parent != nullptr ? parent->column : 0);
      wanted_ = told + (parent != nullptr ? parent->indent : 0);
    } else if (first != std::string_view::npos) {
      now_ = first - (body_.rfind('\n', first) + 1);  // npos + 1 is 0
      // Outside of all lists and maps a line in the first column may look like a marker.
      wanted_ = parent != nullptr ? layout.inner() : *now_;
    }
  }

  void drop_empty_lines_at_end() {
    while (has_body_) {
      const auto start = body_.rfind('\n') + 1;  // npos + 1 is 0
      if (!is_empty(body_.substr(start))) return;
      has_body_ = start > 0;
      if (has_body_) body_ = body_.substr(0, start - 1);
    }
  }

  static std::size_t blanks(std::string_view line) { return std::min(line.find_first_not_of(' '), line.size()); }
  /// Blanks are part of the value from the indentation on, also where there is nothing else in the line.
  bool is_empty(std::string_view line) const { return !now_ || (blanks(line) == line.size() && line.size() <= *now_); }
  std::string moved(std::string_view line) const {
    return is_empty(line) ? std::string() : spaces(wanted_).append(line.substr(std::min(*now_, blanks(line))));
  }

  std::string_view header_, body_;
  bool has_body_;
  std::optional<std::size_t> now_;  // the indentation; nothing where all lines are empty
  std::size_t wanted_ = 0;
};

class Formatter {
 public:
  explicit Formatter(std::string_view text) : text_(text) {}

  void add(const YamlToken& token) {
    const auto indent = layout_.take(token);
    if (token.start == token.end) return;
    write_gap(text_.substr(done_, token.start - done_), indent, token.kind);
    done_ = token.start + write_token(text_.substr(token.start, token.end - token.start), token.kind);
    before_ = token.kind;
    layout_before_ = layout_;
  }
  std::string finish() && {
    write_gap(text_.substr(done_), 0, std::nullopt);
    return std::move(result_);
  }

 private:
  /// How much of the text it took.
  std::size_t write_token(std::string_view text, TokenKind kind) {
    if (kind == TokenKind::block_scalar) {
      const Block block(text, layout_);
      result_ += block.moved();
      return block.size();
    }
    const bool has_lines = text.find('\n') != std::string_view::npos;
    result_ += has_lines ? folded(text, std::max<std::size_t>(layout_.inner(), 2)) : std::string(text);
    return text.size();
  }

  void write_gap(std::string_view gap, std::size_t indent, std::optional<TokenKind> next) {
    const auto lines = gap_lines(gap);
    if (lines.size() == 1 && before_) {
      if (next && !touches(*before_, *next)) result_ += ' ';
      return;
    }
    bool is_apart = false;
    for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
      if (i == 0 && before_) {
        end_line(lines[i]);
      } else if (lines[i].comment.empty()) {
        is_apart = !result_.empty();
      } else {
        result_ += (std::exchange(is_apart, false) ? "\n" : "") +
                   spaces(layout_before_.of_comment(lines[i].blanks, indent)).append(lines[i].comment) + "\n";
      }
    }
    if (next) result_ += (is_apart ? "\n" : "") + spaces(indent);
  }
  void end_line(const GapLine& line) {
    if (!line.comment.empty()) result_ += spaces(std::max<std::size_t>(line.blanks, 1)).append(line.comment);
    result_ += '\n';
  }

  std::string_view text_;
  std::string result_;
  std::size_t done_ = 0;  // how far the text is written
  std::optional<TokenKind> before_;
  YamlLayout layout_;
  YamlLayout layout_before_;  // right behind the last token: lists and maps that end before the next are still open
};

Problem changed_meaning(const Source& source) {
  return {.rule = "B4",
          .exit = Exit::internal,
          .where = whole_file(source.name),
          .message = "formatting would change what the file says: a fault of interlock, so the file is left alone",
          .hint = "please report it, with the file if it may be shown"};
}

std::string in_style(std::string_view text, const std::vector<YamlToken>& tokens) {
  Formatter formatter(text);
  for (const auto& token : tokens) formatter.add(token);
  auto result = std::move(formatter).finish();
  return result.starts_with(kByteOrderMark) ? "\n" + result : result;  // in front it would be lost
}

}  // namespace

Result<std::string> format_manifest(const Source& source, const YamlLimits& limits) {
  Problems problems;
  const auto values = read_yaml(source, problems, limits);
  if (!problems.empty()) return problems;
  const auto text = readable_text(source, limits, problems);
  try {
    const auto tokens = yaml_tokens(*text);
    auto formatted = in_style(*text, tokens);
    auto no_less = limits;
    no_less.file_bytes = std::max(limits.file_bytes, formatted.size());  // indentation may have made it longer
    if (read_yaml({source.name, formatted}, problems, no_less) == values && problems.empty() &&
        yaml_comments(*text, tokens) == yaml_comments(formatted, yaml_tokens(formatted))) {
      return formatted;
    }
  } catch (const YamlFault&) {
    // What was formatted is no YAML any more.
  }
  return changed_meaning(source);
}

}  // namespace interlock
