#include "render/markdown.hpp"

#include <algorithm>

#include "base/digest.hpp"
#include "base/text.hpp"
#include "codec/json.hpp"
#include "diff/line_diff.hpp"

namespace interlock::render {
namespace {

constexpr std::size_t kLargest = 65'536;
constexpr std::size_t kNoteRoom = 1'000;  // for what is said about things left out
constexpr std::size_t kDiffLines = 60;    // of one step
constexpr std::size_t kMoreRoom = 100;    // for the line that counts the items left out

std::string cut(std::string_view text, std::size_t limit) {
  auto rest = text;
  for (std::size_t count = 0; count < limit && !rest.empty(); ++count) take_code_point(rest);
  return std::string(text.substr(0, text.size() - rest.size()));
}

std::size_t longest_run(std::string_view text, char wanted) {
  std::size_t longest = 0, run = 0;
  for (const char c : text) {
    run = c == wanted ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return longest;
}

std::string replaced(std::string text, std::string_view what, std::string_view by) {
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size())) {
    text.replace(at, what.size(), by);
  }
  return text;
}

std::string span(const std::string& text) {
  if (text.empty()) return "(empty)";
  const std::string fence(longest_run(text, '`') + 1, '`');
  const auto touches = [](char c) { return c == '`' || c == ' '; };
  const std::string pad = touches(text.front()) || touches(text.back()) ? " " : "";
  return fence + pad + text + pad + fence;
}

/// Parsers disagree about a backslash before an escaped pipe, so such a pipe is written as its number.
std::string without_pipes(const std::string& text) {
  std::string result;
  for (const char c : text) {
    if (c == '|') {
      result += result.ends_with('\\') ? "\\x7c" : "\\|";
    } else {
      result += c;
    }
  }
  return result;
}

std::string value_text(const Value& value) {
  const auto* text = value.as<std::string>();
  return text != nullptr ? "'" + *text + "'" : write_json(value);
}

const std::string* text_in(const std::optional<Value>& value) { return value ? value->as<std::string>() : nullptr; }

std::string line_diff_lines(const FieldEdit& edit) {
  const auto side = [](const std::string* text) { return text != nullptr ? *text : std::string(); };
  auto text = "  " + plain(edit.path, kValueLimit) + ":\n";
  for (const auto& [fate, line] : line_diff(side(text_in(edit.before)), side(text_in(edit.after)))) {
    const auto* sign = fate == LineFate::kept ? "    " : fate == LineFate::added ? "+   " : "-   ";
    text += sign + plain(line, kValueLimit) + "\n";
  }
  return text;
}

bool is_multiline(const FieldEdit& edit) {
  const auto has_break = [](const std::string* text) { return text != nullptr && text->find('\n') < text->size() - 1; };
  return has_break(text_in(edit.before)) || has_break(text_in(edit.after));
}

/// A step of very many lines must not push out all others.
std::string first_lines(std::string text) {
  std::size_t end = 0;
  for (std::size_t lines = 0; lines < kDiffLines && end < text.size(); ++lines) end = text.find('\n', end) + 1;
  const auto dropped = std::count(text.begin() + static_cast<std::ptrdiff_t>(end), text.end(), '\n');
  if (dropped == 0) return text;
  text.resize(end);
  return text + "  … and " + std::to_string(dropped) + " more lines\n";
}

std::string more_line(const Block& block, std::size_t count) {
  const auto words = "and " + std::to_string(count) + " more " + block.noun + (count == 1 ? "" : "s");
  switch (block.shape) {
    case Block::Shape::list:
      return "- … " + words + "\n";
    case Block::Shape::table:
      return "| … " + words + " |\n";
    case Block::Shape::diff:
      return "  … " + words + "\n";
  }
  return {};
}

/// Head and tail of the block; a diff is fenced by more backticks than stand together anywhere in it.
std::pair<std::string, std::string> frame(const Block& block) {
  if (block.shape != Block::Shape::diff) return {block.head, block.tail};
  std::size_t run = 2;
  for (const auto& item : block.items) run = std::max(run, longest_run(item, '`'));
  const std::string fence(run + 1, '`');
  return {block.head + fence + "diff\n", fence + "\n" + block.tail};
}

/// As much of the block as fits into `room`; the count of items that did not goes to `dropped`.
std::string shortened(const Block& block, std::size_t room, std::size_t& dropped) {
  const auto [head, tail] = frame(block);
  std::size_t size = head.size() + tail.size() + kMoreRoom;
  std::size_t kept = 0;
  while (kept < block.items.size() && size + block.items[kept].size() <= room) size += block.items[kept++].size();
  dropped = block.items.size() - kept;
  if (kept == 0) return {};
  auto text = head;
  for (std::size_t i = 0; i < kept; ++i) text += block.items[i];
  return text + (dropped > 0 ? more_line(block, dropped) : "") + tail;
}

std::string place_words(const Place& place) { return place ? " at " + code(to_string(place), kValueLimit) : ""; }

std::string problem_item(const Problem& problem) {
  const bool is_error = problem.severity == Severity::error;
  auto text = std::string(is_error ? "- **Error**" : "- **Warning**") + place_words(problem.where) + ": " +
              code(problem.message, kProseLimit) + " (" + visible(problem.rule) + ")\n";
  for (const auto& related : problem.related) {
    text += "  - see" + place_words(related.where) + ": " + code(related.message, kValueLimit) + "\n";
  }
  return problem.hint.empty() ? text : text + "  - **What to do:** " + code(problem.hint, kProseLimit) + "\n";
}

}  // namespace

