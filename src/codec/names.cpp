#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "codec/complaints.hpp"
#include "codec/fields.hpp"

namespace interlock {
namespace {

/// White space of Unicode, as the `\s` of the schema's patterns has it.
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

}  // namespace

bool is_name(const std::string& what, const std::string& name, const Place& at, std::size_t longest,
             Problems& problems) {
  const auto refuse = [&](std::string why, std::string hint) {
    problems.push_back({.rule = "B20", .where = at, .message = what + std::move(why), .hint = std::move(hint)});
    return false;
  };
  const auto limit = "; 1 to " + std::to_string(longest) + " characters are allowed";
  if (name.empty()) return refuse(" is empty" + limit, "give it a name");
  const auto trimmed = without_outer_blanks(name);
  if (trimmed.empty()) return refuse(" " + quoted(name) + " is blank" + limit, "give it a name");
  if (trimmed != name) {
    return refuse(
        " " + quoted(name) + " has blanks at an end (" + std::to_string(code_points(name)) + " characters)" + limit,
        "write " + quoted(trimmed));
  }
  const auto length = code_points(name);
  if (length <= longest) return true;
  return refuse(" " + quoted(name) + " has " + std::to_string(length) + " characters" + limit, "shorten it");
}

const std::string* decode_name(const std::string& what, const Value& value, std::size_t longest, Problems& problems) {
  const auto* name = text_of(what, value, problems);
  return name != nullptr && is_name(what, *name, value.at, longest, problems) ? name : nullptr;
}

}  // namespace interlock
