#include "codec/text_checks.hpp"

#include <algorithm>
#include <string>
#include <string_view>

#include "base/sensitive.hpp"
#include "base/text.hpp"
#include "codec/complaints.hpp"

namespace interlock {
namespace {

bool is_of_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// The first "${NAME}" of the text, or nothing.
std::string_view variable_in(std::string_view text) {
  for (auto at = text.find("${"); at != std::string_view::npos; at = text.find("${", at + 2)) {
    const auto rest = text.substr(at + 2);
    const auto length = static_cast<std::size_t>(std::find_if_not(rest.begin(), rest.end(), is_of_name) - rest.begin());
    if (length > 0 && rest.substr(length, 1) == "}") return text.substr(at, length + 3);
  }
  return {};
}

class Texts {
 public:
  Texts(const Resource& entry, Problems& problems)
      : entry_(entry),
        owner_(std::string(kind_name(entry.address.kind)) +
               (secret_in(entry.address.name).empty() ? " " + quoted(entry.address.name) : " of this name")),
        problems_(problems) {}

  void check() {
    check_text(entry_.address.name, entry_.at, "");
    for (const auto& [key, value] : entry_.fields) check_value(value, key.name);
  }

 private:
  /// `name` is that of the field, or of the row's column.
  void check_value(const Value& value, const std::string& name) {
    if (const auto* text = value.as<std::string>()) check_text(*text, value.at, name);
    if (const auto* list = value.as<List>()) {
      for (const auto& element : *list) check_value(element, name);
    }
    const auto* map = value.as<Map>();
    if (map == nullptr) return;
    for (const auto& [key, inner] : *map) {
      check_text(key.name, key.at, name);
      check_value(inner, entry_.address.kind == Kind::row ? key.name : name);
    }
  }

  void check_text(const std::string& text, const Place& at, const std::string& name) {
    if (are_enough(problems_)) return;
    const auto where = name.empty() ? owner_ : owner_ + ": '" + visible(name) + "'";
    if (const auto variable = variable_in(text); !variable.empty()) {
      problems_.push_back({.rule = "B34",
                           .where = at,
                           .message = where + " holds " + quoted(variable) + ": manifests have no variables",
                           .hint = "write the value; what differs between tenants belongs in an overlay"});
    }
    if (const auto secret = secret_in(text); !secret.empty()) {
      problems_.push_back({.rule = "B35",
                           .where = at,
                           .message = where + " holds what looks like " + std::string(secret),
                           .hint = "take it out of the file and its history, and replace the secret itself"});
    }
    const auto person = entry_.address.kind == Kind::row ? personal_data_in(text) : std::string_view();
    if (!person.empty()) problems_.push_back(personal(at, name, person));
  }

  Problem personal(const Place& at, const std::string& column, std::string_view detector) const {
    const auto slash = entry_.address.name.find('/');
    const auto key = entry_.address.name.substr(slash + 1);
    // The key may be the text that must not be shown.
    const auto row = personal_data_in(key).empty() ? "row " + quoted(key) : std::string("a row");
    const auto place = column.empty() ? "its key" : "column " + quoted(column);
    return {.rule = "B79",
            .exit = Exit::refused,
            .where = at,
            .message = "data_table " + quoted(entry_.address.name.substr(0, slash)) + ", " + row + ", " + place +
                       ": what looks like " + std::string(detector),
            .hint = "data tables are for configuration: keep the data of people out of them"};
  }

  const Resource& entry_;
  std::string owner_;
  Problems& problems_;
};

}  // namespace

void check_texts(std::span<const Resource> resources, Problems& problems) {
  for (const auto& entry : resources) Texts(entry, problems).check();
}

}  // namespace interlock
