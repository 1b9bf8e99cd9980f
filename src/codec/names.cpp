#include "base/characters.hpp"
#include "base/text.hpp"
#include "codec/complaints.hpp"
#include "codec/fields.hpp"

namespace interlock {
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
