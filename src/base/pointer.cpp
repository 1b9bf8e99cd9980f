#include "base/pointer.hpp"

#include <charconv>

namespace interlock {
namespace {

std::string escaped(std::string_view segment) {
  std::string text;
  for (const char c : segment) {
    if (c == '~') {
      text += "~0";
    } else if (c == '/') {
      text += "~1";
    } else {
      text += c;
    }
  }
  return text;
}

std::string unescaped(std::string_view segment) {
  std::string text;
  for (std::size_t i = 0; i < segment.size(); ++i) {
    const bool escape = segment[i] == '~' && i + 1 < segment.size();
    if (escape) ++i;
    text += !escape ? segment[i] : segment[i] == '1' ? '/' : '~';
  }
  return text;
}

const Value* child(const Value& parent, const std::string& segment) {
  if (const auto* list = parent.as<List>()) {
    std::size_t index = 0;
    const auto* end = segment.data() + segment.size();
    const auto [rest, error] = std::from_chars(segment.data(), end, index);
    return error == std::errc{} && rest == end && index < list->size() ? &(*list)[index] : nullptr;
  }
  return parent.find(segment);
}

}  // namespace

std::string pointer(const std::vector<std::string_view>& segments) {
  std::string text;
  for (const auto segment : segments) text += "/" + escaped(segment);
  return text;
}

std::vector<std::string> pointer_segments(std::string_view pointer) {
  std::vector<std::string> segments;
  while (!pointer.empty()) {
    pointer.remove_prefix(1);  // the slash
    const auto end = std::min(pointer.find('/'), pointer.size());
    segments.push_back(unescaped(pointer.substr(0, end)));
    pointer.remove_prefix(end);
  }
  return segments;
}

const Value* value_at(const Value& root, std::string_view pointer) {
  const Value* value = &root;
  for (const auto& segment : pointer_segments(pointer)) {
    value = child(*value, segment);
    if (value == nullptr) return nullptr;
  }
  return value;
}

}  // namespace interlock
