#include "base/text.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <numeric>

#include "base/characters.hpp"

namespace interlock {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

std::string hex_escape(char32_t c) {
  static constexpr std::string_view kDigits = "0123456789abcdef";
  const int digits = c < 0x100 ? 2 : c < 0x10000 ? 4 : 8;
  std::string text = digits == 2 ? "\\x" : digits == 4 ? "\\u" : "\\U";
  for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) text += kDigits[(c >> shift) & 0xF];
  return text;
}

/// A step of UTF-8 decoding: the code point and its length in bytes; an invalid byte is -1 and 1.
struct Decoded {
  utf8proc_int32_t code_point;
  std::size_t bytes;
};

Decoded decode(std::string_view text) {
  utf8proc_int32_t code_point = -1;
  const auto length = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                       static_cast<utf8proc_ssize_t>(text.size()), &code_point);
  if (length <= 0) return {-1, 1};
  return {code_point, static_cast<std::size_t>(length)};
}

/// Commands of CI runners: `::` behind leading blanks, `##[` and `##vso[` anywhere (SEC13).
std::string without_log_commands(std::string text) {
  for (const std::string_view command : {"##[", "##vso["}) {
    for (auto at = text.find(command); at != std::string::npos; at = text.find(command, at + 1)) {
      text.replace(at, 2, "\\x23#");
    }
  }
  std::string_view rest = text;
  while (!rest.empty()) {
    const auto next = decode(rest);
    const auto category = utf8proc_category(next.code_point);
    if (category != UTF8PROC_CATEGORY_ZS && category != UTF8PROC_CATEGORY_CC) break;
    rest.remove_prefix(next.bytes);
  }
  if (rest.starts_with("::")) text.replace(text.size() - rest.size(), 1, "\\x3a");
  return text;
}

template <class Text>
std::string joined(std::span<const Text> parts, std::string_view separator) {
  std::string text;
  for (const auto& part : parts) {
    if (&part != parts.data()) text += separator;
    text += part;
  }
  return text;
}

/// Edits, swaps of neighbours included, from one text to the other; both are short (capped by the caller).
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1), row(b.size() + 1), next(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    next[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      next[j] = std::min({row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      const bool swap = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swap) next[j] = std::min(next[j], before[j - 2] + 1);
    }
    before.swap(row);
    row.swap(next);
  }
  return row[b.size()];
}

std::string folded(std::string_view text) {
  return lower_case(text.substr(0, 64));  // SEC26: the distance is quadratic
}

template <class Text>
std::vector<std::string> nearest_of(std::string_view wrong, std::span<const Text> known) {
  const auto target = folded(wrong);
  const auto allowed = std::max<std::size_t>(1, target.size() / 3);
  std::vector<std::pair<std::size_t, std::string>> found;
  for (const auto& name : known) {
    const auto candidate = folded(name);
    const auto gap = std::max(candidate.size(), target.size()) - std::min(candidate.size(), target.size());
    if (gap > allowed) continue;
    const auto distance = edit_distance(target, candidate);
    if (distance <= allowed) found.emplace_back(distance, std::string(name));
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  std::vector<std::string> names;
  for (auto& [distance, name] : found) {
    if (names.size() == 3) break;
    names.push_back(std::move(name));
  }
  return names;
}

std::string question(const std::vector<std::string>& names) {
  if (names.empty()) return {};
  std::string text = "did you mean ";
  for (std::size_t i = 0; i < names.size(); ++i) text += (i == 0 ? "" : " or ") + quoted(names[i]);
  return text + "?";
}

}  // namespace

std::string visible(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  while (!text.empty()) {
    const auto next = decode(text);
    if (next.code_point < 0) {
      result += hex_escape(static_cast<unsigned char>(text.front()));
    } else if (is_hidden(static_cast<char32_t>(next.code_point))) {
      result += hex_escape(static_cast<char32_t>(next.code_point));
    } else {
      result += text.substr(0, next.bytes);
    }
    text.remove_prefix(next.bytes);
  }
  return without_log_commands(std::move(result));
}

std::string quoted(std::string_view text, std::size_t limit) {
  std::string_view rest = text;
  for (std::size_t count = 0; count < limit && !rest.empty(); ++count) take_code_point(rest);
  const auto kept = text.substr(0, text.size() - rest.size());
  return "'" + visible(kept) + (rest.empty() ? "'" : "…'");
}

std::vector<std::string> nearest(std::string_view wrong, std::span<const std::string> known) {
  return nearest_of(wrong, known);
}
std::vector<std::string> nearest(std::string_view wrong, std::span<const std::string_view> known) {
  return nearest_of(wrong, known);
}
std::string did_you_mean(std::string_view wrong, std::span<const std::string> known) {
  return question(nearest_of(wrong, known));
}
std::string did_you_mean(std::string_view wrong, std::span<const std::string_view> known) {
  return question(nearest_of(wrong, known));
}

int likeness(std::string_view a, std::string_view b) {
  const auto x = folded(a);
  const auto y = folded(b);
  const auto longest = std::max<std::size_t>(1, std::max(x.size(), y.size()));
  return static_cast<int>(100 - 100 * edit_distance(x, y) / longest);
}

std::string join(std::span<const std::string> parts, std::string_view separator) { return joined(parts, separator); }
std::string join(std::span<const std::string_view> parts, std::string_view separator) {
  return joined(parts, separator);
}

char lower_case(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (auto& c : lower) c = lower_case(c);
  return lower;
}

std::string plural(std::size_t count, std::string_view noun) {
  return std::to_string(count) + " " + std::string(noun) + (count == 1 ? "" : "s");
}

std::optional<std::size_t> invalid_utf8(std::string_view text) {
  for (std::size_t offset = 0; offset < text.size();) {
    const auto next = decode(text.substr(offset));
    if (next.code_point < 0) return offset;
    offset += next.bytes;
  }
  return std::nullopt;
}

char32_t take_code_point(std::string_view& text) {
  const auto next = decode(text);
  text.remove_prefix(next.bytes);
  return next.code_point < 0 ? kReplacement : static_cast<char32_t>(next.code_point);
}

std::size_t code_points(std::string_view text) {
  std::size_t count = 0;
  for (; !text.empty(); ++count) take_code_point(text);
  return count;
}

std::string utf8(char32_t code_point) {
  std::array<utf8proc_uint8_t, 4> bytes{};
  const auto length = utf8proc_encode_char(static_cast<utf8proc_int32_t>(code_point), bytes.data());
  return std::string(bytes.begin(), bytes.begin() + length);
}

std::string nfc(std::string_view text) {
  utf8proc_uint8_t* composed = nullptr;
  const auto length =
      utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()), static_cast<utf8proc_ssize_t>(text.size()),
                   &composed, static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
  if (length < 0) return std::string(text);
  std::string result(reinterpret_cast<const char*>(composed), static_cast<std::size_t>(length));
  std::free(composed);
  return result;
}

}  // namespace interlock
