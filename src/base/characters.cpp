#include "base/characters.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

#include "base/text.hpp"

namespace interlock {
namespace {

struct Range {
  char32_t first, last;
  std::string_view kind;
};

constexpr std::string_view kControl = "a control character";
constexpr std::string_view kInvisible = "an invisible character";
constexpr std::string_view kBidirectional = "a bidirectional control";
constexpr std::string_view kSeparator = "a line separator";
constexpr std::array kHidden{
    Range{0x00, 0x1F, kControl},
    Range{0x7F, 0x9F, kControl},
    Range{0xAD, 0xAD, kInvisible},
    Range{0x034F, 0x034F, kInvisible},
    Range{0x061C, 0x061C, kBidirectional},
    Range{0x115F, 0x1160, kInvisible},
    Range{0x180E, 0x180E, kInvisible},
    Range{0x200B, 0x200D, "a zero-width character"},
    Range{0x200E, 0x200F, kBidirectional},
    Range{0x2028, 0x2029, kSeparator},
    Range{0x202A, 0x202E, kBidirectional},
    Range{0x2060, 0x2065, "a zero-width character"},
    Range{0x2066, 0x2069, kBidirectional},
    Range{0x206A, 0x206F, kInvisible},
    Range{0x3164, 0x3164, kInvisible},
    Range{0xD800, 0xDFFF, "a lone surrogate"},
    Range{0xFE00, 0xFE0F, "a variation selector"},
    Range{0xFEFF, 0xFEFF, "a zero-width character"},
    Range{0xFFA0, 0xFFA0, kInvisible},
    Range{0xFFF9, 0xFFFB, kInvisible},
    Range{0xFFFE, 0xFFFF, "no character"},
    Range{0xE0000, 0xE00FF, "a tag character"},
    Range{0xE0100, 0xE0FFF, "a variation selector"},
};

}  // namespace

std::string_view hidden_kind(char32_t c) {
  const auto found = std::find_if(kHidden.begin(), kHidden.end(), [c](const Range& r) { return c <= r.last; });
  return found != kHidden.end() && found->first <= c ? found->kind : std::string_view();
}

bool is_reordering(char32_t c) { return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069); }

bool is_blank(char32_t c) {
  static constexpr std::array<char32_t, 15> kBlanks{0x20,   0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F,
                                                    0x3000, 0x1C, 0x1D, 0x1E,   0x1F,   0xFEFF, 0x09};
  return (c >= 0x09 && c <= 0x0D) || (c >= 0x2000 && c <= 0x200A) ||
         std::find(kBlanks.begin(), kBlanks.end(), c) != kBlanks.end();
}

std::string without_outer_blanks(std::string_view text) {
  std::string kept, blanks;
  while (!text.empty()) {
    const char32_t c = take_code_point(text);
    if (is_blank(c)) {
      blanks += utf8(c);
      continue;
    }
    if (!kept.empty()) kept += blanks;
    kept += utf8(c);
    blanks.clear();
  }
  return kept;
}

std::string code_point_name(char32_t c) {
  std::array<char, 16> text{};
  std::snprintf(text.data(), text.size(), "U+%04X", static_cast<unsigned>(c));
  return text.data();
}

}  // namespace interlock
