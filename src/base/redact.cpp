#include "base/redact.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <set>

#include "base/http.hpp"
#include "base/text.hpp"

namespace interlock {
namespace {

constexpr std::size_t kShortest = 4;
constexpr std::size_t kLongestEscape = 10;   // "\U0001f600"
constexpr std::size_t kTellingPart = 8;      // bytes of a secret that was cut short and must still not be shown
constexpr std::string_view kEllipsis = "…";  // where `quoted` cuts

/// One character of the text as its writer meant it.
struct Unescaped {
  std::string bytes;
  std::size_t length = 0;
};

std::optional<std::uint32_t> number(std::string_view digits, int base) {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
  if (error != std::errc{} || end != digits.data() + digits.size() || value > 0x10FFFF) return std::nullopt;
  return value;
}

/// "%2F", "\x2f": one byte in two digits behind a prefix.
std::optional<Unescaped> hex_byte(std::string_view text, std::size_t prefix) {
  if (text.size() < prefix + 2) return std::nullopt;
  const auto value = number(text.substr(prefix, 2), 16);
  if (!value) return std::nullopt;
  return Unescaped{std::string(1, static_cast<char>(*value)), prefix + 2};
}

std::optional<Unescaped> code_point(std::string_view text, std::size_t prefix, std::size_t digits) {
  if (text.size() < prefix + digits) return std::nullopt;
  const auto value = number(text.substr(prefix, digits), 16);
  if (!value) return std::nullopt;
  return Unescaped{utf8(*value), prefix + digits};
}

std::optional<Unescaped> json_escape(std::string_view text) {
  static constexpr std::string_view kNames = "\"\\/bfnrt";
  static constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
  if (text.size() < 2) return std::nullopt;
  if (text[1] == 'u') return code_point(text, 2, 4);
  if (text[1] == 'U') return code_point(text, 2, 8);
  if (text[1] == 'x') return hex_byte(text, 2);
  const auto index = kNames.find(text[1]);
  if (index == std::string_view::npos) return std::nullopt;
  return Unescaped{std::string(1, kMeanings[index]), 2};
}

std::optional<Unescaped> html_escape(std::string_view text) {
  struct Entity {
    std::string_view name;
    char meaning;
  };
  static constexpr std::array kEntities{Entity{"amp", '&'}, Entity{"lt", '<'}, Entity{"gt", '>'}, Entity{"quot", '"'},
                                        Entity{"apos", '\''}};
  const auto end = text.substr(0, kLongestEscape).find(';');
  if (end == std::string_view::npos || end < 2) return std::nullopt;
  const auto name = text.substr(1, end - 1);
  for (const auto& entity : kEntities) {
    if (entity.name == name) return Unescaped{std::string(1, entity.meaning), end + 1};
  }
  if (name[0] != '#') return std::nullopt;
  const bool hex = name.size() > 1 && lower_case(name[1]) == 'x';
  const auto value = number(name.substr(hex ? 2 : 1), hex ? 16 : 10);
  if (!value) return std::nullopt;
  return Unescaped{utf8(*value), end + 1};
}

std::optional<Unescaped> unescaped(std::string_view text) {
  switch (text.front()) {
    case '%':
      return hex_byte(text, 1);
    case '\\':
      return json_escape(text);
    case '&':
      return html_escape(text);
    default:
      return std::nullopt;
  }
}

bool starts_an_escape(char c) { return c == '%' || c == '\\' || c == '&'; }

std::string hexadecimal(std::string_view bytes) {
  static constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    text += {kDigits[byte >> 4], kDigits[byte & 0xF]};
  }
  return text;
}

/// The characters of the base64 form that depend on the secret alone when `phase` bytes stand before it in a group.
std::string base64_core(std::string_view secret, std::size_t phase) {
  const auto encoded = base64(std::string(phase, '\0') + std::string(secret));
  const auto bits = (phase + secret.size()) * 8;
  const auto first = (phase * 8 + 5) / 6;
  return encoded.substr(first, bits / 6 - first);
}

std::string url_alphabet(std::string text) {
  std::replace(text.begin(), text.end(), '+', '-');
  std::replace(text.begin(), text.end(), '/', '_');
  return text;
}

}  // namespace

void Redactor::hide(const Secret& secret) {
  const auto text = secret.reveal();
  if (text.size() < kShortest) return;
  add(std::string(text));
  add(hexadecimal(text), true);
  for (std::size_t phase = 0; phase < 3; ++phase) {
    add(base64_core(text, phase));
    add(url_alphabet(base64_core(text, phase)));
  }
}

void Redactor::add(std::string text, bool any_case) {
  if (text.size() < kShortest) return;
  const bool known = std::any_of(patterns_.begin(), patterns_.end(), [&](const auto& p) { return p.text == text; });
  if (!known) patterns_.push_back({std::move(text), any_case});
}

/// Walks every reading of the text at once: a character may be meant as it is or as the beginning of an escape.
Redactor::Match Redactor::match(std::string_view text, const Pattern& pattern) {
  Match result;
  std::set<std::pair<std::size_t, std::size_t>> readings{{0, 0}};  // bytes of the pattern read, where in the text
  while (!readings.empty()) {
    const auto [read, at] = *readings.begin();
    readings.erase(readings.begin());
    if (read == pattern.text.size()) {
      result.length = std::max(result.length, at);
      continue;
    }
    const auto rest = text.substr(at);
    if (rest.empty() || kEllipsis.starts_with(rest)) result.open = true;
    if (rest.empty()) continue;
    if (read >= kTellingPart && rest.starts_with(kEllipsis)) result.length = std::max(result.length, at);
    const char wanted = pattern.text[read];
    if (rest.front() == wanted || (pattern.any_case && lower_case(rest.front()) == wanted))
      readings.insert({read + 1, at + 1});
    if (!starts_an_escape(rest.front())) continue;
    const auto escape = unescaped(rest);
    if (!escape && rest.size() < kLongestEscape) result.open = true;
    if (escape && pattern.text.compare(read, escape->bytes.size(), escape->bytes) == 0) {
      readings.insert({read + escape->bytes.size(), at + escape->length});
    }
  }
  return result;
}

Redactor::Match Redactor::match_at(std::string_view text) const {
  Match best;
  for (const auto& pattern : patterns_) {
    const char first = pattern.any_case ? lower_case(text.front()) : text.front();
    if (first != pattern.text.front() && !starts_an_escape(first)) continue;
    const auto found = match(text, pattern);
    best.length = std::max(best.length, found.length);
    best.open = best.open || found.open;
  }
  return best;
}

std::string Redactor::take(std::string_view& text, bool ended) const {
  std::string shown;
  while (!text.empty()) {
    const auto found = match_at(text);
    if (found.open && !ended) break;  // a longer secret may follow
    if (found.length > 0) {
      shown += kRedacted;
    } else {
      shown += text.front();
    }
    text.remove_prefix(std::max<std::size_t>(found.length, 1));
  }
  return shown;
}

std::string Redactor::redact(std::string_view text) const { return take(text, true); }

std::string Redactor::feed(std::string& pending, std::string_view chunk) const {
  pending += chunk;
  std::string_view rest = pending;
  auto shown = take(rest, false);
  pending.erase(0, pending.size() - rest.size());
  return shown;
}

}  // namespace interlock
