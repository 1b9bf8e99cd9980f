#include "codec/csv.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "base/text.hpp"

namespace interlock {
namespace {

constexpr std::string_view kOtherDelimiters = ";\t|";

/// Whether a spreadsheet could take the text for a formula, were it not for the apostrophes before it (SEC15).
bool is_formula_behind_apostrophes(std::string_view text) {
  static constexpr std::array<std::string_view, 11> kStarts{"=",  "+",      "-",      "@",      "\t",    "\r",
                                                            "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20"};
  text.remove_prefix(std::min(text.find_first_not_of('\''), text.size()));
  return std::any_of(kStarts.begin(), kStarts.end(), [&](auto start) { return text.starts_with(start); });
}

std::string without_guard(std::string text) {
  if (text.starts_with('\'') && is_formula_behind_apostrophes(text)) text.erase(0, 1);
  return text;
}

std::string with_guard(const std::string& text) { return is_formula_behind_apostrophes(text) ? "'" + text : text; }

std::string in_quotes(std::string_view text) {
  std::string written = "\"";
  for (const char c : text) written.append(c == '"' ? 2 : 1, c);
  return written + "\"";
}

/// Empty where the file cannot be read: then there are no rows.
std::string text_for_cells(const Source& source, const CsvLimits& limits, Problems& problems) {
  auto text = plain_text(source, {.name = "CSV", .file_bytes = limits.file_bytes}, problems);
  return text ? *std::move(text) : std::string();
}

}  // namespace

bool is_other_delimiter(char c) { return kOtherDelimiters.find(c) != std::string_view::npos; }

Problem wrong_delimiter(char found, const Place& at) {
  const auto name = found == '\t' ? std::string("a tab") : quoted(std::string(1, found));
  return {.rule = "B75",
          .where = at,
          .message = "the cells are separated by " + name + "; a comma is wanted",
          .hint = "save the table as CSV with commas (RFC 4180)"};
}

std::string cell_words(const std::string& row, const std::string& heading) {
  return "row " + quoted(row) + ", column " + quoted(heading);
}

CsvReader::CsvReader(const Source& source, Problems& problems, const CsvLimits& limits)
    : problems_(problems),
      limits_(limits),
      text_(text_for_cells(source, limits, problems)),
      places_(text_, source.name) {}

std::optional<CsvRow> CsvReader::next() {
  while (is_at('\n')) end_line();
  if (at_ >= text_.size()) return std::nullopt;
  CsvRow row;
  do {
    if (!row.empty()) ++at_;  // the comma
    const auto start = here();
    auto text = cell_text(row);
    if (!text) return std::nullopt;
    row.push_back({without_guard(*std::move(text)), start});
    if (!is_affordable(row)) return std::nullopt;
  } while (is_at(','));
  if (is_at('\n')) end_line();
  if (rows_++ == 0) {
    for (const auto& cell : row) headings_.push_back(cell.text);
  }
  return row;
}

Place CsvReader::here() { return places_.at(at_, line_, at_ - line_start_); }

void CsvReader::end_line() {
  line_start_ = ++at_;
  ++line_;
}

std::optional<std::string> CsvReader::cell_text(const CsvRow& row) {
  const bool is_quoted = is_at('"');
  auto text = is_quoted ? quoted_text(row) : bare_text();
  if (!text || at_ >= text_.size() || is_at(',') || is_at('\n')) return text;
  if (is_quoted && is_other_delimiter(text_[at_])) return give_up(wrong_delimiter(text_[at_], here()));
  return give_up({.rule = "B75",
                  .where = here(),
                  .message = words(row) + (is_quoted ? ": text behind the quote that closes the cell"
                                                     : ": a quote inside a cell that does not begin with one"),
                  .hint = "put the whole cell in quotes, and write \"\" for each quote in it"});
}

std::string CsvReader::bare_text() {
  const auto start = std::exchange(at_, std::min(text_.find_first_of(",\n\"", at_), text_.size()));
  return text_.substr(start, at_ - start);
}

std::optional<std::string> CsvReader::quoted_text(const CsvRow& row) {
  const auto start = here();
  std::string text;
  for (++at_;;) {
    const auto end = text_.find_first_of("\"\n", at_);
    if (end == std::string::npos) {
      return give_up({.rule = "B75",
                      .where = start,
                      .message = words(row) + ": a quote that is not closed",
                      .hint = "close it behind the cell's text; write \"\" for a quote in the text"});
    }
    text.append(text_, at_, end - at_);
    at_ = end;
    if (is_at('\n')) {
      text += '\n';
      end_line();
    } else if (++at_; is_at('"')) {
      text += '"';
      ++at_;
    } else {
      return text;
    }
  }
}

/// The words for the cell that follows those of `row`.
std::string CsvReader::words(const CsvRow& row) const {
  if (rows_ == 0) return "heading " + std::to_string(row.size() + 1);
  if (row.empty()) return "the first cell of a row";
  const auto column = row.size() < headings_.size() ? headings_[row.size()] : std::to_string(row.size() + 1);
  return cell_words(row.front().text, column);
}

std::nullopt_t CsvReader::give_up(Problem problem) {
  problems_.push_back(std::move(problem));
  at_ = text_.size();
  return std::nullopt;
}

bool CsvReader::is_affordable(const CsvRow& row) {
  const auto refuse = [&](const std::string& what, std::size_t limit) {
    give_up({.rule = "B16",
             .where = row.back().at,
             .message = "the table has more than " + std::to_string(limit) + " " + what + "; that is the limit",
             .hint = "split it into several files"});
    return false;
  };
  if (rows_ > limits_.rows) return refuse("rows", limits_.rows);
  if (++cells_ > limits_.cells) return refuse("cells", limits_.cells);
  return true;
}

std::string write_csv(std::span<const CsvRow> rows) {
  std::string text;
  for (const auto& row : rows) {
    for (const auto& cell : row) {
      if (&cell != &row.front()) text += ',';
      text += in_quotes(with_guard(cell.text));
    }
    text += '\n';
  }
  return text;
}

}  // namespace interlock
