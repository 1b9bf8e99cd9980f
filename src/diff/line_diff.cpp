#include "diff/line_diff.hpp"

#include <dtl/dtl.hpp>

namespace interlock {
namespace {

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const auto end = text.find('\n');
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

LineFate fate_of(dtl::edit_t edit) {
  switch (edit) {
    case dtl::SES_ADD:
      return LineFate::added;
    case dtl::SES_DELETE:
      return LineFate::removed;
    default:
      return LineFate::kept;
  }
}

}  // namespace

std::vector<DiffLine> line_diff(std::string_view before, std::string_view after) {
  dtl::Diff<std::string, std::vector<std::string>> diff(lines_of(before), lines_of(after));
  diff.compose();
  std::vector<DiffLine> lines;
  std::vector<DiffLine> added;  // held back until the removed lines beside them are out
  const auto flush = [&] {
    lines.insert(lines.end(), added.begin(), added.end());
    added.clear();
  };
  for (const auto& [line, info] : diff.getSes().getSequence()) {
    const auto fate = fate_of(info.type);
    if (fate == LineFate::kept) flush();
    (fate == LineFate::added ? added : lines).push_back({fate, line});
  }
  flush();
  return lines;
}

}  // namespace interlock
