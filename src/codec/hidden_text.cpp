#include "codec/hidden_text.hpp"

#include <algorithm>

#include "base/characters.hpp"
#include "base/text.hpp"
#include "codec/text_file.hpp"

namespace interlock {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";
constexpr std::string_view kTokenEnds = " \t\r\n,[]{}";

bool ends_line(std::string_view text, std::size_t at) {
  return text[at] == '\n' || (text[at] == '\r' && text.substr(at + 1, 1) != "\n");
}

/// Behind its first line; that is how a line end comes into double quotes without an escape.
bool has_empty_line(std::string_view text) {
  bool is_empty = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_end = ends_line(text, i);
    if (is_end && is_empty) return true;
    is_empty = is_end || (is_empty && kBlanks.find(text[i]) != std::string_view::npos);
  }
  return false;
}

}  // namespace

HiddenText::HiddenText(const Source& source) : text_(source.text) {
  std::size_t at = text_.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
  lines_.push_back(at);
  std::uint32_t column = 1;
  while (at < text_.size()) {
    auto rest = text_.substr(at);
    const char32_t c = take_code_point(rest);
    const auto line = static_cast<std::uint32_t>(lines_.size());
    const bool is_break = c == '\r' || c == '\n';
    if (!is_break && is_hidden(c)) characters_.push_back({at, line, column, c});
    const bool is_end = is_break && ends_line(text_, at);
    at = text_.size() - rest.size();
    ++column;
    if (!is_end) continue;
    lines_.push_back(at);
    column = 1;
  }
}

std::size_t HiddenText::offset_of(const Place& at) const {
  if (at.line == 0 || at.line > lines_.size()) return text_.size();
  auto rest = text_.substr(lines_[at.line - 1]);
  for (std::uint32_t column = 1; column < at.column && !rest.empty(); ++column) take_code_point(rest);
  return text_.size() - rest.size();
}

std::size_t HiddenText::end_of_token(std::size_t at) const {
  return std::min(text_.find_first_of(kTokenEnds, at), text_.size());
}

/// Behind the anchor and the tag in front of it; of an alias where the anchor is that it names.
std::size_t HiddenText::start_of_scalar(std::size_t at) const {
  if (text_.substr(at, 1) == "*") {
    const auto anchor = "&" + std::string(text_.substr(at + 1, end_of_token(at) - at - 1));
    auto found = text_.rfind(anchor, at);
    while (found != std::string_view::npos && found > 0 && end_of_token(found) != found + anchor.size()) {
      found = text_.rfind(anchor, found - 1);
    }
    if (found != std::string_view::npos) at = found;
  }
  while (at < text_.size() && (text_[at] == '&' || text_[at] == '!')) {
    at = std::min(text_.find_first_not_of(kBlanks, end_of_token(at)), text_.size());
  }
  return at;
}

std::size_t HiddenText::closing_quote(std::size_t at) const {
  while (++at < text_.size() && text_[at] != '"') {
    if (text_[at] == '\\') ++at;
  }
  return std::min(at, text_.size());
}

std::span<const HiddenCharacter> HiddenText::between(std::size_t start, std::size_t end) const {
  const auto behind = [](const HiddenCharacter& character, std::size_t offset) { return character.offset < offset; };
  const auto first = std::lower_bound(characters_.begin(), characters_.end(), start, behind);
  return {first, std::lower_bound(first, characters_.end(), end, behind)};
}

std::vector<HiddenCharacter> HiddenText::in_scalar(const Place& at, std::u32string_view hidden) const {
  const auto start = start_of_scalar(offset_of(at));
  if (text_.substr(start, 1) != "\"") return behind(start, at, hidden);
  const auto end = closing_quote(start);
  std::vector<HiddenCharacter> found;
  if (hidden.find(U'\n') != std::u32string_view::npos && has_empty_line(text_.substr(start, end - start))) {
    found.push_back({start, at.line, at.column, U'\n'});
  }
  for (const auto& character : between(start, end)) {
    // Tabs in front of a line that goes on are none of the text.
    if (hidden.find(character.code_point) != std::u32string_view::npos) found.push_back(character);
  }
  return found;
}

std::vector<HiddenCharacter> HiddenText::behind(const Place& at, std::u32string_view hidden) const {
  return behind(offset_of(at), at, hidden);
}

std::vector<HiddenCharacter> HiddenText::behind(std::size_t start, const Place& at, std::u32string_view hidden) const {
  const auto rest = between(start, text_.size());
  auto next = rest.begin();
  std::vector<HiddenCharacter> found;
  for (const char32_t wanted : hidden) {
    const auto same =
        std::find_if(next, rest.end(), [&](const auto& character) { return character.code_point == wanted; });
    if (same == rest.end()) {
      found.push_back({start, at.line, at.column, wanted});
    } else {
      found.push_back(*same);
      next = same + 1;
    }
  }
  return found;
}

std::u32string hidden_in(std::string_view text) {
  const auto is_plain = [](char c) { return c >= 0x20 && c < 0x7F; };  // a byte of UTF-8 is negative
  std::u32string hidden;
  if (std::all_of(text.begin(), text.end(), is_plain)) return hidden;
  while (!text.empty()) {
    const char32_t c = take_code_point(text);
    if (is_hidden(c)) hidden += c;
  }
  return hidden;
}

// All of them are E2 80 AA to AE and E2 81 A6 to A9.
bool has_reordering(std::string_view text) {
  for (auto at = text.find('\xE2'); at != std::string_view::npos; at = text.find('\xE2', at + 1)) {
    auto rest = text.substr(at);
    if (is_reordering(take_code_point(rest))) return true;
  }
  return false;
}

}  // namespace interlock
