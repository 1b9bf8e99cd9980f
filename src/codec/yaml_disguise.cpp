#include "codec/yaml_disguise.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

#include "base/text.hpp"

namespace interlock {
namespace {

bool is_hidden(char32_t c) {
  static constexpr std::array<char32_t, 5> kOthers{0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF};
  return (c >= 0x80 && c <= 0x9F) || std::find(kOthers.begin(), kOthers.end(), c) != kOthers.end();
}

/// Every hidden character of the text, each once. Text is mostly ASCII: only bytes that may begin one are looked at.
std::vector<char32_t> hidden_characters(std::string_view text) {
  static constexpr std::string_view kFirstBytes = "\xC2\xE2\xEF";
  std::vector<char32_t> found;
  for (auto at = text.find_first_of(kFirstBytes); at != std::string_view::npos;
       at = text.find_first_of(kFirstBytes, at + 1)) {
    auto rest = text.substr(at);
    const auto c = take_code_point(rest);
    if (is_hidden(c) && std::find(found.begin(), found.end(), c) == found.end()) found.push_back(c);
  }
  return found;
}

void replace_all(std::string& text, std::string_view what, std::string_view with) {
  std::string result;
  std::size_t done = 0;
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, done)) {
    result.append(text, done, at - done).append(with);
    done = at + what.size();
  }
  text = result.append(text, done);
}

constexpr char32_t kFirstMask = 0xF0000;  // a plane of private use
constexpr std::size_t kMasks = 0xFFFE;

/// Which masks the text has already, as themselves or as escapes of a quoted scalar.
std::vector<bool> used_masks(std::string_view text) {
  std::vector<bool> used(kMasks);
  const auto use = [&](char32_t c) {
    if (c >= kFirstMask && c < kFirstMask + kMasks) used[c - kFirstMask] = true;
  };
  for (auto at = text.find('\xF3'); at != std::string_view::npos; at = text.find('\xF3', at + 1)) {
    auto rest = text.substr(at);
    use(take_code_point(rest));
  }
  for (auto at = text.find("\\U"); at != std::string_view::npos; at = text.find("\\U", at + 1)) {
    const auto digits = text.substr(at + 2, 8);
    std::uint32_t value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
    use(value);
  }
  return used;
}

}  // namespace

YamlDisguise::YamlDisguise(std::string_view text) : text_(text) {
  const auto characters = hidden_characters(text);
  if (characters.empty()) return;
  disguised_ = text;
  const auto used = used_masks(text);
  auto free = used.begin();
  for (const auto c : characters) {
    free = std::find(free, used.end(), false);
    if (free == used.end()) return;  // the text has all 65,534 of them: then libyaml refuses it
    const auto mask = kFirstMask + static_cast<char32_t>(free++ - used.begin());
    hidden_.emplace_back(utf8(c), utf8(mask));
    replace_all(disguised_, hidden_.back().first, hidden_.back().second);
  }
}

std::string YamlDisguise::revealed(std::string_view scalar) const {
  std::string text(scalar);
  for (const auto& [meant, seen] : hidden_) replace_all(text, seen, meant);
  return text;
}

std::vector<TabbedLine> tabbed_lines(std::string_view text) {
  std::vector<TabbedLine> lines;
  std::size_t line = 0, counted_to = 0;
  for (auto tab = text.find('\t'); tab != std::string_view::npos;) {
    const auto start = tab == 0 ? 0 : text.rfind('\n', tab - 1) + 1;  // npos + 1 is 0
    const auto end = std::min(text.find('\n', tab), text.size());
    const auto first = std::min(text.find_first_not_of(" \t", start), text.size());
    if (tab < first && (first >= end || text[first] == '#')) {
      const auto passed = text.substr(counted_to, start - counted_to);
      line += static_cast<std::size_t>(std::count(passed.begin(), passed.end(), '\n'));
      counted_to = start;
      lines.push_back({line, start, std::min(first, end) - start});
    }
    tab = text.find('\t', end);
  }
  return lines;
}

}  // namespace interlock
