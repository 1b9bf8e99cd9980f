#include "cli/typed_text.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace interlock {
namespace {

struct Range {
  char32_t first, last;
};
constexpr std::array kBlanks{Range{U'\t', U'\r'},         Range{U' ', U' '},           Range{U'\u0085', U'\u0085'},
                             Range{U'\u00a0', U'\u00a0'}, Range{U'\u2000', U'\u200b'}, Range{U'\u2028', U'\u2029'},
                             Range{U'\u202f', U'\u202f'}, Range{U'\u205f', U'\u205f'}, Range{U'\u3000', U'\u3000'},
                             Range{U'\ufeff', U'\ufeff'}};

bool is_blank(char32_t c) {
  return std::any_of(kBlanks.begin(), kBlanks.end(), [&](const Range& r) { return r.first <= c && c <= r.last; });
}

}  // namespace

std::string_view loose_end(std::string_view text) {
  auto end = text.substr(text.size());
  for (auto rest = text; !rest.empty();) {
    const auto from_here = rest;
    const bool blank = is_blank(take_code_point(rest));
    if (!blank) {
      end = text.substr(text.size());
    } else if (end.empty()) {
      end = from_here;
    }
  }
  return end;
}

std::optional<Problem> text_fault(const std::string& what, std::string_view text) {
  if (const auto offset = invalid_utf8(text)) {
    return Problem{.rule = "B52", .message = what + " is no valid UTF-8 from byte " + std::to_string(*offset)};
  }
  const auto end = loose_end(text);
  if (end.empty()) return std::nullopt;
  return Problem{.rule = "B87", .message = what + " ends in " + quoted(end), .hint = "remove it from the value"};
}

std::optional<Problem> variable_fault(std::string_view name, std::string_view value) {
  if (!value.empty()) return text_fault(std::string(name), value);
  return Problem{.rule = "B34", .message = std::string(name) + " is set but empty", .hint = "unset it"};
}

}  // namespace interlock
