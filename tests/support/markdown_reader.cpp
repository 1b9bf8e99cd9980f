#include "support/markdown_reader.hpp"

#include <algorithm>

namespace interlock::testing {
namespace {

std::size_t run_at(std::string_view text, std::size_t at) {
  const auto end = text.find_first_not_of('`', at);
  return (end == std::string_view::npos ? text.size() : end) - at;
}

/// The line without its code spans: a run of backticks up to the next run of the same length.
std::string without_code(std::string_view line) {
  std::string prose;
  for (std::size_t at = 0; at < line.size();) {
    const auto run = run_at(line, at);
    if (run == 0) {
      prose += line[at++];
      continue;
    }
    auto close = at + run;
    while (close < line.size() && run_at(line, close) != run) close += std::max<std::size_t>(1, run_at(line, close));
    if (close >= line.size()) {
      prose += line.substr(at, run);
      at += run;
      continue;
    }
    at = close + run;
  }
  return prose;
}

/// Cells of a table row: a pipe with a backslash in front parts nothing, whatever it stands in.
std::size_t cells(std::string_view line) {
  std::size_t count = 0;
  for (std::size_t i = 1; i < line.size(); ++i) count += line[i] == '|' && line[i - 1] != '\\' ? 1u : 0u;
  return count;
}

}  // namespace

std::vector<std::string> lines(std::string_view text) {
  std::vector<std::string> result;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    result.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return result;
}

MarkdownText read_markdown(std::string_view text) {
  MarkdownText result;
  std::size_t fence = 0, columns = 0;
  for (const auto& line : lines(text)) {
    const auto run = run_at(line, 0);
    if (fence != 0) {
      if (run >= fence && line.find_first_not_of('`') == std::string::npos) fence = 0;
      continue;
    }
    if (run >= 3) {
      fence = run;
      continue;
    }
    const bool is_row = line.starts_with('|');
    if (is_row && columns != 0 && cells(line) > columns) result.complaint = "too many cells: " + line;
    columns = !is_row ? 0 : columns == 0 ? cells(line) : columns;
    result.prose += without_code(line) + "\n";
  }
  if (fence != 0) result.complaint = "a fence stays open";
  return result;
}

}  // namespace interlock::testing