std::string plain(std::string_view text, std::size_t limit) {
  const auto kept = cut(text, limit);
  const auto shown_text = visible(kept) + (kept.size() < text.size() ? "…" : "");
  return replaced(shown_text, "<!--", "\\x3c!--");
}

std::string code(std::string_view text, std::size_t limit) { return span(plain(text, limit)); }
std::string cell(std::string_view text, std::size_t limit) { return span(without_pipes(plain(text, limit))); }

std::string code_list(const std::vector<std::string>& texts, std::size_t limit) {
  std::string list;
  const auto shown_count = texts.size() <= limit ? texts.size() : limit;
  for (std::size_t i = 0; i < shown_count; ++i) list += (i == 0 ? "" : ", ") + code(texts[i]);
  if (shown_count == texts.size()) return list;
  return list + " and " + std::to_string(texts.size() - shown_count) + " more";
}

std::string diff_lines(const std::vector<FieldEdit>& edits) {
  std::string text;
  for (const auto& edit : edits) {
    if (edit.is_drift) text += "  changed in the tenant by somebody since:\n";
    if (is_multiline(edit)) {
      text += line_diff_lines(edit);
      continue;
    }
    const auto line = [&](const char* sign, const std::optional<Value>& side) {
      return side ? sign + plain(edit.path, kValueLimit) + ": " + plain(value_text(*side), kValueLimit) + "\n" : "";
    };
    text += line("- ", edit.before) + line("+ ", edit.after);
  }
  return first_lines(std::move(text));
}

std::string comment(std::string_view marker, const std::string& verdict, const std::vector<Block>& blocks,
                    const std::string& footer) {
  auto text = std::string(marker) + verdict;
  std::vector<std::string> left_out;
  for (const auto& block : blocks) {
    if (block.items.empty()) continue;
    const auto used = text.size() + footer.size() + kNoteRoom;
    std::size_t dropped = 0;
    text += shortened(block, kLargest - std::min(used, kLargest), dropped);
    if (dropped > 0) left_out.push_back(std::to_string(dropped) + " of " + plural(block.items.size(), block.noun));
  }
  if (!left_out.empty()) text += "\nLeft out, so that this fits a comment: " + join(left_out, ", ") + ".\n";
  return text + footer;
}

std::string marker(std::string_view kind, std::string_view organization, std::string_view tenant) {
  const auto identity = sha256(std::string(organization) + "\n" + std::string(tenant));
  return "<!-- interlock:" + std::string(kind) + ":" + identity.substr(0, 16) + " -->\n";
}

Block problem_block(const std::string& head, const Problems& problems) {
  auto sorted = problems;
  sort_unique(sorted);
  std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.severity < b.severity; });
  Block block{.head = head, .noun = "problem"};
  for (const auto& problem : sorted) block.items.push_back(problem_item(problem));
  return block;
}

}  // namespace interlock::render
