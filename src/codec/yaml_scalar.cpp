#include "codec/yaml_scalar.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <utility>

#include "base/characters.hpp"
#include "base/text.hpp"
#include "codec/json.hpp"

namespace interlock {
namespace {

struct Word {
  std::string_view text;
  enum { null, yes, no, number } meaning;
};
constexpr std::array kWords{
    Word{"", Word::null},        Word{"~", Word::null},      Word{"null", Word::null},    Word{"Null", Word::null},
    Word{"NULL", Word::null},    Word{"true", Word::yes},    Word{"True", Word::yes},     Word{"TRUE", Word::yes},
    Word{"false", Word::no},     Word{"False", Word::no},    Word{"FALSE", Word::no},     Word{".inf", Word::number},
    Word{".Inf", Word::number},  Word{".INF", Word::number}, Word{"-.inf", Word::number}, Word{"-.Inf", Word::number},
    Word{"-.INF", Word::number}, Word{".nan", Word::number}, Word{".NaN", Word::number},  Word{".NAN", Word::number},
};

constexpr std::string_view kDigits = "0123456789";

/// Removes the digits at the front; whether there was one.
bool take_digits(std::string_view& text) {
  const auto count = std::min(text.find_first_not_of(kDigits), text.size());
  text.remove_prefix(count);
  return count > 0;
}

bool take(std::string_view& text, std::string_view any_of) {
  if (text.empty() || any_of.find(text.front()) == std::string_view::npos) return false;
  text.remove_prefix(1);
  return true;
}

bool is_based(std::string_view text, std::string_view prefix, std::string_view digits) {
  return text.starts_with(prefix) && text.size() > prefix.size() &&
         text.find_first_not_of(digits, prefix.size()) == std::string_view::npos;
}

bool is_number(std::string_view text) {
  if (is_based(text, "0x", "0123456789abcdefABCDEF") || is_based(text, "0o", "01234567")) return true;
  take(text, "-");
  const bool whole = take_digits(text);
  const bool fraction = take(text, ".") && take_digits(text);
  if (!whole && !fraction) return false;
  if (text.empty()) return true;
  if (!take(text, "eE")) return false;
  take(text, "+-");
  return take_digits(text) && text.empty();
}

/// Written as JSON writes integers, so that the number alone says how it was written.
bool is_canonical(std::string_view text) {
  const auto digits = text.starts_with('-') ? text.substr(1) : text;
  return !digits.empty() && (digits.front() != '0' || text == "0") &&
         digits.find_first_not_of(kDigits) == std::string_view::npos;
}

}  // namespace

Value::Data plain_scalar(std::string text) {
  const auto word = std::find_if(kWords.begin(), kWords.end(), [&](const Word& row) { return row.text == text; });
  if (word != kWords.end()) {
    if (word->meaning == Word::null) return Null{};
    if (word->meaning == Word::number) return Decimal{std::move(text)};
    return word->meaning == Word::yes;
  }
  std::int64_t number = 0;
  const auto* end = text.data() + text.size();
  if (is_canonical(text) && std::from_chars(text.data(), end, number).ec == std::errc{}) return number;
  if (is_number(text)) return Decimal{std::move(text)};
  return text;
}

// A text of JSON is one of YAML. Only what lies above the first plane JSON would write in halves that YAML does not
// join.
std::string quoted_scalar(std::string_view text) {
  const auto json = write_json(Value(text));
  std::string scalar;
  for (std::string_view rest = json; !rest.empty();) {
    const auto before = rest;
    const char32_t c = take_code_point(rest);
    if (!is_hidden(c)) {
      scalar += before.substr(0, before.size() - rest.size());
      continue;
    }
    std::array<char, 16> escape{};
    std::snprintf(escape.data(), escape.size(), c > 0xFFFF ? "\\U%08X" : "\\u%04X", static_cast<unsigned>(c));
    scalar += escape.data();
  }
  return scalar;
}

}  // namespace interlock
