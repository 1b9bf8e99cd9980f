#include "render/sections.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace interlock::render {
namespace {

/// Code points of a line that take room on the terminal: all but those of our own colours.
std::size_t width(std::string_view line) {
  std::size_t count = 0;
  while (!line.empty()) {
    if (line.starts_with("\x1b[")) {
      line.remove_prefix(std::min(line.find('m'), line.size() - 1) + 1);
      continue;
    }
    take_code_point(line);
    ++count;
  }
  return count;
}

std::size_t rows(std::string_view text, std::size_t columns) {
  std::size_t count = 0;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size() - 1);
    const auto taken = width(text.substr(0, end));
    count += 1 + (columns != 0 && taken != 0 ? (taken - 1) / columns : 0);
    text.remove_prefix(end + 1);
  }
  return count;
}

std::string whole(const std::vector<Section>& sections) {
  std::string text;
  for (const auto& section : sections) {
    if (section.items.empty()) continue;
    text += "\n" + section.title + "\n";
    for (const auto& item : section.items) text += item;
  }
  return text;
}

/// The first lines of at most `limit` items of each section.
std::string shortened(const std::vector<Section>& sections, std::size_t limit) {
  std::string text;
  for (const auto& section : sections) {
    if (section.items.empty()) continue;
    text += "\n" + section.title + "\n";
    const auto kept = std::min(limit, section.items.size());
    for (std::size_t i = 0; i < kept; ++i) text += section.items[i].substr(0, section.items[i].find('\n') + 1);
    if (kept < section.items.size()) text += "  ... and " + std::to_string(section.items.size() - kept) + " more\n";
  }
  return text;
}

}  // namespace

std::string fitted(const std::string& head, const std::vector<Section>& sections, const std::string& tail,
                   const Style& style) {
  auto text = head + whole(sections) + tail;
  if (!style.screen) return text;
  const auto fits = [&](const std::string& candidate) {
    return rows(candidate, style.screen->columns) < style.screen->rows;  // the prompt needs a row too
  };
  if (fits(text)) return text;
  const auto with_limit = [&](std::size_t limit) {
    return head + shortened(sections, limit) + tail + "(shortened to the screen: --verbose shows everything)\n";
  };
  text = with_limit(0);
  for (std::size_t limit = 1; limit <= style.screen->rows; ++limit) {
    auto longer = with_limit(limit);
    if (!fits(longer)) break;
    text = std::move(longer);
  }
  return text;
}

}  // namespace interlock::render
